"""From calls to a graph: names, written values, shapes."""
