"""Reads the ports of a layer: from the signature of `call`, and by calling it with symbolic tensors.

Nothing is allocated: the calls stand in a `StatelessScope` that initializes no variable.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import keras

from layerloom_schema.catalog import OutputPort, Parameter, Port
from layerloom_schema.catalog import ParameterType as T

from .decisions import STATE_NAMES
from .probe import filling

NO_PORTS = frozenset(
    {
        *("self", "training", "mask", "query_mask", "value_mask", "key_mask"),
        *("reverse", "use_causal_mask", "return_attention_scores"),
    }
)
"""Arguments of `call` that carry no drawn tensor: masks travel with the tensors, `training` with the phase, and words
and switches are no tensors."""
STATES = "initial_state"

_SHAPES: Sequence[tuple[int | None, ...]] = (
    *((None, 4), (None, 4, 4), (None, 4, 4, 4), (None, 4, 4, 4, 4), (None, 4, 4, 4, 4, 4)),
    # Three colours, enough steps for a window of sound, channels for many groups.
    *((None, 8, 8, 3), (None, 4096, 1), (None, 4, 32)),
)
_MANY = 4

Layer = Callable[..., Any]


def inputs(layer: Layer, parameters: Sequence[Parameter]) -> list[Port]:
    """The ports of the arguments of `call`, in order."""
    filled = filling(parameters)
    first, *others = _arguments(layer)
    return [_first(layer, filled, first.name), *(_further(layer, filled, port) for port in others)]


def outputs(name: str, layer: Layer, parameters: Sequence[Parameter]) -> list[OutputPort]:
    """The outputs of a call, and the boolean argument that each further one hangs on."""
    filled = filling(parameters)
    plain = _count(layer, filled)
    ports = [OutputPort(name="output" if plain == 1 else f"output_{n}") for n in range(plain)]
    for parameter in parameters:
        if parameter.type is T.bool and parameter.default is False:
            more = max(0, _count(layer, {**filled, parameter.name: True}) - plain)
            names = STATE_NAMES.get(name, tuple(f"{parameter.name}_{n}" for n in range(more)))
            ports += [OutputPort(name=names[n], when=parameter.name) for n in range(more)]
    return ports


def _arguments(layer: Layer) -> list[inspect.Parameter]:
    """The arguments of `call` that are ports."""
    given = inspect.signature(layer.call).parameters.values()  # type: ignore[attr-defined]  # Keras is untyped
    return [argument for argument in given if argument.name not in NO_PORTS]


def _first(layer: Layer, filled: Mapping[str, Any], name: str) -> Port:
    if _result(layer, filled, 0) is not None:
        return Port(name=name)
    taken = [n for n in range(1, _MANY + 1) if _result(layer, filled, n) is not None]
    if not taken:
        raise ValueError(f"{layer.__name__} takes neither a tensor nor a list of them")
    return Port(name=name, list=True, minimum=taken[0], maximum=None if _MANY in taken else taken[-1])


def _further(layer: Layer, filled: Mapping[str, Any], argument: inspect.Parameter) -> Port:
    if argument.name != STATES:
        return Port(name=argument.name, optional=argument.default is not inspect.Parameter.empty)
    states = _count(layer, {**filled, "return_state": True}) - _count(layer, filled)
    return Port(name=STATES, list=True, optional=True, minimum=states, maximum=states)


def _count(layer: Layer, filled: Mapping[str, Any]) -> int:
    """How many tensors a call gives; 0 where these arguments do not go together."""
    results = (_result(layer, filled, n) for n in range(3))
    return next((len(keras.tree.flatten(result)) for result in results if result is not None), 0)


def _result(layer: Layer, filled: Mapping[str, Any], length: int) -> Any:
    """What a call gives for a tensor (`length` 0) or a list of tensors, of the first rank that passes."""
    needed = [port.name for port in _arguments(layer)[1:] if port.default is inspect.Parameter.empty]
    for tensor in _tensors():
        with keras.StatelessScope(initialize_variables=False):
            try:
                first = [tensor] * length if length else tensor
                return layer(**filled)(first, **dict.fromkeys(needed, tensor))
            except Exception:  # noqa: S112  whatever Keras raises is a no
                continue
    return None


def _tensors() -> Iterator[Any]:
    for shape in _SHAPES:
        yield keras.KerasTensor(shape, dtype="float32")
