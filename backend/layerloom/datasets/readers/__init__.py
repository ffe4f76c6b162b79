"""Readers of data set files and of the data sets that scikit-learn ships."""
