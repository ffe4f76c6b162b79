"""Initial weights that take minutes to fill: Orthogonal factorizes the whole matrix, in time by the cube of its sides.

An LSTM of 6,000 units took 85 s and 4 GB to be made, and nothing can stop a
factorization while it runs: so it is refused before.
"""

import math
from typing import NamedTuple

import keras

LONGEST_SIDE = 4096
"""Of the shorter side of a matrix that Orthogonal fills."""


class SlowInitializer(NamedTuple):
    """A weight that takes too long to fill: the argument that chooses how, and the sides of the matrix."""

    argument: str
    rows: int
    columns: int


def slow_initializer(layer: keras.Layer) -> SlowInitializer | None:
    """The first weight of a layer that Orthogonal would fill for too long."""
    for weight in layer.weights:
        if not isinstance(weight._initializer, keras.initializers.Orthogonal) or not weight.shape:
            continue
        *rows, columns = weight.shape
        if min(math.prod(rows), columns) > LONGEST_SIDE:
            # `recurrent_kernel` is filled by `recurrent_initializer`, `kernel` by `kernel_initializer`.
            of = weight.name.removesuffix("_kernel")
            return SlowInitializer(f"{of}_initializer", math.prod(rows), columns)
    return None
