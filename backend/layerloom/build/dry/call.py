"""One dry call of a layer: shapes, dtypes, masks and weight counts from Keras itself, with nothing allocated.

The layer is called on symbolic tensors inside a scope that initializes no variable, first on the arguments that built
it, then on those of this call. What Keras refuses becomes a `Failure`; `explain.keras_errors` finds its cause.
"""

import json
import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import keras

from layerloom.build.call_key import Blueprint, BuiltInside, CallKey, Part
from layerloom.build.cost.flops import FREE, Cost, cost, cost_of
from layerloom.build.dtype_policy import dtype_policy
from layerloom.build.layer_references import PART
from layerloom.build.real.call_arguments import keras_arguments
from layerloom.build.real.keras_objects import make_layer
from layerloom.build.real.operations import operation
from layerloom.build.refusal_log import error_text, log_refusal, log_uncounted
from layerloom.build.tensor_spec import Arguments, Shape, Spec, item_bytes, spec_of, specs_of, symbolic
from layerloom.catalog.keras_private import BaseImagePreprocessingLayer, SafeModeScope
from layerloom.catalog.overrides.layer_families import NEEDS_SIZE
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.reports import TensorSpec

from .slow_initializers import SlowInitializer, slow_initializer
from .time_limit import CallTooLong, cpu_limit
from .trace import must_run, run_layer, run_operation
from .weight_trial import try_weights

Stage = Literal["slow", "make", "call", "weights", "run"]
STAGES: Sequence[Stage] = ("slow", "make", "call", "weights", "run")
"""The stages of a dry call, in order: constructor, call, weights (initializers, constraints), and a traced run; a call
over the time limit fails at `slow`."""
CALL_SECONDS = 10.0
"""CPU time limit of one call of a layer or operation. Nested models have the time of the whole check."""

BATCH_OF_IMAGES = 4
"""Rank of the input of an image layer. With one axis less, Keras takes the batch for one image and mixes its rows."""


class Weight(NamedTuple):
    """Parameter counts and bytes of weights, with `trainable` as if nothing were frozen."""

    params: int = 0
    trainable: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class CallResult:
    """The outputs of a call, and the weights of its layer: in total, its own, and those of each part.

    `cost` is per row; its bytes are those of activations inside the call, beyond its outputs.
    """

    outputs: tuple[Spec, ...]
    reports: list[TensorSpec]
    weight: Weight
    own: Weight
    parts: tuple[Weight, ...] = ()
    cost: Cost = FREE


@dataclass(frozen=True)
class Failure:
    """The stage at which Keras refused.

    `ranks` is the rank of the first input by the layer's own `input_spec`: exact, minimum, maximum. `wanted` are the
    shapes that the inputs of a nested model take.
    """

    stage: Stage
    ranks: tuple[int | None, int | None, int | None] = (None, None, None)
    wanted: tuple[Shape, ...] = ()
    fill: SlowInitializer | None = None
    """The weight whose initializer takes too long, if that is the cause."""
    said: str = field(default="", compare=False)
    """Keras's error message, for the log only."""


def dry_call(key: CallKey, catalog: Catalog) -> CallResult | Failure:
    """Make the call of a key. `CallCache.clear_keras_session` must follow the last call."""
    if key.kind == "model":
        return _dry_call(key, catalog)
    try:
        with cpu_limit(CALL_SECONDS):
            return _dry_call(key, catalog)
    except CallTooLong:
        return Failure("slow")


def _refused(key: CallKey, stage: Stage, error: Exception, failure: Failure | None = None) -> Failure:
    """The failure for any exception of Keras; its message is logged and stored."""
    said = error_text(error)
    log_refusal(key.layer, stage, said)
    return replace(failure or Failure(stage), said=said)


def _dry_call(key: CallKey, catalog: Catalog) -> CallResult | Failure:
    with (
        keras.StatelessScope(initialize_variables=False),
        SafeModeScope(True),
        dtype_policy(key.policy),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        match key.kind:
            case "layer":
                return _layer_call(key, catalog)
            case "op":
                return _op_call(key, catalog)
            case "model":
                return _model_call(key)


def _layer_call(key: CallKey, catalog: Catalog) -> CallResult | Failure:
    config, pinned = json.loads(key.config), json.loads(key.call_with)
    try:
        layer, parts = _make(key.layer, key.config, key.parts, key.built_on, catalog)
    except Exception as error:
        return _refused(key, "make", error)
    if (
        isinstance(layer, BaseImagePreprocessingLayer)
        and len(specs_of(key.arguments)[0].shape) != BATCH_OF_IMAGES
    ):
        return Failure("call", (BATCH_OF_IMAGES, None, None))
    if key.layer in NEEDS_SIZE and not _size_known(layer, specs_of(key.arguments)[0]):
        return Failure("call", (BATCH_OF_IMAGES, None, None))
    try:
        if isinstance(key.built_on, tuple) and not isinstance(key.built_on, BuiltInside):
            call(layer, key.built_on)
        outputs = keras.tree.flatten(call(layer, key.arguments, pinned))
        specs = [spec_of(output) for output in outputs]
    except Exception as error:
        return _refused(key, "call", error, Failure("call", _ranks(layer)))
    filled = slow_initializer(layer)
    if filled is not None:
        return Failure("slow", fill=filled)
    try:
        try_weights(layer, config, specs)
    except Exception as error:
        return _refused(key, "weights", error)
    if key.parts or must_run(layer, config, key.built_on, key.arguments):
        try:
            specs = run_layer(layer, key.arguments, specs, pinned)
        except Exception as error:
            return _refused(key, "run", error, Failure("run", _ranks(layer)))
    return _outcome(layer, specs, parts, _counted(lambda: cost(outputs)))


def _size_known(layer: keras.Layer, image: Spec) -> bool:
    """Whether height and width are known: else Keras takes minutes over some image layers, and others fail in `fit`."""
    first = 2 if layer.data_format == "channels_first" else 1
    return None not in image.shape[first : first + 2]


def _make(
    name: str,
    config: str,
    parts: tuple[Part, ...],
    built_on: Arguments | BuiltInside | None,
    catalog: Catalog,
) -> tuple[keras.Layer, list[keras.Layer]]:
    """The layer of a key and its parts; a layer that was built inside another one is built by calling that one."""
    made_parts = [_part(part, catalog) for part in parts]

    def inside(value: Mapping[str, Json]) -> keras.Layer:
        place = value.get(PART)
        if not isinstance(place, int):
            raise LookupError(PART)
        return made_parts[place]

    layer = make_layer(name, json.loads(config), catalog, inside=inside)
    if isinstance(built_on, BuiltInside):
        _build_inside(layer, built_on, catalog)
    return layer, made_parts


def _build_inside(layer: keras.Layer, via: BuiltInside, catalog: Catalog) -> None:
    key = via.key
    made_parts = [layer if n == via.place else _part(part, catalog) for n, part in enumerate(key.parts)]
    outer = make_layer(
        key.layer, json.loads(key.config), catalog, inside=lambda value: made_parts[int(str(value[PART]))]
    )
    call(outer, key.arguments, json.loads(key.call_with))


def _part(part: Part, catalog: Catalog) -> keras.Layer:
    if isinstance(part, Blueprint):
        return part.make()
    layer, _ = _make(part.layer, part.config, part.parts, part.built_on, catalog)
    if part.built_on is not None and not isinstance(part.built_on, BuiltInside):
        call(layer, part.built_on)
    return layer


def _op_call(key: CallKey, catalog: Catalog) -> CallResult | Failure:
    try:
        function = operation(key.layer, json.loads(key.config), catalog)
    except Exception as error:
        return _refused(key, "make", error)
    tensors = {port: _tensors(value) for port, value in key.arguments}
    try:
        outputs = keras.tree.flatten(function(**tensors))
        specs = [spec_of(output) for output in outputs]
    except Exception as error:
        return _refused(key, "call", error)
    try:
        specs = run_operation(key.layer, function, key.arguments, specs)
    except Exception as error:
        return _refused(key, "run", error)
    reports = [spec.report() for spec in specs]
    return CallResult(tuple(specs), reports, Weight(), Weight(), cost=_counted(lambda: cost(outputs)))


def _model_call(key: CallKey) -> CallResult | Failure:
    (blueprint,) = key.parts
    if not isinstance(blueprint, Blueprint):
        return Failure("make")
    try:
        model = blueprint.make()
    except Exception as error:
        return _refused(key, "make", error)
    arguments = {port: _tensors(value) for port, value in key.arguments}
    given = next(iter(arguments.values())) if len(arguments) == 1 else arguments
    wanted = blueprint.shapes or tuple(tuple(tensor.shape) for tensor in model.inputs)
    # Keras accepts other shapes symbolically, and fails at the first batch.
    if not all(map(takes, wanted, specs_of(key.arguments))):
        return Failure("call", wanted=wanted)
    try:
        # Without arguments, the outputs are those for the shapes of its own inputs.
        outputs = model(given, **json.loads(key.call_with)) if arguments else model.outputs
    except Exception as error:
        return _refused(key, "call", error, Failure("call", wanted=wanted))
    if isinstance(outputs, dict):
        outputs = [outputs[name] for name in blueprint.outputs]
    made = keras.tree.flatten(outputs)
    specs = [spec_of(output) for output in made]
    weight = weight_of(model.weights)
    reports = [spec.report() for spec in specs]
    counted = _counted(lambda: cost_of(model, given if arguments else model.inputs, made))
    return CallResult(tuple(specs), reports, weight, Weight(), (weight,), counted)


def takes(wanted: Shape, incoming: Spec) -> bool:
    """Whether an input of a nested model accepts a tensor: equal ranks, and equal lengths unless unknown inside."""
    return len(wanted) == len(incoming.shape) and all(
        inside is None or inside == outside for inside, outside in zip(wanted[1:], incoming.row, strict=True)
    )


def call(layer: keras.Layer, arguments: Arguments, pinned: Mapping[str, Json] | None = None) -> Any:
    """Call a layer on symbolic tensors made from specs, with pinned arguments such as `training`."""
    first, named = keras_arguments(layer, {port: _tensors(value) for port, value in arguments})
    return layer(first, **named, **(pinned or {}))


def _tensors(value: Spec | tuple[Spec, ...]) -> Any:
    return symbolic(value) if isinstance(value, Spec) else [symbolic(spec) for spec in value]


def _outcome(layer: keras.Layer, specs: list[Spec], parts: list[keras.Layer], counted: Cost) -> CallResult:
    elsewhere = {id(weight) for part in parts for weight in part.weights}
    return CallResult(
        outputs=tuple(specs),
        reports=[spec.report() for spec in specs],
        weight=weight_of(layer.weights),
        own=weight_of([weight for weight in layer.weights if id(weight) not in elsewhere]),
        parts=tuple(weight_of(part.weights) for part in parts),
        cost=counted,
    )


def _counted(count: Callable[[], Cost]) -> Cost:
    """The cost of a call, or 0 with a log line where counting raises: the check goes on."""
    try:
        return count()
    except Exception as error:
        log_uncounted(error)
        return FREE


def weight_of(weights: list[Any]) -> Weight:
    """The weight of variables; `trainable` excludes those that Keras never trains, such as moving averages."""
    sizes = [(weight, math.prod(weight.shape)) for weight in weights]
    return Weight(
        params=sum(size for _, size in sizes),
        trainable=sum(size for weight, size in sizes if weight.trainable),
        bytes=sum(size * item_bytes(str(weight.dtype)) for weight, size in sizes),
    )


def _ranks(layer: keras.Layer) -> tuple[int | None, int | None, int | None]:
    specs = keras.tree.flatten(layer.input_spec)
    if len(specs) != 1 or specs[0] is None:
        return (None, None, None)
    return (specs[0].ndim, specs[0].min_ndim, specs[0].max_ndim)
