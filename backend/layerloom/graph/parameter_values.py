"""Values of parameters: whether they have the type and lie in the range, and how they are written."""

import math
import re
from collections.abc import Mapping

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Parameter, ParameterType
from layerloom_schema.text.messages import written

T = ParameterType

_TEXT_FORMATS: Mapping[str, re.Pattern[str]] = {
    "equation": re.compile(r"[a-zA-Z.]{1,30},[a-zA-Z.]{1,30}->[a-zA-Z.]{1,30}"),
    "subscripts": re.compile(r"[a-zA-Z.]{0,30}(,[a-zA-Z.]{0,30}){0,9}(->[a-zA-Z.]{0,30})?"),
    "bias_axes": re.compile(r"[a-zA-Z]{1,30}"),
    "name": re.compile(r"(?!(?:loss|learning_rate)$)[^\x00-\x1f\x7f]{1,64}"),
}
"""By argument, the pattern that a text must match; `format.equation` and the like describe them in messages."""


def text_format(parameter: Parameter) -> str | None:
    """The pattern that the text of an argument must match; `None` where any text will do."""
    return _TEXT_FORMATS[parameter.name].pattern if parameter.name in _TEXT_FORMATS else None


def format_value(value: Json) -> str:
    """A value as a person writes it, in English."""
    return written("value", value)


def _is_int(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_float(value: Json) -> float:
    """A number as a float. Browsers write 1.0 as 1 in JSON, and SGD does not accept a momentum of 1."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise TypeError(value)


def is_of_type(parameter: Parameter, value: Json) -> bool:
    match parameter.type:
        case T.int:
            return _is_int(value)
        case T.float:
            return is_number(value)
        case T.bool:
            return isinstance(value, bool)
        case T.string | T.choice:
            return isinstance(value, str)
        case T.int_tuple:
            return _is_int(value) or _is_ints(value, parameter.length)
        case T.int_pairs:
            return _is_int(value) or _is_ints(value, parameter.length) or _is_pairs(value, parameter.length)
        case T.shape:
            return isinstance(value, list) and all(map(_is_int, value))
        case T.int_or_list:
            return _is_int(value) or (isinstance(value, list) and bool(value) and all(map(_is_int, value)))
        case T.number_or_list:
            return is_number(value) or (
                isinstance(value, list)
                and len(value) == (parameter.length or max(1, len(value)))
                and all(map(is_number, value))
            )
        case T.open_shape:
            return isinstance(value, list) and all(part is None or _is_int(part) for part in value)
        case T.strings:
            return isinstance(value, list) and all(isinstance(part, str) for part in value)
        case T.ints:
            return isinstance(value, list) and all(map(_is_int, value))
        case T.numbers:
            return (
                isinstance(value, list)
                and len(value) == (parameter.length or len(value))
                and all(map(is_number, value))
            )
        case T.constant:
            return _is_constant(value)
        case T.subscript:
            return is_subscript(value)
        case T.dtype:
            return isinstance(value, str)
    return False


def _is_constant(value: Json) -> bool:
    """Whether a value is a number or a regular nested list of numbers."""
    return (
        is_number(value)
        or isinstance(value, bool)
        or (isinstance(value, list) and lengths_of(value) is not None)
    )


def lengths_of(value: Json) -> tuple[int, ...] | None:
    """The shape of a number or of nested lists of numbers; `None` for a ragged list."""
    if is_number(value) or isinstance(value, bool):
        return ()
    if not isinstance(value, list) or not value:
        return None
    shapes = {lengths_of(part) for part in value}
    shape = shapes.pop()
    return None if shapes or shape is None else (len(value), *shape)


def is_subscript(value: Json) -> bool:
    """Whether a value is an index or a list of indices: integers, `None` for a new axis, "..." once, and slices."""
    parts = value if isinstance(value, list) else [value]
    return bool(parts) and all(map(_is_key, parts)) and sum(part == "..." for part in parts) <= 1


def _is_key(part: Json) -> bool:
    if part is None or part == "..." or _is_int(part):
        return True
    if not isinstance(part, dict) or set(part) != {"slice"}:
        return False
    bounds = part["slice"]
    return (
        isinstance(bounds, list)
        and len(bounds) == 3
        and all(bound is None or _is_int(bound) for bound in bounds)
        and bounds[2] != 0
    )


def _is_ints(value: Json, length: int | None) -> bool:
    return isinstance(value, list) and len(value) == (length or len(value)) and all(map(_is_int, value))


def _is_pairs(value: Json, length: int | None) -> bool:
    return isinstance(value, list) and len(value) == length and all(_is_ints(pair, 2) for pair in value)


def is_in_range(parameter: Parameter, value: Json) -> bool:
    if parameter.choices:
        return value in parameter.choices
    if isinstance(value, str) and parameter.name in _TEXT_FORMATS:
        return _TEXT_FORMATS[parameter.name].fullmatch(value) is not None
    if isinstance(value, list):
        return all(is_in_range(parameter, part) for part in value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    return not (
        (parameter.minimum is not None and value < parameter.minimum)
        or (parameter.exclusive_minimum is not None and value <= parameter.exclusive_minimum)
        or (parameter.maximum is not None and value > parameter.maximum)
        or (parameter.exclusive_maximum is not None and value >= parameter.exclusive_maximum)
    )


def has_nonfinite(value: Json) -> bool:
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, list):
        return any(map(has_nonfinite, value))
    return False
