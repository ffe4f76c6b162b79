"""Read the parameters of a class: type, default, choices and bounds."""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Parameter
from layerloom_schema.catalog.entries import ParameterType as T

from . import constructor_probe
from .docstring_arguments import argument_texts
from .overrides.allowlist import Kind
from .overrides.argument_overrides import exclusion_reason, is_advanced, overrides_for, suggested
from .overrides.excluded_arguments import NEVER_WRITTEN

_BY_NAME = (
    (re.compile(r"(^|_)activation$"), T.activation),
    (re.compile(r"_initializer$"), T.initializer),
    (re.compile(r"_regularizer$"), T.regularizer),
    (re.compile(r"_constraint$"), T.constraint),
    (re.compile(r"^learning_rate$"), T.schedule),
)
_BY_TEXT = (
    (re.compile(r"^(a )?bool|^whether\b|^if `true`", re.I), T.bool),
    (re.compile(r"^(int|integer)( or|s?,)? (a )?tuple", re.I), T.int_tuple),
    (re.compile(r"^target shape|^list of int|^tuple of int", re.I), T.shape),
    (re.compile(r"^(a |\(optional\) )*(python )?(positive |optional )*int|^number of", re.I), T.int),
    (re.compile(r"^(a |\(optional\) )*(python |small |scaling )*(float|scalar|number)", re.I), T.float),
)
_QUOTED = re.compile(r"""["']([a-zA-Z_]+)["']""")
_LISTED = re.compile(r"\b(?:either|one of)\b(?P<list>[^.(]*)", re.I)
_POSITIVE = re.compile(r"positive int|must be positive|positive float", re.I)
_UNIT = re.compile(r"between 0 and 1|in (the )?(range )?`?\[0, 1\]", re.I)
_NOT_NEGATIVE = re.compile(r"non-negative|greater than or equal to zero|>= 0|zero or positive", re.I)
_NULL = re.compile(r"\bNone\b")
_NUMBERS = (T.int, T.float, T.int_tuple, T.int_pairs, T.number_or_list)
_WHOLE = (T.int, T.int_tuple, T.int_pairs)


class Unclear(Exception):
    """Signature and docstring do not determine a parameter: `argument_overrides.py` must."""


def parameters(kind: Kind, name: str, thing: Callable[..., Any]) -> list[Parameter]:
    """All parameters of a class, in the order of its signature."""
    texts = argument_texts(thing)
    signature = inspect.signature(thing).parameters
    drafts = [
        _draft(kind, name, argument, texts.get(argument.name, ""))
        for argument in signature.values()
        if not exclusion_reason(kind, name, argument.name)
    ]
    filled = constructor_probe.filling(drafts)
    return [
        _probed(thing, draft, filled, texts.get(draft.name, ""), overrides_for(kind, name, draft.name))
        for draft in drafts
    ]


def unavailable(kind: Kind, name: str, thing: Callable[..., Any]) -> dict[str, str]:
    """The excluded arguments of a class, each with its reason."""
    arguments = inspect.signature(thing).parameters
    found = {
        argument: exclusion_reason(kind, name, argument)
        for argument in arguments
        if argument not in NEVER_WRITTEN
    }
    return {argument: reason for argument, reason in found.items() if reason is not None}


def json_value(value: Any) -> Json:
    """A default value as JSON; tuples become lists."""
    if isinstance(value, tuple | list):
        return [json_value(part) for part in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise Unclear(f"a default of {type(value).__name__} is no JSON value")


def _draft(kind: Kind, owner: str, argument: inspect.Parameter, text: str) -> Parameter:
    decided = overrides_for(kind, owner, argument.name)
    required = decided.get("required", argument.default is inspect.Parameter.empty)
    default = None if required else json_value(argument.default)
    type_ = decided.get("type") or _type(argument.name, default, text)
    if type_ is None:
        raise Unclear(
            f"{owner}.{argument.name} ({argument.default!r}): {text[:80]!r}; add it to argument_overrides.py"
        )
    begin = suggested(owner, argument.name, required=required)
    if required and begin is None:
        raise Unclear(f"{owner}.{argument.name} is required: suggest a value in argument_overrides.py")
    # None means linear for an activation, and the default for an initializer where the text says so.
    takes_none = type_ is T.activation or (type_ is T.initializer and bool(_NULL.search(text)))
    nullable = not required and (default is None or takes_none)
    return Parameter(
        name=argument.name,
        type=type_,
        required=required,
        nullable=decided.get("nullable", nullable),
        default=default,
        suggested=begin,
        choices=decided.get("choices", []),
        layers=decided.get("layers", []),
        models=decided.get("models", False),
        advanced=is_advanced(kind, argument.name),
    )


def _type(name: str, default: Json, text: str) -> T | None:
    for pattern, type_ in _BY_NAME:
        if pattern.search(name):
            return type_
    if isinstance(default, bool):
        return T.bool
    if isinstance(default, str):
        return T.choice
    for pattern, type_ in _BY_TEXT:
        if pattern.search(text):
            return T.float if type_ is T.int and isinstance(default, float) else type_
    if isinstance(default, int):
        return T.int
    if isinstance(default, float):
        return T.float
    return T.choice if _QUOTED.search(text) else None


def _probed(
    thing: Callable[..., Any],
    draft: Parameter,
    filled: Mapping[str, Any],
    text: str,
    decided: Mapping[str, Any],
) -> Parameter:
    others = {key: value for key, value in filled.items() if key != draft.name}
    found: dict[str, Any] = {}
    if draft.type is T.choice and not draft.choices:
        found["choices"] = _choices(thing, draft, others, text)
    if draft.type is T.choice:
        choices = decided.get("choices") or found.get("choices", draft.choices)
        found["spellings"] = constructor_probe.spellings(thing, others, draft.name, choices)
    if draft.type in _WHOLE:
        found["length"] = constructor_probe.tuple_length(thing, others, draft.name)
    if draft.type in (T.int, T.int_tuple) and "type" not in decided:
        found["type"] = T.int_tuple if found["length"] is not None else T.int
    if draft.type in _NUMBERS:
        found |= _read_bounds(text, draft.type)
        found |= constructor_probe.bounds(thing, others, draft.name, whole=draft.type in _WHOLE)
    found |= {key: value for key, value in decided.items() if key != "type"}
    return draft.model_copy(update=_stricter(found))


def _choices(thing: Callable[..., Any], draft: Parameter, others: Mapping[str, Any], text: str) -> list[str]:
    words = _QUOTED.findall(text)
    if isinstance(draft.default, str):
        words.insert(0, draft.default)
    taken = constructor_probe.choices(thing, others, draft.name, words)
    if taken is None and (listed := _LISTED.search(text)):
        # The constructor checks nothing, so the choices are those of the docstring.
        taken = list(dict.fromkeys(_QUOTED.findall(listed["list"])))
    if not taken:
        raise Unclear(f"{draft.name}: which of {words} are choices? Add it to argument_overrides.py")
    return taken


def _read_bounds(text: str, type_: T) -> dict[str, float]:
    if _UNIT.search(text) and type_ not in _WHOLE:
        return {"minimum": 0, "maximum": 1}
    if _POSITIVE.search(text):
        return {"minimum": 1} if type_ in _WHOLE else {"exclusive_minimum": 0}
    return {"minimum": 0} if _NOT_NEGATIVE.search(text) else {}


def _stricter(found: dict[str, Any]) -> dict[str, Any]:
    """The stricter of an inclusive and an exclusive bound on each side."""
    for side, sign in (("minimum", 1), ("maximum", -1)):
        closed, open_ = found.get(side), found.get(f"exclusive_{side}")
        if closed is not None and open_ is not None:
            found.pop(side if sign * open_ >= sign * closed else f"exclusive_{side}")
    return found
