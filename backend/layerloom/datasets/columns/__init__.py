"""The column store: a folder a version, with a manifest and one memory-mapped file a column."""
