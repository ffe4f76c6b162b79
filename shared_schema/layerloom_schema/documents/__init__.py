"""The document that a person draws and saves, what is edited in it, and its revisions."""
