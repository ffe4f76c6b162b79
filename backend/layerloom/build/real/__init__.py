"""Layers, nested models and operations as Keras objects, and the `keras.Model` of a document."""
