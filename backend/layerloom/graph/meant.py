"""What a value of the wrong type was meant to be: a number written as text, 0 or 1 for a boolean, 3.0 for 3."""

from layerloom_schema.base import Json
from layerloom_schema.catalog import WHOLE, Parameter
from layerloom_schema.catalog import ParameterType as T
from layerloom_schema.literals import literal, truth, whole, with_comma

from .values import fits, holds_not_finite, within

_LISTS = frozenset({T.shape, T.open_shape, T.ints, T.numbers})
"""Types that are lists even of one number."""
_TEXTS = frozenset({T.string, T.choice, T.strings, T.dtype, T.layer, T.layers})
"""Types that no number is meant for."""
NUMBERS = WHOLE | {T.float, T.number_or_list, T.numbers, T.schedule}
"""Types of numbers, alone or in lists."""


def meant(parameter: Parameter, value: Json) -> Json:
    """The value that fits the parameter and that `value` says in another way; `None` where there is none."""
    if parameter.type is T.bool:
        return truth(value)
    if parameter.type in _TEXTS or isinstance(value, bool):
        return None
    read = whole(_read(value)) if parameter.type in WHOLE else _read(value)
    if isinstance(value, str) and not isinstance(read, int | float) and not _usable(parameter, read):
        read = with_comma(value, whole=parameter.type in WHOLE)
    if parameter.type in _LISTS and isinstance(read, int | float):
        read = [read]
    return read if _usable(parameter, read) else None


def holds_a_number(value: Json) -> bool:
    """Whether a text says some number, though it cannot be read as one."""
    return isinstance(value, str) and any(character.isdigit() for character in value)


def is_none(value: Json) -> bool:
    """Whether a text says none, as Python and JSON do."""
    return isinstance(value, str) and value.strip().lower() in ("none", "null")


def _usable(parameter: Parameter, read: Json) -> bool:
    if parameter.type is T.schedule:
        fitting = isinstance(read, int | float) and not isinstance(read, bool)
    else:
        fitting = fits(parameter, read)
    return fitting and within(parameter, read) and not holds_not_finite(read)


def without_batch(parameter: Parameter, value: Json) -> list[Json]:
    """What a shape means that begins with `None`: the batch axis, which is not said here, or a length to work out."""
    if not isinstance(value, list) or value[:1] != [None] or len(value) < 2:
        return []
    ways: list[Json] = [value[1:], [-1, *value[1:]]]
    return [way for way in ways if fits(parameter, way) and within(parameter, way)]


def _read(value: Json) -> Json:
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, list):
        return [literal(part) if isinstance(part, str) else _read(part) for part in value]
    return value
