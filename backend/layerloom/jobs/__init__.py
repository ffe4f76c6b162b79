"""Jobs on a run folder: prepare a model and its data, train it, and restore it from a checkpoint."""
