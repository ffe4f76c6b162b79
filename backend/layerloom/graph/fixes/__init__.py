"""Fixes for problems of the graph, and the titles of all fixes."""
