"""FLOPs of a call: floating-point operations of a forward pass, as in `predict`, for one row.

A multiply-add counts as 2. Elementwise work counts 1 per output value, whatever the function (an exponential counts like
an addition), except softmax with 5; a reduction or pooling counts 1 per value read. An unknown length counts as 1. Zero
are operations that only move, select, look up or create values, those that act in training alone, and those whose work
depends on the values: eigenvalues, singular values, pseudo-inverses, ranks and CTC.

Formulas are exact for matrix products and convolutions, with padding counted as values, which is how
TensorFlow's own profiler counts them (`tensorflow/python/profiler/internal/flops_registry.py`).
"""
