"""References to layers and nested models inside a layer's config: `{"of": NODE}` or `{"model": NAME}`."""

from collections.abc import Callable, Mapping
from typing import Literal

import keras

from layerloom_schema.base import Json, ModelName, NodeId

Reference = tuple[Literal["of", "model"], str]
"""A reference in a document: to a node, or to a nested model."""
PART = "part"
"""`{"part": 1}` in the config of a `CallKey` stands for the second of its parts."""
Inside = Callable[[Mapping[str, Json]], keras.Layer]
"""Returns the layer or model of a reference."""


def extract_references(config: Mapping[str, Json]) -> tuple[dict[str, Json], list[Reference]]:
    """The config with its references replaced by indices, and the references in that order."""
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
    """The reference that a layer argument is, if it is one."""
    if len(value) != 1:
        return None
    node, model = value.get("of"), value.get("model")
    if isinstance(node, str):
        return ("of", NodeId(node))
    return ("model", ModelName(model)) if isinstance(model, str) else None
