"""Read a Keras config as plain data: Keras resolves nothing in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.text.messages import phrase

TENSOR = "__keras_tensor__"
ARRAYS = frozenset({"__numpy__", "__tensor__"})
_DEEPEST, _DEEPEST_ENDS = 32, 8
_LONGEST = 200
"""Maximum characters of a name that is shown to a person."""


@dataclass(frozen=True)
class Ref:
    """A tensor: layer, index of the call, index of the output."""

    layer: str
    call: int
    tensor: int


@dataclass(frozen=True)
class Layer:
    """A layer or operation of a config, and its calls."""

    name: str
    value: Json
    module: str
    calls: list[Json]

    @property
    def config(self) -> Mapping[str, Json]:
        return config_of(self.value)


def malformed(place: str, wanted: str, **params: Json) -> NoReturn:
    """Raise `Unreadable`: the value at `place` is not as Keras writes it; `wanted` is a phrase with its params."""
    raise Unreadable(
        ErrorCode.invalid,
        variant="not_a_config",
        params={"field": place, "wanted": phrase(wanted, **params)},
        where={"field": place},
    )


def mapping(value: Json, place: str) -> Mapping[str, Json]:
    """An object, or `Unreadable`."""
    return value if isinstance(value, dict) else malformed(place, "config.object")


def sequence(value: Json, place: str) -> list[Json]:
    """A list, or `Unreadable`."""
    return value if isinstance(value, list) else malformed(place, "config.list")


def text(value: Json, place: str) -> str:
    """A printable name, or `Unreadable`."""
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        malformed(place, "config.short_text", length=_LONGEST)
    return value


def class_name(value: Json) -> str | None:
    """The class name of a serialized object; `None` for other values."""
    found = value.get("class_name") if isinstance(value, dict) else None
    return found if isinstance(found, str) and len(found) <= _LONGEST else None


def config_of(value: Json) -> Mapping[str, Json]:
    """The config of a serialized object; empty where it has none."""
    found = value.get("config") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def all_attention_axes(value: Json) -> Json:
    """The `attention_axes` that Keras writes of a built layer that was given none: all but the batch and the features."""
    build = value.get("build_config") if isinstance(value, dict) else None
    shapes = build.get("shapes_dict") if isinstance(build, dict) else None
    query = shapes.get("query_shape") if isinstance(shapes, dict) else None
    axes: list[Json] = [*range(1, len(query) - 1)] if isinstance(query, list) else []
    return axes[0] if len(axes) == 1 else axes


def reference(value: Json, place: str) -> Ref | None:
    """The tensor that a call argument refers to; `None` for other values."""
    if class_name(value) != TENSOR:
        return None
    return history(config_of(value).get("keras_history"), place)


def history(value: Json, place: str) -> Ref:
    """`[layer, call, tensor]`, or `Unreadable`."""
    match value:
        case [str(layer), int(call), int(tensor)] if (
            call >= 0 and tensor >= 0 and not isinstance(call, bool) and not isinstance(tensor, bool)
        ):
            return Ref(text(layer, place), call, tensor)
    malformed(place, "config.reference")


def ends_of(
    value: Json, place: str, key: str | None = None, depth: int = 0
) -> Iterator[tuple[str | None, Ref]]:
    """The inputs or outputs of a model in Keras's order, with their keys where they are a dict."""
    if depth > _DEEPEST_ENDS:
        malformed(place, "config.shallower")
    if isinstance(value, dict):
        for name in sorted(value):
            yield from ends_of(value[name], place, name, depth + 1)
    elif isinstance(value, list) and value and isinstance(value[0], str):
        yield key, history(value, place)
    else:
        for part in sequence(value, place):
            yield from ends_of(part, place, None, depth + 1)


def leaves(value: Json, place: str, depth: int = 0) -> Iterator[Json]:
    """The leaves of nested lists and dicts, in the order of `keras.tree.flatten`."""
    if depth > _DEEPEST:
        malformed(place, "config.shallower")
    if isinstance(value, list):
        for part in value:
            yield from leaves(part, place, depth + 1)
    elif isinstance(value, dict) and class_name(value) is None:
        for key in sorted(value):
            yield from leaves(value[key], place, depth + 1)
    else:
        yield value


def is_nothing(value: Json, place: str) -> bool:
    """Whether a value is `null`, or nested lists and dicts of `null`."""
    return all(leaf is None for leaf in leaves(value, place))


def plain(value: Json, depth: int = 0) -> Json:
    """A constant in the notation of documents: arrays as lists, slices as `{"slice": [...]}`, an ellipsis as `"..."`."""
    if depth > _DEEPEST:
        malformed("config", "config.shallower")
    if isinstance(value, list):
        return [plain(part, depth + 1) for part in value]
    inside = config_of(value)
    match class_name(value):
        case "__slice__":
            return {"slice": [inside.get("start"), inside.get("stop"), inside.get("step")]}
        case "__ellipsis__":
            return "..."
        case "__tuple__":
            return plain(inside.get("value"), depth + 1)
        case name if name in ARRAYS:
            return plain(inside.get("value"), depth + 1)
    return value
