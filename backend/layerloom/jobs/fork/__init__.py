"""New runs that begin with a checkpoint of another one: what of it fits, and giving it to the model."""
