"""Keras and TensorFlow as oracles: what layers, operations and applications are for real."""
