"""Fields of a document whose value has the wrong type and a plain meaning: `"epochs": "10"`, `"shuffle": 1`.

Such a document is a draft: it is read with what is meant, and what was written stays with it, so that it is said, and
saved as it came.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails

from layerloom_schema.base import Json
from layerloom_schema.literals import literal, truth, whole, with_comma

_WHOLE, _NUMBER, _TRUTH, _LIST = "int", "float", "bool", "open_shape"
_KINDS: Mapping[str, str] = {
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "bool_type": _TRUTH,
    "list_type": _LIST,
}
"""Types of errors, by the kind of value that was asked for."""


class Misread(NamedTuple):
    """One value: the path to it (a node by its id), what was written, what is meant, and the kind that is asked for."""

    path: tuple[str, ...]
    received: Json
    meant: Json
    kind: str


def misread(value: dict[str, Any], errors: Sequence[ErrorDetails]) -> list[Misread] | None:
    """What each error comes from; `None` where one of them has no plain meaning."""
    found = []
    for error in errors:
        kind = _KINDS.get(error["type"])
        received: Json = error["input"]
        meant = None if kind is None else _meant(kind, received)
        path = _path(value, error["loc"])
        if kind is None or meant is None or path is None:
            return None
        found.append(Misread(path, received, meant, kind))
    return found


def with_meant(value: dict[str, Any], found: Sequence[Misread]) -> dict[str, Any]:
    """A copy of a document in which each field holds what is meant."""
    for each in found:
        value = _put(value, each.path, each.meant)
    return value


def as_received(value: dict[str, Any], found: Sequence[Misread]) -> dict[str, Any]:
    """A copy with what was written, where nobody has changed what was meant since."""
    for each in unchanged(value, found):
        value = _put(value, each.path, each.received)
    return value


def unchanged(value: dict[str, Any], found: Sequence[Misread]) -> Iterator[Misread]:
    """The misread values whose field was not changed since."""
    for each in found:
        current: Any = value
        for key in each.path:
            current = _inside(current, key)
        if current is not None and current == each.meant:
            yield each


def _meant(kind: str, received: Json) -> Json:
    if kind == _TRUTH:
        return truth(received)
    if isinstance(received, bool):
        return None
    read = literal(received) if isinstance(received, str) else received
    if kind == _LIST:
        read = [read] if isinstance(read, int | float) else read
        return whole(read) if isinstance(read, list) and isinstance(received, str | int | float) else None
    if isinstance(received, str) and not isinstance(read, int | float):
        read = with_comma(received, whole=kind == _WHOLE)
    read = whole(read) if kind == _WHOLE else read
    return read if isinstance(read, int) or (kind == _NUMBER and isinstance(read, float)) else None


def _path(value: Any, location: Sequence[int | str]) -> tuple[str, ...] | None:
    """The path of keys from a location of Pydantic, without the tags of unions."""
    path: list[str] = []
    container, after_node = value, False
    for part in location:
        if after_node:
            after_node = False
            continue
        if isinstance(container, list) and isinstance(part, int) and part < len(container):
            after_node = bool(path) and path[-1] == "nodes"
            node = container[part]
            id_ = node.get("id") if after_node and isinstance(node, dict) else None
            path.append(id_ if isinstance(id_, str) else str(part))
            container = node
        elif isinstance(container, dict) and part in container:
            path.append(str(part))
            container = container[part]
        else:
            return None
    return tuple(path)


def _put(container: Any, path: Sequence[str], new: Json) -> Any:
    if not path:
        return new
    key, *rest = path
    if isinstance(container, list):
        number = _number(container, key)
        return (
            container
            if number is None
            else [*container[:number], _put(container[number], rest, new), *container[number + 1 :]]
        )
    return (
        {**container, key: _put(container.get(key), rest, new)} if isinstance(container, dict) else container
    )


def _inside(container: Any, key: str) -> Any:
    if isinstance(container, list):
        number = _number(container, key)
        return None if number is None else container[number]
    return container.get(key) if isinstance(container, dict) else None


def _number(parts: list[Any], key: str) -> int | None:
    for number, part in enumerate(parts):
        if isinstance(part, dict) and part.get("id") == key:
            return number
    return int(key) if key.isdecimal() and int(key) < len(parts) else None
