"""File -> document. Files are read as data; nothing in them is ever run."""
