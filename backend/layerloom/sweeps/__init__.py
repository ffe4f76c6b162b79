"""Sweeps: their folders and logs, and the service by which the web process starts and follows them."""
