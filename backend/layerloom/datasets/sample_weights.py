"""Sample weights: from a field of the data, from class weights, or the product of both.

They are given to Keras as `sample_weight`, as its `class_weight` does not support several outputs. An exported script
computes the same float32 values; it carries `balanced_weights` as it is here, in lines of at most 100 characters.
"""

from collections.abc import Mapping

import numpy as np

from .dataset import Array
from .lazy_arrays import LazyArray, MappedArray, take_rows

AT_ONCE = 65_536
"""Rows whose classes are counted at once."""


def balanced_weights(labels: np.ndarray, classes: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """What each row weighs: all classes of the training rows count alike, others weigh 0."""
    rows = np.zeros(len(labels), "float32")
    for label, count in zip(classes, counts, strict=True):
        rows[labels == label] = counts.sum() / (len(classes) * count)
    return rows


def as_weights(field: Array) -> Array:
    """A field as sample weights: shape (rows,) or (rows, 1)."""
    return (field.reshape(-1) if field.shape[1:] == (1,) else field).astype("float32", copy=False)


def ones(target: LazyArray) -> Array:
    """Weights of 1 with as many axes as the target: Keras drops an axis too many, but adds none."""
    return np.broadcast_to(np.float32(1), (len(target), *([1] * (len(target.shape) - 1))))


def class_weights(target: LazyArray, weights: str | Mapping[str, float]) -> LazyArray:
    """The weight of each training row by its class: the integer label, or the argmax of a one-hot target."""
    labels = MappedArray(_labels, target)
    if isinstance(weights, str):
        classes, counts = _class_counts(labels)
        return MappedArray(lambda rows: balanced_weights(rows, classes, counts), labels)
    return MappedArray(lambda rows: _by_class(rows, weights), labels)


def _labels(target: Array) -> Array:
    several = target.ndim > 1 and target.shape[-1] > 1
    return target.argmax(-1) if several else target.reshape(-1)


def _by_class(labels: Array, weights: Mapping[str, float]) -> Array:
    rows = np.ones(len(labels), "float32")
    for name, weight in weights.items():
        rows[labels == int(name)] = weight
    return rows


def _class_counts(labels: LazyArray) -> tuple[Array, Array]:
    """The classes in their order and how many rows each has."""
    found = [
        np.unique(take_rows(labels, slice(start, start + AT_ONCE)), return_counts=True)
        for start in range(0, len(labels), AT_ONCE)
    ]
    classes, place = np.unique(np.concatenate([known for known, _ in found]), return_inverse=True)
    counts = np.zeros(len(classes), np.int64)
    np.add.at(counts, place, np.concatenate([count for _, count in found]))
    return classes, counts
