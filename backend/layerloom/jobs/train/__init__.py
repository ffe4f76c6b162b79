"""The trainer: a run folder becomes events, checkpoints and a trained model."""
