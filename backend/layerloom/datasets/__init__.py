"""Data: sources, what is known of their fields, and whether they fit the drawn model."""
