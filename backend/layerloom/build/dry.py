"""One call of one layer, dry: shapes, dtypes, masks and counts from Keras itself, with nothing allocated.

The layer is called on symbolic tensors inside a scope that initializes no variable, first on what built it, then on
what this call brings. What Keras finds wrong ends here as a `Failure`; `errors.py` says it in words.
"""

import json
import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import keras

from layerloom_schema.catalog import Catalog
from layerloom_schema.reports import TensorSpec

from .objects import make_layer
from .specs import Arguments, Spec, item_bytes, spec_of, specs_of, symbolic
from .trace import must_run, run_dtypes
from .weights import try_weights

Stage = Literal["make", "call", "weights", "run"]
STAGES: Sequence[Stage] = ("make", "call", "weights", "run")
"""What is tried, in order: the layer, its call, what fills and bounds its weights, a run of what it declares."""

_IMAGES = keras.src.layers.preprocessing.image_preprocessing.base_image_preprocessing_layer.BaseImagePreprocessingLayer
BATCH_OF_IMAGES = 4
"""Axes of what an image layer takes. With one axis less, Keras takes the batch for one image and mixes its rows."""


class CallKey(NamedTuple):
    """All that a call's outcome hangs on. `built_on` is what the layer's first call brought, `None` for that call."""

    layer: str
    config: str
    policy: str
    built_on: Arguments | None
    arguments: Arguments


@dataclass(frozen=True)
class Outcome:
    """What a call gives, and what its layer weighs when all of it may be trained."""

    outputs: tuple[Spec, ...]
    reports: list[TensorSpec]
    params: int
    trainable: int
    weight_bytes: int


@dataclass(frozen=True)
class Failure:
    """The stage at which Keras refused.

    `ranks` is what the layer itself says of the first tensor's rank: exactly, at least, at most.
    """

    stage: Stage
    ranks: tuple[int | None, int | None, int | None] = (None, None, None)


def dry_call(key: CallKey, catalog: Catalog) -> Outcome | Failure:
    """Makes the call of a key. The caller clears Keras's session when it has made its calls."""
    with (
        keras.StatelessScope(initialize_variables=False),
        keras.src.saving.serialization_lib.SafeModeScope(True),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        config = json.loads(key.config)
        try:
            layer = make_layer(key.layer, config, catalog)
        except Exception:  # whatever Keras raises is a refusal
            return Failure("make")
        if isinstance(layer, _IMAGES) and len(specs_of(key.arguments)[0].shape) != BATCH_OF_IMAGES:
            return Failure("call", (BATCH_OF_IMAGES, None, None))
        try:
            if key.built_on is not None and key.built_on != key.arguments:
                call(layer, key.built_on)
            outputs = keras.tree.flatten(call(layer, key.arguments))
            specs = [spec_of(output) for output in outputs]
        except Exception:
            return Failure("call", _ranks(layer))
        try:
            try_weights(layer, config, specs)
        except Exception:
            return Failure("weights")
        if must_run(layer, config, key.built_on, key.arguments):
            try:
                dtypes = run_dtypes(layer, key.arguments, specs)
            except Exception:
                return Failure("run", _ranks(layer))
            specs = [spec._replace(actual=dtype) for spec, dtype in zip(specs, dtypes, strict=True)]
        return _outcome(layer, specs)


def call(layer: Callable[..., Any], arguments: Arguments) -> Any:
    """Calls a layer on symbolic tensors made from specs."""
    (_, first), *others = arguments
    return layer(_tensors(first), **{port: _tensors(value) for port, value in others})


def _tensors(value: Spec | tuple[Spec, ...]) -> Any:
    return symbolic(value) if isinstance(value, Spec) else [symbolic(spec) for spec in value]


def _outcome(layer: keras.Layer, specs: list[Spec]) -> Outcome:
    return Outcome(
        outputs=tuple(specs),
        reports=[spec.report() for spec in specs],
        params=_count(layer.weights),
        trainable=_count(layer.trainable_weights),
        weight_bytes=sum(math.prod(w.shape) * item_bytes(str(w.dtype)) for w in layer.weights),
    )


def _count(weights: list[Any]) -> int:
    return sum(math.prod(weight.shape) for weight in weights)


def _ranks(layer: keras.Layer) -> tuple[int | None, int | None, int | None]:
    specs = keras.tree.flatten(layer.input_spec)
    if len(specs) != 1 or specs[0] is None:
        return (None, None, None)
    return (specs[0].ndim, specs[0].min_ndim, specs[0].max_ndim)
