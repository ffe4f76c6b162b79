"""From weights files to the layers of a document. Files are read as data: nothing in them is deserialized."""
