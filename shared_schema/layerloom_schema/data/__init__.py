"""Data sets: what they hold, how they come in, how they are bound and prepared."""
