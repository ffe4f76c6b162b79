"""Trace a layer's `call` with the backend, where Keras only uses its declared output shape.

Keras does not run `call` symbolically if a layer implements `compute_output_shape`, so some errors appear only at the
first batch of `fit`: one LSTM shared over two widths, a state of the wrong length, a string into Dense, integers into
Conv2D. Tracing takes 2-50 ms, so it is done only for kinds of calls that can fail this way.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

import keras

from layerloom.build.call_key import BuiltInside
from layerloom.build.real.call_arguments import keras_arguments
from layerloom.build.tensor_spec import Arguments, Spec, is_float, map_specs, specs_of, symbolic
from layerloom.catalog.keras_private import (
    BaseAdaptivePooling,
    BaseDepthwiseConv,
    BaseSeparableConv,
    DataLayer,
    compute_output_spec,
)
from layerloom_schema.base import Json

_INT32 = 2**31
"""The backend stores lengths of random weights in 32 bits: beyond that a trace fails without an error in the graph."""


_ROWS = 97
"""Batch size for tracing operations: a prime, so that it is no multiple of another length."""
_ROW_BY_ROW = frozenset({"image.elastic_transform"})
"""Operations for which Keras traces each row of a batch of known length."""
_BY_AXIS = ("scale", "offset")
"""Arguments that, as lists, must fit the last axis, which Keras checks only when the layer runs."""


_DECLARED: tuple[type, ...] = (
    DataLayer,
    BaseAdaptivePooling,
    BaseDepthwiseConv,
    BaseSeparableConv,
    *(keras.layers.Attention, keras.layers.Softmax, keras.layers.EinsumDense, keras.layers.Wrapper),
    *(keras.layers.LayerNormalization, keras.layers.UnitNormalization, keras.layers.RMSNormalization),
)
"""Layers that declare their output shape and check little of their input; tracing takes 5-50 ms, for a few 300."""


class Contradiction(Exception):
    """A traced call gave another shape than it declares."""


def must_run(
    layer: keras.Layer,
    config: Mapping[str, Json],
    built_on: Arguments | BuiltInside | None,
    arguments: Arguments,
) -> bool:
    """Whether a call is of a kind that passes symbolically and may still fail in `fit`."""
    specs = specs_of(arguments)
    lengths = [length for spec in specs for length in spec.shape]
    lengths += [length for weight in layer.weights for length in weight.shape]
    # The graph of an unrolled layer grows with the sequence.
    if unrolled(config) or any(length is not None and length >= _INT32 for length in lengths):
        return False
    listed = any(isinstance(config.get(argument), list) for argument in _BY_AXIS)
    if isinstance(layer, _DECLARED) or _has_cells(layer):
        return True
    further = built_on is not None and built_on != arguments
    return listed or further or len(arguments) > 1 or any(not is_float(spec.actual) for spec in specs)


def unrolled(config: Json | Mapping[str, Json]) -> bool:
    """Whether a layer, or one inside it, has `unroll=True`."""
    if isinstance(config, list):
        return any(map(unrolled, config))
    if not isinstance(config, Mapping):
        return False
    return config.get("unroll") is True or any(map(unrolled, config.values()))


def _has_cells(layer: keras.Layer) -> bool:
    """Whether a layer is, or wraps, an RNN over cells, which does not check the rank of its input as LSTM does."""
    inner = getattr(layer, "forward_layer", None) or getattr(layer, "layer", None)
    return type(layer) is keras.layers.RNN or (inner is not None and _has_cells(inner))


def run_layer(
    layer: keras.Layer, arguments: Arguments, declared: list[Spec], pinned: Mapping[str, Json]
) -> list[Spec]:
    """The outputs of a traced call, with `training=True` where the layer takes it and the call does not pin it.

    Raises what the backend raises, or `Contradiction`.
    """
    if isinstance(layer, keras.layers.TimeDistributed):
        # It would be traced once per step; one step is enough.
        each = map_specs(arguments[:1], {0: _step(specs_of(arguments)[0])})
        given = run_layer(layer.layer, each, [_step(spec) for spec in declared], {})
        return [spec._replace(actual=one.actual) for spec, one in zip(declared, given, strict=True)]
    first, named = keras_arguments(layer, {port: _tensors(value) for port, value in arguments})
    if "training" in inspect.signature(layer.call).parameters:
        named["training"] = True
    named |= pinned
    tensors = keras.tree.flatten(compute_output_spec(layer.__call__, first, **named))
    if len(tensors) != len(declared):
        raise Contradiction
    found = []
    for place, (tensor, spec) in enumerate(zip(tensors, declared, strict=True)):
        shape, actual = tuple(tensor.shape), str(tensor.dtype)
        if place > 0 and isinstance(layer, keras.layers.MultiHeadAttention):
            # Keras declares the shape of scores as if there were as many keys as queries.
            spec = spec.with_shape(shape)
        if not _agree(shape, spec.shape):
            raise Contradiction
        found.append(spec._replace(actual=actual))
    return found


def _batched(spec: Spec) -> Spec:
    return spec.with_shape((_ROWS, *spec.row)) if spec.shape[:1] == (None,) else spec


def _step(spec: Spec) -> Spec:
    """One step of a sequence."""
    return spec.with_shape((spec.shape[0], *spec.shape[2:]))


def run_operation(
    name: str, function: Callable[..., Any], arguments: Arguments, declared: list[Spec]
) -> list[Spec]:
    """The outputs of a traced operation, with declared lengths where the trace has unknown ones.

    Raises what the backend raises, or `Contradiction`.
    """
    specs = specs_of(arguments)
    if any(length is not None and length >= _INT32 for spec in specs for length in spec.shape):
        return declared
    # With a batch length that nothing else has, operations that mix the batch axis with others fail now.
    batch = {place: _batched(spec) for place, spec in enumerate(specs) if name not in _ROW_BY_ROW}
    named = {port: _tensors(value) for port, value in map_specs(arguments, batch)}
    given = keras.tree.flatten(compute_output_spec(function, **named))
    if len(given) != len(declared):
        raise Contradiction
    found = []
    for tensor, spec in zip(given, declared, strict=True):
        if not _agree(tuple(tensor.shape), spec.shape):
            raise Contradiction
        found.append(spec._replace(actual=str(tensor.dtype)))
    return found


def _agree(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    return len(one) == len(other) and all(
        a is None or b is None or a == b for a, b in zip(one, other, strict=True)
    )


def _tensors(value: Spec | tuple[Spec, ...]) -> Any:
    if isinstance(value, Spec):
        return symbolic(value, actual=True)
    return [symbolic(spec, actual=True) for spec in value]
