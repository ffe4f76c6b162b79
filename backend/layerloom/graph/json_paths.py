"""Paths through a document as JSON: keys of objects; in a list the id of one of its objects, or a position."""

from collections.abc import Sequence
from typing import Any

from layerloom_schema.base import Json


def set_at_path(value: dict[str, Any], path: Sequence[str], new: Json, *, unset: bool) -> bool:
    """Sets or removes what stands at a path, in place. False where a list on the way has no such part.

    Objects on the way are made only to set.
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
