"""From a document to a Python script."""
