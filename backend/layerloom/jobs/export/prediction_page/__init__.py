"""A page that predicts without a server: the model as LiteRT, the recipes as steps that a browser does."""
