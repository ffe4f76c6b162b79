"""A small app that predicts: FastAPI, the model with its recipes, and what it takes to run both elsewhere."""
