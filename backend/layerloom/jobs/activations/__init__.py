"""Activations, gradients and weights measured while a model trains."""
