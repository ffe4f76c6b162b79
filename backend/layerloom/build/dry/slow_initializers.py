"""Initializers that take minutes: Orthogonal factorizes the whole matrix, in time cubic in its sides.

An LSTM of 6,000 units took 85 s and 4 GB to be built, and a factorization cannot be interrupted: so it is refused
before it starts.
"""

import math
from typing import NamedTuple

import keras

LONGEST_SIDE = 4096
"""Maximum length of the shorter side of a matrix for Orthogonal."""


class SlowInitializer(NamedTuple):
    """A weight whose initializer takes too long: the argument that names it, and the sides of the matrix."""

    argument: str
    rows: int
    columns: int


def slow_initializer(layer: keras.Layer) -> SlowInitializer | None:
    """The first weight of a layer that Orthogonal would take too long to fill."""
    for weight in layer.weights:
        if not isinstance(weight._initializer, keras.initializers.Orthogonal) or not weight.shape:
            continue
        *rows, columns = weight.shape
        if min(math.prod(rows), columns) > LONGEST_SIDE:
            # `recurrent_kernel` is filled by `recurrent_initializer`, `kernel` by `kernel_initializer`.
            of = weight.name.removesuffix("_kernel")
            return SlowInitializer(f"{of}_initializer", math.prod(rows), columns)
    return None
