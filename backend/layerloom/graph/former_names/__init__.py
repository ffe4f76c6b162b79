"""What names and arguments are called now: those that Keras had before, and those of other libraries."""
