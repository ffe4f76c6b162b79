"""From files to documents. Files are read as data; nothing in them is executed."""
