"""Read the ports of a layer from the signature of `call` and by calling it on symbolic tensors.

Nothing is allocated: the calls are made in a `StatelessScope` that initializes no variable.
"""

import inspect
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import keras

from layerloom_schema.catalog.entries import OutputPort, Parameter, Port
from layerloom_schema.catalog.entries import ParameterType as T

from .constructor_probe import filling, make
from .overrides.argument_overrides import STATE_NAMES
from .parameter_reader import json_value

MASK = "mask"
MASKS = frozenset({MASK, "query_mask", "value_mask", "key_mask", "attention_mask"})
"""Arguments of `call` that take masks."""
MASK_LISTS: Mapping[str, tuple[str, ...]] = {
    "Attention": ("query_mask", "value_mask"),
    "AdditiveAttention": ("query_mask", "value_mask"),
}
"""Layers whose `mask` is a list, and the ports of its items; Keras ignores a third item."""
TRAINING = "training"
SWITCHES = (TRAINING, "use_causal_mask", "return_attention_scores", "reverse")
"""Boolean arguments of `call` that can be pinned on a call."""
CALL_NAMES: Mapping[str, str] = {"return_attention_scores": "attention_scores"}
"""Additional outputs of a call, by the argument that requests them."""
INITIAL_STATE = "initial_state"
STATES = "states"

_SHAPES: Sequence[tuple[int | None, ...]] = (
    *((None, 4), (None, 4, 4), (None, 4, 4, 4), (None, 4, 4, 4, 4), (None, 4, 4, 4, 4, 4)),
    # Three colour channels, enough steps for an audio frame, channels divisible by many groups.
    *((None, 8, 8, 3), (None, 4096, 1), (None, 4, 32)),
)
_DTYPES = ("float32", "string")
_MANY = 4

Layer = Callable[..., Any]


def inputs(layer: Layer, parameters: Sequence[Parameter]) -> list[Port]:
    """The ports of the arguments of `call`, in order."""
    filled = filling(parameters)
    first, *others = _arguments(layer)
    is_wrapper = any(parameter.type in (T.layer, T.layers) for parameter in parameters)
    further = (port for argument in others for port in _further(layer, filled, argument, is_wrapper))
    return [_first(layer, filled, first.name), *further]


def outputs(name: str, layer: Layer, parameters: Sequence[Parameter]) -> list[OutputPort]:
    """The outputs of a call, each further one with the boolean argument that enables it.

    For wrappers only the first output: the others depend on the inner layer.
    """
    filled = filling(parameters)
    plain = _count(layer, filled)
    names = ("output",) if plain == 1 else ("output", *STATE_NAMES[name])
    ports = [OutputPort(name=names[n]) for n in range(plain)]
    if any(parameter.type in (T.layer, T.layers) for parameter in parameters):
        return ports
    for parameter in parameters:
        if parameter.type is T.bool and parameter.default is False:
            more = max(0, _count(layer, {**filled, parameter.name: True}) - plain)
            ports += [OutputPort(name=STATE_NAMES[name][n], when=parameter.name) for n in range(more)]
    for switch, port in CALL_NAMES.items():
        if switch in _signature(layer) and _count(layer, filled, {switch: True}) > plain:
            ports.append(OutputPort(name=port, when=switch, by_call=True))
    return ports


def call_parameters(layer: Layer) -> list[Parameter]:
    """The arguments that can be pinned on a call.

    `training` defaults to None, whatever the signature says: Keras then follows the phase.
    """
    return [
        Parameter(
            name=switch,
            type=T.bool,
            default=None if switch == TRAINING else json_value(_signature(layer)[switch].default),
            nullable=switch == TRAINING,
        )
        for switch in SWITCHES
        if switch in _signature(layer)
    ]


def carries_mask(layer: Layer, parameters: Sequence[Parameter]) -> bool:
    """Whether the output of a layer carries the mask of its input."""
    return bool(make(layer, filling(parameters)).supports_masking)


def _signature(layer: Layer) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(layer.call).parameters  # type: ignore[attr-defined]  # Keras is untyped


def _arguments(layer: Layer) -> list[inspect.Parameter]:
    """The arguments of `call` that are ports."""
    return [
        argument
        for argument in _signature(layer).values()
        if argument.name not in {"self", *SWITCHES} and argument.kind is not argument.VAR_KEYWORD
    ]


def _first(layer: Layer, filled: Mapping[str, Any], name: str) -> Port:
    if _result(layer, filled, 0) is not None:
        return Port(name=name)
    taken = [n for n in range(1, _MANY + 1) if _result(layer, filled, n) is not None]
    if not taken:
        raise ValueError(f"{layer.__name__} takes neither a tensor nor a list of them")
    return Port(name=name, list=True, minimum=taken[0], maximum=None if _MANY in taken else taken[-1])


def _further(
    layer: Layer, filled: Mapping[str, Any], argument: inspect.Parameter, is_wrapper: bool
) -> Iterator[Port]:
    if argument.name not in MASKS:
        yield _tensor(layer, filled, argument, is_wrapper)
    elif argument.name == MASK and layer.__name__ in MASK_LISTS:
        for member in MASK_LISTS[layer.__name__]:
            yield Port(name=member, optional=True, mask=True, argument=MASK)
    else:
        yield Port(name=argument.name, optional=True, mask=True)


def _tensor(layer: Layer, filled: Mapping[str, Any], argument: inspect.Parameter, is_wrapper: bool) -> Port:
    if argument.name == STATES:
        count = len(_states(make(layer, filled)))
        return Port(name=STATES, list=True, minimum=count, maximum=count)
    if argument.name != INITIAL_STATE:
        return Port(name=argument.name, optional=argument.default is not inspect.Parameter.empty)
    if is_wrapper:
        return Port(name=INITIAL_STATE, list=True, optional=True)
    states = _count(layer, {**filled, "return_state": True}) - _count(layer, filled)
    return Port(name=INITIAL_STATE, list=True, optional=True, minimum=states, maximum=states)


def _count(layer: Layer, filled: Mapping[str, Any], pinned: Mapping[str, bool] | None = None) -> int:
    """The number of output tensors; 0 where the call raises."""
    results = (_result(layer, filled, n, pinned or {}) for n in range(3))
    return next((len(keras.tree.flatten(result)) for result in results if result is not None), 0)


def _result(
    layer: Layer, filled: Mapping[str, Any], length: int, pinned: Mapping[str, bool] | None = None
) -> Any:
    """The outputs for one tensor (`length` 0) or a list of tensors, of the first rank that is accepted."""
    needed = [port.name for port in _arguments(layer)[1:] if port.default is inspect.Parameter.empty]
    for tensor in _tensors():
        with keras.StatelessScope(initialize_variables=False), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                made = make(layer, filled)
                first = [tensor] * length if length else tensor
                others = {name: _states(made) if name == STATES else tensor for name in needed}
                return made(first, **others, **(pinned or {}))
            except Exception:  # noqa: S112  whatever Keras raises is a no
                continue
    return None


def _states(cell: Any) -> list[Any]:
    """Symbolic states of a cell."""
    return [keras.KerasTensor((None, size)) for size in keras.tree.flatten(cell.state_size)]


def _tensors() -> Iterator[Any]:
    for dtype in _DTYPES:
        for shape in _SHAPES:
            yield keras.KerasTensor(shape, dtype=dtype)
