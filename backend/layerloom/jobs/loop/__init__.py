"""The training loop: an epoch as one TensorFlow function, and the order of its rows."""
