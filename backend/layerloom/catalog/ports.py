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

NO_PORTS = frozenset({"self", "mask", "training"})
"""Arguments of `call` that carry no drawn tensor: masks travel with the tensors, `training` with the phase."""

_SHAPES: Sequence[tuple[int | None, ...]] = ((None, 4), (None, 4, 4), (None, 4, 4, 4), (None, 4, 4, 4, 4))
_MANY = 4

Layer = Callable[..., Any]


def inputs(layer: Layer, parameters: Sequence[Parameter]) -> list[Port]:
    """The ports of the arguments of `call`, in order."""
    arguments = [p for p in inspect.signature(layer.call).parameters.values() if p.name not in NO_PORTS]  # type: ignore[attr-defined]  # Keras is untyped
    filled = filling(parameters)
    first, *others = arguments
    return [_first(layer, filled, first.name), *(_state(layer, filled, port.name) for port in others)]


def outputs(name: str, layer: Layer, parameters: Sequence[Parameter]) -> list[OutputPort]:
    """The outputs of a call, and the boolean argument that each further one hangs on."""
    filled = filling(parameters)
    plain = _count(layer, filled)
    ports = [OutputPort(name="output" if plain == 1 else f"output_{n}") for n in range(plain)]
    for parameter in parameters:
        if parameter.type is T.bool and parameter.default is False:
            more = _count(layer, {**filled, parameter.name: True}) - plain
            names = STATE_NAMES.get(name, tuple(f"{parameter.name}_{n}" for n in range(more)))
            ports += [OutputPort(name=names[n], when=parameter.name) for n in range(more)]
    return ports


def _first(layer: Layer, filled: Mapping[str, Any], name: str) -> Port:
    if _result(layer, filled, 0) is not None:
        return Port(name=name)
    taken = [n for n in range(1, _MANY + 1) if _result(layer, filled, n) is not None]
    if not taken:
        raise ValueError(f"{layer.__name__} takes neither a tensor nor a list of them")
    return Port(name=name, list=True, minimum=taken[0], maximum=None if _MANY in taken else taken[-1])


def _state(layer: Layer, filled: Mapping[str, Any], name: str) -> Port:
    states = len(keras.tree.flatten(layer(**filled).state_size))
    return Port(name=name, list=True, optional=True, minimum=states, maximum=states)


def _count(layer: Layer, filled: Mapping[str, Any]) -> int:
    result = next(found for n in range(3) if (found := _result(layer, filled, n)) is not None)
    return len(keras.tree.flatten(result))


def _result(layer: Layer, filled: Mapping[str, Any], length: int) -> Any:
    """What a call gives for a tensor (`length` 0) or a list of tensors, of the first rank that passes."""
    for tensor in _tensors():
        with keras.StatelessScope(initialize_variables=False):
            try:
                return layer(**filled)([tensor] * length if length else tensor)
            except Exception:  # noqa: S112  whatever Keras raises is a no
                continue
    return None


def _tensors() -> Iterator[Any]:
    for shape in _SHAPES:
        yield keras.KerasTensor(shape, dtype="float32")
