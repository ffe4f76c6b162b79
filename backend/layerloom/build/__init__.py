"""From a document to shapes (dry) or to a `keras.Model` (real), and from Keras's errors to problems and fixes."""
