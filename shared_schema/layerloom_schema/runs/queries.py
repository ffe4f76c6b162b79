"""What the list of runs is asked: a filter as text, an order, and which part of it.

A filter is words and comparisons, all of which must hold: `digits state:failed tag:baseline val_loss<0.3
batch_size=32 "two words"`.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused

from .views import RunState

Operator = Literal["<", "<=", ">", ">=", "=", "!="]
MarkName = Literal["tag", "state", "data", "note", "sweep"]

_TOKEN = re.compile(
    r"""
    (?P<mark>tag|state|data|note|sweep):(?P<marked>"[^"]*"|\S+)
    | (?P<name>[^\s"<>=!:]+)\s*(?P<operator><=|>=|!=|=|<|>)\s*(?P<value>"[^"]*"|[^\s<>=!]+)
    | (?P<word>"[^"]*"|\S+)
    """,
    re.VERBOSE,
)
_LONGEST = 1000
"""Characters of a filter."""


class Word(NamedTuple):
    """A text that the name of the run, its document's or its note contains."""

    text: str


class Mark(NamedTuple):
    """A tag, a state, a part of the data set's name or of the note, or the id of a sweep."""

    name: MarkName
    text: str


class Comparison(NamedTuple):
    """A metric or a parameter, by its name or the end of it after a dot, against a number or a text."""

    name: str
    operator: Operator
    value: float | str


Condition = Word | Mark | Comparison


@dataclass(frozen=True)
class RunQuery:
    """A part of the list of runs.

    `sort` is `created_at`, `name`, `state`, `dataset`, `epochs_done`, `best_loss`, or the name of a metric or parameter;
    runs without a value come last whichever way. `show` names the parameters that the records are to have.
    """

    project: str | None = None
    conditions: tuple[Condition, ...] = ()
    sort: str = "created_at"
    descending: bool = True
    offset: int = 0
    limit: int = 200
    show: tuple[str, ...] = ()


def read_filter(text: str) -> tuple[Condition, ...]:
    """The conditions of a filter. Raises `Refused` for one that cannot be meant, with the part of it that is wrong."""
    if len(text) > _LONGEST:
        raise _refused("too_long", limit=_LONGEST)
    return tuple(_condition(found) for found in _TOKEN.finditer(text))


def _condition(found: re.Match[str]) -> Condition:
    if found["mark"]:
        return _mark(found["mark"], _unquoted(found["marked"]))
    if found["name"]:
        return _comparison(found["name"], found["operator"], found["value"])
    word = _unquoted(found["word"])
    if re.search("[<>=]", found["word"]) and not found["word"].startswith('"'):
        raise _refused("comparison", part=word)
    return Word(word)


def _mark(name: str, text: str) -> Mark:
    states = [state.value for state in RunState]
    if name == "state" and text not in states:
        raise _refused("state", part=text, known=[*states])
    return Mark(name, text)  # type: ignore[arg-type]  # the expression admits no other


def _comparison(name: str, operator: str, given: str) -> Comparison:
    text = _unquoted(given)
    try:
        value: float | str = float(text)
    except ValueError:
        value = text
        if operator not in ("=", "!="):
            raise _refused("number", part=f"{name}{operator}{given}", given=text) from None
    return Comparison(name, operator, value)  # type: ignore[arg-type]  # the expression admits no other


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text.startswith('"') and text.endswith('"') else text


def _refused(variant: str, **params: Json) -> Refused:
    return Refused(422, ErrorCode.filter, variant=variant, params=params, where={"field": "where"})
