"""The walker: a document becomes shapes, or a `keras.Model`; and the one door by which Keras's errors come in."""
