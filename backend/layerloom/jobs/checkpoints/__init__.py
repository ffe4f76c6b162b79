"""Files that a job writes: checkpoints, model files, and how they are written atomically."""
