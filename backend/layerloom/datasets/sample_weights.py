"""How much a row counts: as a field of the data says, as its class says, or both, one times the other.

An exported script works out the same float32 numbers, and hands them to Keras as the weights of the rows. Keras's own
`class_weight` is not for models of several outputs.
"""

from collections.abc import Mapping

import numpy as np

from .dataset import Array


def as_weights(field: Array) -> Array:
    """A field as weights. One number for each row may have an axis of length 1 to itself."""
    return (field.reshape(-1) if field.shape[1:] == (1,) else field).astype("float32", copy=False)


def ones(target: Array) -> Array:
    """Weights that change nothing, with as many axes as the target: Keras drops one too many, and adds none."""
    return np.ones((len(target), *([1] * (target.ndim - 1))), "float32")


def class_rows(target: Array, weights: Mapping[str, float]) -> Array:
    """The weight of each row by its class: the number in its target, or the place of the highest one."""
    several = target.ndim > 1 and target.shape[-1] > 1
    classes = target.argmax(-1) if several else target.reshape(-1)
    rows = np.ones(len(target), "float32")
    for name, weight in weights.items():
        rows[classes == int(name)] = weight
    return rows
