"""Trace initializers, constraints and regularizers on a layer's weights, which a dry build does not create.

Constraints and regularizers otherwise run at the first training step only. Only those that a document names are traced:
Keras's defaults fit their layers.
"""

from collections.abc import Mapping
from typing import Any

import keras

from layerloom.build.tensor_spec import Spec, symbolic
from layerloom.catalog.keras_private import compute_output_spec
from layerloom_schema.base import Json

_NAMED = ("_initializer", "_regularizer", "_constraint")
_INT32 = 2**31
"""The backend stores lengths in 32 bits here: beyond that a trace fails without an error in the graph."""


def try_weights(layer: keras.Layer, config: Mapping[str, Json], outputs: list[Spec]) -> None:
    """Raise what Keras raises where a named object does not fit the weights or outputs it is for."""
    if not any(argument.endswith(_NAMED) for argument in config):
        return
    for weight in layer.weights:
        if any(length >= _INT32 for length in weight.shape):
            continue
        fill = weight._initializer
        if fill is not None:
            compute_output_spec(lambda fill=fill, weight=weight: fill(weight.shape, dtype=weight.dtype))
        tensor = keras.KerasTensor(weight.shape, dtype=weight.dtype)
        for work in (weight.regularizer, weight.constraint):
            if work is not None:
                compute_output_spec(work, tensor)
    _try_activity(layer, outputs)


def _try_activity(layer: keras.Layer, outputs: list[Spec]) -> None:
    regularizer: Any = layer.activity_regularizer
    if regularizer is not None:
        for spec in outputs:
            compute_output_spec(regularizer, symbolic(spec))
