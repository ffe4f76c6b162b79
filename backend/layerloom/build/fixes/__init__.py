"""Fixes to propose for the problems that a dry build finds. Each is verified by a re-check before it is shown."""
