"""A trained model as a file for other programs, compared with the model before anyone gets it."""
