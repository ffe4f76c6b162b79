"""Recipes: what is made of the columns of a data set before a model takes them, in the trainer and in scripts."""
