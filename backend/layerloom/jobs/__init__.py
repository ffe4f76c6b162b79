"""Training: its rules, and the trainer that turns a run folder into events, checkpoints and a model."""
