"""Reasons of Pydantic for refusing a value, as phrases."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from layerloom_schema.base import Json

from .messages import has_text, phrase

_PHRASES = {
    "int_type": "whole",
    "int_parsing": "whole",
    "int_from_float": "whole",
    "float_type": "number",
    "float_parsing": "number",
    "finite_number": "number",
    "bool_type": "truth",
    "bool_parsing": "truth",
    "string_type": "text",
    "list_type": "list",
    "tuple_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "missing": "given",
    "extra_forbidden": "known",
    "json_invalid": "json",
    "json_type": "json",
    "uuid_type": "uuid",
    "uuid_parsing": "uuid",
    "datetime_type": "date",
    "datetime_parsing": "date",
    "datetime_from_date_parsing": "date",
}
_WITH_CONTEXT = {
    "greater_than_equal": ("least", "bound", "ge"),
    "less_than_equal": ("most", "bound", "le"),
    "greater_than": ("above", "bound", "gt"),
    "less_than": ("below", "bound", "lt"),
    "string_too_short": ("longer", "length", "min_length"),
    "string_too_long": ("shorter", "length", "max_length"),
    "too_short": ("longer", "length", "min_length"),
    "too_long": ("shorter", "length", "max_length"),
    "literal_error": ("one_of", "choices", "expected"),
    "enum": ("one_of", "choices", "expected"),
    "string_pattern_mismatch": ("pattern", "pattern", "pattern"),
}
"""By the type of the error: the phrase, its param, and the name of that in Pydantic's context."""


def reason(error: ErrorDetails) -> Json:
    """What a value must be, as a phrase; an error of our own is a phrase by its type."""
    type_ = error["type"]
    context: Mapping[str, Any] = error.get("ctx", {})
    if has_text("phrases", type_):
        return phrase(type_)
    if type_ in _WITH_CONTEXT:
        name, param, key = _WITH_CONTEXT[type_]
        return phrase(f"value.must.{name}", **{param: context[key]})
    return phrase(f"value.must.{_PHRASES.get(type_, 'other')}")
