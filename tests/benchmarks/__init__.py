"""Measures Layerloom against the plain way of doing the same, in one run on one machine. `make bench`."""
