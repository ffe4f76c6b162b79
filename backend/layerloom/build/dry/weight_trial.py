"""Tries what is done to weights: a dry build makes none, so an initializer that cannot fill them would go unseen.

Constraints and regularizers run at the first step of training only. All are tried on symbols, and only where a document
names one: Keras's defaults fit their layers.
"""

from collections.abc import Mapping
from typing import Any

import keras

from layerloom.build.tensor_spec import Spec, symbolic
from layerloom.catalog.keras_private import compute_output_spec
from layerloom_schema.base import Json

_NAMED = ("_initializer", "_regularizer", "_constraint")
_INT32 = 2**31
"""The backend holds lengths in 32 bits here: beyond that a trial fails for no fault of the drawing."""


def try_weights(layer: keras.Layer, config: Mapping[str, Json], outputs: list[Spec]) -> None:
    """Raises what Keras raises where a named object does not fit the weights, or the outputs, it is for."""
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
