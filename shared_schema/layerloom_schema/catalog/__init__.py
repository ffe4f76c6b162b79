"""The catalogue of the installed Keras, and names, objects and constants as Keras writes them."""
