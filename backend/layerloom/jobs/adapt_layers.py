"""Adapt preprocessing layers (Normalization, TextVectorization ...) to the training rows before `fit`.

Rows are used in stored order. A layer fed by a model input is given that field whole; a layer behind others is given
the output of the graph before it, computed 1,024 rows at a time. An exported script does the same.
"""

from collections.abc import Mapping

import keras
import numpy as np
import tensorflow as tf

from layerloom.build.real.model_builder import Adapt
from layerloom.datasets.dataset import TEXT, Array
from layerloom.datasets.row_binder import Rows

AT_ONCE = 1024
"""Rows per call of the graph before the layer."""


def adapt_to(rows: Rows) -> Adapt:
    """The hook that adapts each such layer when it is built, before its first call."""

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
    # `predict` does not return strings.
    parts = [
        before({name: tf.constant(field[start : start + AT_ONCE]) for name, field in fields.items()})
        for start in range(0, len(rows), AT_ONCE)
    ]
    return np.concatenate([part.numpy() for part in parts])
