"""Runs: their events, files, checkpoints, and what a trained run is asked."""
