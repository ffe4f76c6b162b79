"""What both sides of a run folder share: the web process, which reads it, and the trainer, which writes it."""
