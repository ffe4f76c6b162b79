"""Lines of a script that read its data and prepare it."""
