"""Python, as far as it builds a model: expressions, statements, functions and plain values."""
