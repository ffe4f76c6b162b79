"""Paths into a document as JSON: keys of objects, and in lists the id of an object or an index."""

from collections.abc import Sequence
from typing import Any

from layerloom_schema.base import Json


def set_at_path(value: dict[str, Any], path: Sequence[str], new: Json, *, unset: bool) -> bool:
    """Set or remove the value at a path, in place; false if a list on the path has no such element.

    Missing objects on the path are created only to set a value.
    """
    place: Any = value
    for key in path[:-1]:
        inner = _inside(place, key)
        if not isinstance(inner, dict | list):
            if unset or not isinstance(place, dict):
                return False
            inner = place[key] = {}
        place = inner
    last = path[-1]
    if isinstance(place, dict):
        if unset:
            place.pop(last, None)
        else:
            place[last] = new
        return True
    number = _position(place, last)
    if number is None:
        return False
    if unset:
        del place[number]
    else:
        place[number] = new
    return True


def _inside(place: Any, key: str) -> Any:
    if isinstance(place, dict):
        return place.get(key)
    number = _position(place, key)
    return None if number is None else place[number]


def _position(parts: list[Any], key: str) -> int | None:
    for number, part in enumerate(parts):
        if isinstance(part, dict) and part.get("id") == key:
            return number
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 9 and int(key) < len(parts) else None
