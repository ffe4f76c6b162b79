"""Reads and writes strict JSON: no NaN, no infinity, no duplicate keys, limited nesting."""

import json
import math
import re
import sys
from typing import Any, NoReturn

from .errors import ErrorCode, Unreadable

MAX_DIGITS = 400
MAX_DEPTH = 200
"""Lists and objects inside one another. A document needs about 10; what writes JSON again gives up near 255."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def loads(body: bytes | str) -> Any:
    """Reads one JSON value.

    Raises `Unreadable` with code `param.not_finite` for NaN, Infinity and numbers beyond a double (1e400), and with
    `document.unreadable` for anything else that is not plain JSON in UTF-8.
    """
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(ErrorCode.unreadable, variant="not_utf8", params={"byte": error.start}) from error
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_not_finite,
            parse_float=_finite_float,
            parse_int=_bounded_int,
        )
        if "\\u" in text and holds_surrogate(value):
            raise Unreadable(ErrorCode.unreadable, variant="surrogate")
    except RecursionError as error:
        raise _too_deep(None) from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            ErrorCode.unreadable,
            variant="not_json",
            params={"why": error.msg, "line": error.lineno, "column": error.colno},
        ) from error
    require_depth(value)
    return value


def require_depth(value: Any) -> None:
    """Raise `Unreadable` where lists and objects are nested deeper than `loads` reads."""
    deep = _depth(value)
    if deep > MAX_DEPTH:
        raise _too_deep(deep)


def dumps(value: Any, *, indent: int | None = None) -> str:
    """Writes one JSON value; a number that is not finite raises `ValueError`, never becomes bare `NaN`."""
    separators = (",", ":") if indent is None else None
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Unreadable(ErrorCode.unreadable, variant="key_twice", params={"key": key})
            seen.add(key)
    return result


def _not_finite(text: str) -> NoReturn:
    raise Unreadable(ErrorCode.not_finite, variant="no_number", params={"text": text}, got=text)


def _finite_float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Unreadable(ErrorCode.not_finite, variant="too_large", params={"text": text}, got=text)
    return value


def _bounded_int(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise Unreadable(
            ErrorCode.not_finite,
            variant="digits",
            params={"count": len(text)},
            limit=MAX_DIGITS,
            got=len(text),
        )
    value = int(text)
    if not -sys.float_info.max <= value <= sys.float_info.max:
        raise Unreadable(ErrorCode.not_finite, variant="beyond", params={"count": len(text)})
    return value


def _depth(value: Any) -> int:
    """The nesting depth of a value, computed without recursion."""
    level, depth = [value] if isinstance(value, list | dict) else [], 0
    while level:
        depth += 1
        level = [
            part
            for whole in level
            for part in (whole.values() if type(whole) is dict else whole)
            if type(part) is dict or type(part) is list
        ]
    return depth


def _too_deep(depth: int | None) -> Unreadable:
    return Unreadable(
        ErrorCode.unreadable,
        variant="far_too_deep" if depth is None else "too_deep",
        params={"depth": depth, "limit": MAX_DEPTH},
        limit=MAX_DEPTH,
        got=depth,
    )


def holds_surrogate(value: Any) -> bool:
    """Whether a text in a value has half of a character, which UTF-8 cannot hold."""
    if isinstance(value, str):
        return _SURROGATE.search(value) is not None
    if isinstance(value, list):
        return any(map(holds_surrogate, value))
    if isinstance(value, dict):
        return any(holds_surrogate(part) for pair in value.items() for part in pair)
    return False
