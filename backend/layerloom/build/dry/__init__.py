"""Dry calls: shapes, dtypes, masks and weight counts of one layer from Keras itself, with nothing allocated."""
