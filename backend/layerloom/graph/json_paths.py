"""Paths into a document as JSON: keys of objects, and in lists the id of an object or an index."""

from collections.abc import Sequence
from typing import Any

from layerloom_schema.base import Json


def set_at_path(value: dict[str, Any], path: Sequence[str], new: Json, *, unset: bool) -> bool:
    """Set or remove the value at a path, in place; false if a list on the path has no such element.

    Missing objects on the path are created only to set a value.
    """
    container: Any = value
    for key in path[:-1]:
        inner = _inside(container, key)
        if not isinstance(inner, dict | list):
            if unset or not isinstance(container, dict):
                return False
            inner = container[key] = {}
        container = inner
    last = path[-1]
    if isinstance(container, dict):
        if unset:
            container.pop(last, None)
        else:
            container[last] = new
        return True
    index = _index(container, last)
    if index is None:
        return False
    if unset:
        del container[index]
    else:
        container[index] = new
    return True


def _inside(container: Any, key: str) -> Any:
    if isinstance(container, dict):
        return container.get(key)
    index = _index(container, key)
    return None if index is None else container[index]


def _index(parts: list[Any], key: str) -> int | None:
    for index, part in enumerate(parts):
        if isinstance(part, dict) and part.get("id") == key:
            return index
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 9 and int(key) < len(parts) else None
