"""What a call costs: floating-point operations of a forward pass, as in `predict`, for one row.

A multiply-add is two. Elementwise work is one for each number that comes out, whatever the function (an exponential
counts as an addition does), but softmax, which is five; a reduction or a pooling is one for each number it reads. An
unknown length counts as 1. Zero is what only moves, selects, looks up or makes numbers; what does something in training
alone; and what cannot be counted beforehand, for its work hangs on the numbers: eigenvalues, singular values,
pseudo-inverses, ranks and CTC.

Formulas are exact for a model's products of matrices and its convolutions, with padding counted as numbers, which is how
TensorFlow's own profiler counts them (`tensorflow/python/profiler/internal/flops_registry.py`).
"""
