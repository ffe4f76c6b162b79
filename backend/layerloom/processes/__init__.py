"""Clients of the worker processes: the fork server, and the inspectors that check documents."""
