"""Data sets: the library, readers, synthetic data, binding to a model, and the rules of binding."""
