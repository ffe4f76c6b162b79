"""What can be drawn, read from the installed Keras, and the allowlist: nothing else can be named in a document."""
