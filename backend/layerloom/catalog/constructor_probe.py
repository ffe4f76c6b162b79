"""Probe Keras constructors: which values they accept."""

import warnings
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Parameter

from .case_spellings import other_spellings
from .keras_classes import CLASSES
from .overrides.allowlist import Kind

NONSENSE = "layerloom_nonsense"
_TINY = 1e-6


def filling(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The minimal arguments of a constructor: the suggested values of a new node."""
    return {
        parameter.name: parameter.suggested for parameter in parameters if parameter.suggested is not None
    }


def make(thing: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    """Call a constructor; layers and schedules among the arguments, in document notation, are constructed first."""
    return thing(**{name: _made(value) for name, value in arguments.items()})


def _made(value: Json) -> Any:
    if isinstance(value, list):
        return [_made(part) for part in value]
    if isinstance(value, dict):
        kind, key = (Kind.layers, "layer") if "layer" in value else (Kind.schedules, "name")
        name, config = value[key], value.get("config", {})
        if isinstance(name, str) and isinstance(config, dict):
            return make(CLASSES[kind][name], config)
    return value


def accepts(thing: Callable[..., Any], arguments: Mapping[str, Any]) -> bool:
    """Whether the constructor accepts these arguments without an error or a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            make(thing, arguments)
        except Exception:  # any exception means no
            return False
    return True


def tuple_length(thing: Callable[..., Any], others: Mapping[str, Any], name: str) -> int | None:
    """The list length that is accepted, if there is exactly one."""
    taken = [n for n in range(1, 5) if accepts(thing, {**others, name: [1] * n})]
    return taken[0] if len(taken) == 1 else None


def choices(
    thing: Callable[..., Any], others: Mapping[str, Any], name: str, words: Iterable[str]
) -> list[str] | None:
    """The words that are accepted; `None` where an invalid word is accepted too, so that nothing is known."""
    if accepts(thing, {**others, name: NONSENSE}):
        return None
    return [word for word in dict.fromkeys(words) if accepts(thing, {**others, name: word})]


def spellings(
    thing: Callable[..., Any], others: Mapping[str, Any], name: str, words: Iterable[str]
) -> dict[str, str]:
    """Other spellings that the constructor accepts and stores as one of the choices."""
    spelt = other_spellings(words)
    return {
        other: word for other, word in spelt.items() if _kept(thing, {**others, name: other}, name) == word
    }


def _kept(thing: Callable[..., Any], arguments: Mapping[str, Any], name: str) -> Any:
    """The value of an argument in the config of the object; `None` where it is not constructed or has none."""
    if not accepts(thing, arguments):
        return None
    made = make(thing, arguments)
    return made.get_config().get(name) if hasattr(made, "get_config") else None


def bounds(
    thing: Callable[..., Any], others: Mapping[str, Any], name: str, *, whole: bool
) -> dict[str, float]:
    """The bounds that the constructor enforces, probed near -1, 0 and 1."""

    def takes(value: float) -> bool:
        # Probe with floats: SGD refuses a momentum of 0 and accepts 0.0.
        return accepts(thing, {**others, name: value if whole else float(value)})

    step = 1 if whole else _TINY
    inside = 2 if whole else 0.5
    found: dict[str, float] = {}
    if not takes(inside):
        return found
    if not takes(-step) and takes(0):
        found["minimum"] = 0
    elif not takes(0) and takes(step):
        if whole:
            found["minimum"] = 1
        else:
            found["exclusive_minimum"] = 0
    elif not whole and takes(-inside) and not takes(-1 - step):
        found["minimum" if takes(-1.0) else "exclusive_minimum"] = -1
    if not whole and not takes(1 + step):
        found["maximum" if takes(1.0) else "exclusive_maximum"] = 1
    return found
