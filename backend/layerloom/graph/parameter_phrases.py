"""Types and ranges of parameters, as phrases of messages and as data."""

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Parameter, ParameterType
from layerloom_schema.text.messages import phrase

T = ParameterType

_LISTS = frozenset({T.int_tuple, T.int_pairs, T.shape, T.int_or_list})
_OF_A_LENGTH = frozenset({T.int_tuple, T.number_or_list, T.numbers})
"""Types of lists whose phrase says the length."""
_BOUNDS = {
    "minimum": "least",
    "exclusive_minimum": "above",
    "maximum": "most",
    "exclusive_maximum": "below",
}
"""By field of a parameter, the phrase for its bound; the lower ones first."""


def type_phrase(kind: ParameterType) -> Json:
    """A type by itself: `a whole number`."""
    return phrase(f"type.{kind.value}")


def wanted_phrase(parameter: Parameter) -> Json:
    """The type of a parameter, with the length of a list and whether it may be none."""
    wanted = type_phrase(parameter.type)
    if parameter.type in _OF_A_LENGTH and parameter.length:
        wanted = phrase(f"type.{parameter.type.value}_of", length=parameter.length)
    return phrase("type.or_none", type=wanted) if parameter.nullable else wanted


def wanted_data(parameter: Parameter) -> dict[str, Json]:
    """What `wanted_phrase` says, as the `expected` of a problem."""
    return {"type": parameter.type.value, "length": parameter.length, "nullable": parameter.nullable}


def range_phrases(parameter: Parameter) -> dict[str, Json]:
    """The params `type` and `bounds` of the sentence about a number out of its range."""
    counted = phrase("type.whole_numbers") if parameter.type in _LISTS else None
    kind = type_phrase(T.int if parameter.type is T.int else T.float)
    bounds = [phrase(f"bounds.{_BOUNDS[name]}", bound=bound) for name, bound in range_data(parameter).items()]
    both = phrase("bounds.both", lower=bounds[0], upper=bounds[1]) if len(bounds) == len("<>") else bounds[0]
    return {"type": counted or kind, "bounds": both}


def range_data(parameter: Parameter) -> dict[str, Json]:
    """The bounds that a parameter has, by the names that the catalogue gives them."""
    bounds: dict[str, Json] = {name: getattr(parameter, name) for name in _BOUNDS}
    return {name: bound for name, bound in bounds.items() if bound is not None}
