"""Methods of plain values: of texts, lists and dicts."""

import re
from collections.abc import Callable, ItemsView, KeysView, Mapping, ValuesView
from typing import Any

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Unknown, Value

from .arithmetic import weigh
from .iteration import elements

_OF_TEXT = frozenset(
    {"lower", "upper", "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "startswith", "endswith"}
    | {"capitalize", "title", "isdigit", "isalpha", "find", "rfind", "index", "count", "removeprefix"}
    | {"removesuffix", "swapcase", "partition", "rpartition"}
)
_OF_LISTS = frozenset(
    {"append", "extend", "insert", "pop", "remove", "reverse", "copy", "index", "count", "clear"}
)
_OF_DICTS = frozenset({"get", "keys", "values", "items", "update", "pop", "copy", "setdefault", "clear"})
_OF_SETS = frozenset({"add", "discard", "union", "intersection", "difference", "copy", "update"})
_VIEWS = (KeysView, ValuesView, ItemsView)
_FIELD = re.compile(r"\{\w*(?:![rs])?(?::[^{}]{0,8})?\}")
_BY_CLASS: Mapping[type, frozenset[str]] = {
    str: _OF_TEXT,
    list: _OF_LISTS,
    tuple: frozenset({"index", "count"}),
    dict: _OF_DICTS,
    set: _OF_SETS,
}


def has_method(value: Value, name: str) -> bool:
    """Whether a plain value has a method that can be followed."""
    special = {"join", "format", "replace", "zfill"} if isinstance(value, str) else {"as_list"}
    return name in _BY_CLASS.get(type(value), ()) or (
        isinstance(value, str | tuple | list) and name in special
    )


def method(reading: Reading, owner: Value, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """A call of a method; `Unknown` where Python would raise."""
    weigh([owner, args], reading.budget)
    if name == "as_list":
        return [*owner]
    if isinstance(owner, str):
        return _of_text(reading, owner, name, args, kwargs)
    if isinstance(owner, list) and name in ("append", "insert", "extend"):
        more = elements(reading, args[0]) if name == "extend" and args else []
        if more is None:
            return Unknown()
        reading.budget.size(len(owner) + 1 + len(more))
        args = [more] if name == "extend" else args
    found = _tried(getattr(owner, name), args, kwargs)
    return [*found] if isinstance(found, _VIEWS) else found


def _of_text(reading: Reading, owner: str, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if name == "join":
        parts = elements(reading, args[0]) if args else None
        if parts is None or not all(isinstance(part, str) for part in parts):
            return Unknown()
        reading.budget.size(sum(len(part) + len(owner) for part in parts))
        return owner.join(parts)
    if name == "replace":
        if len(args) < len("12") or not all(isinstance(part, str) for part in args[:2]):
            return Unknown()
        reading.budget.size((len(owner) + 1) * (len(args[1]) + 1))
    if name == "format":
        return formatted(reading, owner, args, kwargs)
    if name == "zfill":
        reading.budget.size(args[0] if args and isinstance(args[0], int) else 0)
    return _tried(getattr(owner, name), args, kwargs)


def formatted(reading: Reading, text: str, args: list[Value], kwargs: Mapping[str, Value]) -> Value:
    """`"{}_{:02d}".format(...)`: numbers and texts, without attributes and widths of three digits."""
    parts = [*args, *kwargs.values()]
    if not all(isinstance(part, int | float | str) for part in parts):
        return Unknown()
    if "{" in _FIELD.sub("", text) or re.search(r":[^}]*\d{3}", text):
        return Unknown()
    reading.budget.size(len(text) + sum(len(str(part)) for part in parts) * (text.count("{") + 1))
    return _tried(text.format, args, kwargs)


def _tried(function: Callable[..., Any], args: list[Value], kwargs: Mapping[str, Value]) -> Value:
    try:
        return function(*args, **kwargs)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return Unknown()
