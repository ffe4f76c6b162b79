"""Rules that need more than the graph, the dry build or the data alone."""
