"""A person's script and the canvas as two sides of one model: an edit of either changes the other, and nothing else."""
