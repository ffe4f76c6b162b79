"""Former names of Keras, and names of other libraries, with what they are called now."""
