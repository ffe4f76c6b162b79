"""Files of a run folder that both the web process and the trainer use."""
