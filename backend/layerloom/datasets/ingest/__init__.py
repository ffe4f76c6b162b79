"""From files to columns: encodings, separators, types of cells, and the place of whatever is wrong."""
