"""Clean data sets with documents that train on them, and the ways in which real data is wrong."""
