"""The cache key of a dry call: all that its result depends on, by content and not by the names of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import keras

from .tensor_spec import Arguments, Shape

Kind = Literal["layer", "op", "model"]


@dataclass(frozen=True)
class Blueprint:
    """A nested model, equal to every other with the same content. `make` builds it, dry inside a stateless scope."""

    digest: str
    inputs: tuple[str, ...] = field(compare=False)
    outputs: tuple[str, ...] = field(compare=False)
    shapes: tuple[Shape, ...] = field(compare=False)
    """One shape per input, batch axis included; empty where only Keras knows them."""
    make: Callable[[], keras.Model] = field(compare=False)


class BuiltInside(NamedTuple):
    """A layer that the first call of another layer built, because that layer holds it at index `place` of its parts."""

    key: CallKey
    place: int


class LayerPart(NamedTuple):
    """The layer of another node inside a wrapper, as it is when the wrapper is first called."""

    layer: str
    config: str
    parts: tuple[Any, ...]
    built_on: Arguments | BuiltInside | None


Part = LayerPart | Blueprint


class CallKey(NamedTuple):
    """All that the result of a call depends on.

    `built_on` holds the arguments of the layer's first call, or the call of another layer inside which it was built;
    `None` for the first call itself. `parts` are the layers and models that the layer holds; a nested model's only part
    is itself.
    """

    layer: str
    config: str
    policy: str
    built_on: Arguments | BuiltInside | None
    arguments: Arguments
    call_with: str = "{}"
    parts: tuple[Part, ...] = ()
    kind: Kind = "layer"
