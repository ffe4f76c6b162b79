"""The web side of the warm processes: the fork server, and the inspectors that check documents."""
