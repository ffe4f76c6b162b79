"""What Keras has, as a script calls it: layers, models, operations, applications, data sets."""
