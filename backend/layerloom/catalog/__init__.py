"""The catalogue: everything a document may use, read from the installed Keras and limited by the allowlist."""
