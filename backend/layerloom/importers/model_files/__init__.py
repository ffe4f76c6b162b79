"""Models saved by Keras 1, 2 and 3: `.keras`, `.h5` and JSON, read as data. Nothing in them is executed or resolved."""
