"""The full check of a document: graph, dry build, data binding and training settings together."""
