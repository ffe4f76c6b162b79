"""What stands inside a layer from elsewhere: the very layer of another node, or a nested model.

A document names it (`{"of": NODE}`, `{"model": NAME}`); a key of the cache must hold what it is, not what it is called.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import keras

from layerloom_schema.base import Json, ModelName, NodeId

from .specs import Arguments, Shape

if TYPE_CHECKING:
    from .dry import CallKey

Reference = tuple[Literal["of", "model"], str]
"""As the document names it: a node, or a nested model."""
PART = "part"
"""`{"part": 1}` stands in a key's config for the second of its parts."""
Inside = Callable[[Mapping[str, Json]], keras.Layer]
"""Gives the layer or model for a value that names one of elsewhere."""


@dataclass(frozen=True)
class Blueprint:
    """A nested model, equal to every other with the same content. `make` makes it anew, dry where the scope is dry."""

    digest: str
    inputs: tuple[str, ...] = field(compare=False)
    outputs: tuple[str, ...] = field(compare=False)
    shapes: tuple[Shape, ...] = field(compare=False)
    """The batch axis included, one for each input; none where only Keras knows."""
    make: Callable[[], keras.Model] = field(compare=False)


class Via(NamedTuple):
    """A layer that was built inside another one: by the first call of that one, of which it is a part."""

    key: "CallKey"
    place: int


class LayerPart(NamedTuple):
    """The very layer of another node, as it stands when it is taken."""

    layer: str
    config: str
    parts: tuple[Any, ...]
    built_on: Arguments | Via | None


Part = LayerPart | Blueprint


def take_out(config: Mapping[str, Json]) -> tuple[dict[str, Json], list[Reference]]:
    """A layer's config with what it names from elsewhere replaced by numbers, and what that was, in that order."""
    found: list[Reference] = []
    taken = {name: _without(value, found) for name, value in config.items()}
    return taken, found


def _without(value: Json, found: list[Reference]) -> Json:
    if isinstance(value, list):
        return [_without(part, found) for part in value]
    if not isinstance(value, dict):
        return value
    reference = reference_of(value)
    if reference is None:
        return {key: _without(part, found) for key, part in value.items()}
    found.append(reference)
    return {PART: len(found) - 1}


def reference_of(value: Mapping[str, Json]) -> Reference | None:
    """What a layer as an argument names, if it names one of elsewhere."""
    if len(value) != 1:
        return None
    node, model = value.get("of"), value.get("model")
    if isinstance(node, str):
        return ("of", NodeId(node))
    return ("model", ModelName(model)) if isinstance(model, str) else None
