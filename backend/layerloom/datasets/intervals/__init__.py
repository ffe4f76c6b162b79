"""Interval analysis in call order: which values can reach layers that look up rows (Embedding) or count classes."""
