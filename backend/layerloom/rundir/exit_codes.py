"""Exit codes of a trainer that the web process reads."""

DISK_FULL = 4
"""The trainer could not write its last events, however long it waited for disk space."""
