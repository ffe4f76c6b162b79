"""What a check of a document finds: problems with their fixes, and the shapes of its nodes."""
