"""Which numbers can reach the layers that look up rows or count classes: an interval analysis in call order."""
