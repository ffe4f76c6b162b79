"""Fits layers that learn from data (Normalization, TextVectorization ...) to the training rows, before any training.

The rows come as they stand, without shuffling. A layer that takes an input itself is given that field whole; behind other
layers it is given what the graph so far makes of the rows, worked out 1,024 at a time. An exported script does the same.
"""

from collections.abc import Mapping

import keras
import numpy as np
import tensorflow as tf

from layerloom.build.real.model_builder import Adapt
from layerloom.datasets.dataset import TEXT, Array
from layerloom.datasets.row_binder import Rows

AT_ONCE = 1024
"""Rows that go through the graph at a time."""


def adapt_to(rows: Rows) -> Adapt:
    """The hook that fits each such layer when it is made, before its first call."""

    def adapt(layer: keras.Layer, inputs: Mapping[str, keras.KerasTensor], tensor: keras.KerasTensor) -> None:
        layer.adapt(_values(rows, inputs, tensor))

    return adapt


def _values(rows: Rows, inputs: Mapping[str, keras.KerasTensor], tensor: keras.KerasTensor) -> Array:
    for name, given in inputs.items():
        if given is tensor:
            return rows.x[name]
    before = keras.Model(dict(inputs), tensor)
    fields = {name: rows.x[name] for name in inputs}
    if tensor.dtype != TEXT:
        found: Array = before.predict(fields, batch_size=AT_ONCE, verbose=0)
        return found
    # Keras predicts no texts.
    parts = [
        before({name: tf.constant(field[start : start + AT_ONCE]) for name, field in fields.items()})
        for start in range(0, len(rows), AT_ONCE)
    ]
    return np.concatenate([part.numpy() for part in parts])
