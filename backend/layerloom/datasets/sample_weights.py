"""Sample weights: from a field of the data, from class weights, or the product of both.

They are given to Keras as `sample_weight`, as its `class_weight` does not support several outputs. An exported script
computes the same float32 values; it carries `balanced_weights` as it is here, in lines of at most 100 characters.
"""

from collections.abc import Mapping

import numpy as np

from .dataset import Array


def balanced_weights(labels: np.ndarray, training: np.ndarray) -> np.ndarray:
    """What each row weighs: all classes of the training rows count alike, others weigh 0."""
    classes, counts = np.unique(training, return_counts=True)
    rows = np.zeros(len(labels), "float32")
    for label, count in zip(classes, counts, strict=True):
        rows[labels == label] = len(training) / (len(classes) * count)
    return rows


def as_weights(field: Array) -> Array:
    """A field as sample weights: shape (rows,) or (rows, 1)."""
    return (field.reshape(-1) if field.shape[1:] == (1,) else field).astype("float32", copy=False)


def ones(target: Array) -> Array:
    """Weights of 1 with as many axes as the target: Keras drops an axis too many, but adds none."""
    return np.ones((len(target), *([1] * (target.ndim - 1))), "float32")


def class_rows(target: Array, weights: str | Mapping[str, float]) -> Array:
    """The weight of each training row by its class: the integer label, or the argmax of a one-hot target."""
    several = target.ndim > 1 and target.shape[-1] > 1
    classes = target.argmax(-1) if several else target.reshape(-1)
    if isinstance(weights, str):
        return balanced_weights(classes, classes)
    rows = np.ones(len(target), "float32")
    for name, weight in weights.items():
        rows[classes == int(name)] = weight
    return rows
