"""What a value of the wrong type was meant to be: a number written as text, 0 or 1 for a boolean, 3 or 4 for 3.5."""

import math
from collections.abc import Callable, Iterator

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import WHOLE, Parameter
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.literals import literal, truth, whole, with_comma

from .parameter_values import has_nonfinite, is_in_range, is_number, is_of_type

_LISTS = frozenset({T.shape, T.open_shape, T.ints, T.numbers})
"""Types that are lists even with one number."""
_TEXTS = frozenset({T.string, T.choice, T.strings, T.dtype, T.layer, T.layers})
"""Types for which no number can be intended."""
_PERCENT = 5
"""Below it a number is as likely a slip as a percentage."""
NUMBERS = WHOLE | {T.float, T.number_or_list, T.numbers, T.schedule}
"""Types of numbers and of lists of numbers."""


def intended_value(parameter: Parameter, value: Json) -> Json:
    """The value that `value` stands for and that the parameter accepts; `None` if there is none."""
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


def meanings(parameter: Parameter, value: Json) -> list[Json]:
    """The values that `value` may stand for and that the parameter accepts, most likely first."""
    better = intended_value(parameter, value)
    if better is not None:
        return [better]
    found = [*without_batch_axis(parameter, value), *_likely(parameter, value)]
    return [each for index, each in enumerate(found) if each not in found[:index]]


def contains_number(value: Json) -> bool:
    """Whether a value says some number, though not one that its parameter takes."""
    if isinstance(value, str):
        return any(character.isdigit() for character in value)
    return (
        is_number(value)
        or isinstance(value, bool)
        or (isinstance(value, list) and any(map(contains_number, value)))
    )


def is_none_text(value: Json) -> bool:
    """Whether a text is `None` or `null`."""
    return isinstance(value, str) and value.strip().lower() in ("none", "null")


def _likely(parameter: Parameter, value: Json) -> Iterator[Json]:
    """What a number, a boolean or a list of the wrong kind is near to."""
    if isinstance(value, bool):
        if value is False and parameter.nullable:
            yield None
        elif parameter.type in NUMBERS and _usable(parameter, int(value)):
            yield int(value)
        return
    if parameter.type in _OBJECTS and is_number(value):
        yield from _OBJECTS[parameter.type](value)
        return
    read = _read(value)
    if isinstance(read, list) and len({str(part) for part in read}) == 1 and _usable(parameter, read[0]):
        # [64] for 64, (3, 3, 3) for two axes.
        yield read[0]
    if parameter.type in WHOLE:
        yield from (
            near
            for near in (_rounded(read, math.floor), _rounded(read, math.ceil))
            if _usable(parameter, near)
        )


def as_share(parameter: Parameter, value: Json) -> Json:
    """The share that a percentage beyond the bounds means: 0.2 for 20; `None` where no share is asked for."""
    if not is_number(value) or not isinstance(value, int | float) or not _PERCENT <= value <= 100:
        return None
    top = parameter.maximum if parameter.exclusive_maximum is None else parameter.exclusive_maximum
    return value / 100 if parameter.type is T.float and top == 1 and _usable(parameter, value / 100) else None


def _rounded(value: Json, by: Callable[[float], int]) -> Json:
    """A number without its fraction, in lists too."""
    if isinstance(value, list):
        return [_rounded(part, by) for part in value]
    return by(value) if isinstance(value, float) and math.isfinite(value) else value


def _regularizers(factor: Json) -> list[Json]:
    return [{"name": "L2", "config": {"l2": factor}}, {"name": "L1", "config": {"l1": factor}}]


def _initializers(value: Json) -> list[Json]:
    return [{"name": "Constant", "config": {"value": value}}]


def _constraints(most: Json) -> list[Json]:
    return [{"name": "MaxNorm", "config": {"max_value": most}}]


_OBJECTS = {T.regularizer: _regularizers, T.initializer: _initializers, T.constraint: _constraints}
"""Objects that one number says: the strength of a penalty, the value to begin with, the largest norm."""


def _usable(parameter: Parameter, read: Json) -> bool:
    if parameter.type is T.schedule:
        fitting = isinstance(read, int | float) and not isinstance(read, bool)
    else:
        fitting = is_of_type(parameter, read)
    return fitting and is_in_range(parameter, read) and not has_nonfinite(read)


def without_batch_axis(parameter: Parameter, value: Json) -> list[Json]:
    """What a shape that begins with `None` can mean: one with a batch axis too many, or with an inferred length (-1)."""
    if not isinstance(value, list) or value[:1] != [None] or len(value) < 2:
        return []
    candidates: list[Json] = [value[1:], [-1, *value[1:]]]
    return [shape for shape in candidates if is_of_type(parameter, shape) and is_in_range(parameter, shape)]


def _read(value: Json) -> Json:
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, list):
        return [literal(part) if isinstance(part, str) else _read(part) for part in value]
    return value
