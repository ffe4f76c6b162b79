"""Calls as Keras 1 and 2 write them, in the notation of Keras 3: `{"args": [...], "kwargs": {...}}`.

A call was a list of tensors `[layer, call, tensor, arguments]`, nested as the first argument was; the further arguments
stood beside each tensor. Calls of a model were counted from 1, as the first was that of its own inputs.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from layerloom.importers.keras_config import TENSOR, malformed, mapping
from layerloom_schema.base import Json

CONSTANT = "_CONSTANT_VALUE"
"""In place of a layer: the first argument is a number."""
_REFERENCE, _WITH_ARGUMENTS = 3, 4
_DEEPEST = 16
_STATES = frozenset(
    {"LSTM", "GRU", "SimpleRNN", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "Bidirectional"}
)
"""Layers whose states were tensors of the first argument, after the input."""


@dataclass(frozen=True)
class FormerCalls:
    """Rewrites the calls of one graph. `layers` are all layers of it, `models` those that are models."""

    layers: Collection[str]
    models: Collection[str]

    def call(self, value: Json, kind: str, place: str) -> Json:
        """One call of a layer of a class; one of Keras 3 stays as it is. Raises `Unreadable`."""
        if isinstance(value, dict) and "args" in value:
            return value
        kwargs: dict[str, Json] = {}
        first = self._first(value, kwargs, place, 0)
        if isinstance(first, list) and len(first) == 1 and not isinstance(first[0], list):
            first = first[0]
        written = {name: self._argument(part, place, 0) for name, part in kwargs.items()}
        if kind in _STATES and isinstance(first, list) and len(first) > 1:
            written.setdefault("initial_state", first[1:])
            first = first[0]
        return {"args": [first], "kwargs": written}

    def end(self, value: Json, depth: int = 0) -> Json:
        """Inputs or outputs of a model, whose calls of models are counted from 0 as here."""
        if depth > _DEEPEST:
            malformed("output_layers", "config.shallower")
        if self._is_reference(value, (_REFERENCE,)) and isinstance(value, list):
            return [value[0], self._number(value), value[2]]
        if isinstance(value, list):
            return [self.end(part, depth + 1) for part in value]
        if isinstance(value, dict):
            return {name: self.end(part, depth + 1) for name, part in value.items()}
        return value

    def _first(self, value: Json, kwargs: dict[str, Json], place: str, depth: int) -> Json:
        if depth > _DEEPEST:
            malformed(place, "config.shallower")
        if isinstance(value, list) and self._is_reference(value, (_REFERENCE, _WITH_ARGUMENTS)):
            if len(value) == _WITH_ARGUMENTS:
                kwargs.update(mapping(value[3] or {}, place))
            return value[2] if value[0] == CONSTANT else self._tensor(value)
        if isinstance(value, list):
            return [self._first(part, kwargs, place, depth + 1) for part in value]
        if isinstance(value, dict):
            return {name: self._first(part, kwargs, place, depth + 1) for name, part in value.items()}
        return malformed(place, "config.reference")

    def _argument(self, value: Json, place: str, depth: int) -> Json:
        if depth > _DEEPEST:
            malformed(place, "config.shallower")
        if isinstance(value, list):
            if self._is_reference(value, (_REFERENCE,)) and value[0] != CONSTANT:
                return self._tensor(value)
            return [self._argument(part, place, depth + 1) for part in value]
        if isinstance(value, dict):
            return {name: self._argument(part, place, depth + 1) for name, part in value.items()}
        return value

    def _is_reference(self, value: Json, lengths: Collection[int]) -> bool:
        match value:
            case [str(name), int(), *_] if len(value) in lengths:
                return name == CONSTANT or name in self.layers
        return False

    def _number(self, value: list[Json]) -> int:
        number = value[1] if isinstance(value[1], int) else 0
        return number - 1 if value[0] in self.models and number > 0 else number

    def _tensor(self, value: list[Json]) -> Json:
        return {"class_name": TENSOR, "config": {"keras_history": [value[0], self._number(value), value[2]]}}


def slices(value: Json) -> Json:
    """The key of a former slicing layer: `{"start", "stop", "step"}` is a slice."""
    if isinstance(value, list):
        return [slices(part) for part in value]
    if isinstance(value, Mapping) and {*value} == {"start", "stop", "step"}:
        return {"class_name": "__slice__", "config": dict(value)}
    return value
