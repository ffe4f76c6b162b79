"""Exit codes of a trainer that the web process reads."""

DISK_FULL = 4
"""Its last events found no room on the disk, for as long as it could wait."""
