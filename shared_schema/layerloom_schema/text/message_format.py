"""How a message and its params become a sentence: placeholders with types, and words joined as a language wants it.

`{node}` stands for a param, `{rows:count}` for one that is written as its type says, `{count|row|rows}` for the word
that goes with one and with any other number. `frontend/src/i18n/messageFormat.ts` does the same in the page; the
golden cases hold both to one text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from layerloom_schema.base import Json

from .particles import spaced, with_particles

Phrases = Callable[[str, Mapping[str, Json]], str]
"""Words for a phrase by its name and params, in the language at hand."""

_PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+)|\|([^|{}]*)\|([^|{}]*))?\}")
_VOWEL_SOUND = re.compile(r"[FHLMNRSX](?![a-z])|[AEI]|O(?!ne)|U(?!ni|se)")
"""Beginnings of names that sound like a vowel; F to X where the letter is spelt out, as in LSTM and RNN."""
_MOST, _MOST_CHOICES, _MOST_OF_A_CYCLE = 6, 8, 12
"""Names that are written out; of the others it is said how many there are."""
_COUNTABLE = 10**15
"""From here on nobody counts the digits of a number."""
SAFE_INTEGER = 2**53 - 1
"""The largest whole number that the page reads exactly."""


@dataclass(frozen=True)
class Placeholder:
    """`{name:type}`, or `{name|one|other}`: the words for one and for any other number."""

    name: str
    type: str = "text"
    forms: tuple[str, str] | None = None


@cache
def parts(message: str) -> tuple[str | Placeholder, ...]:
    """A message as text and placeholders, in turns; text comes first and last, and may be empty."""
    found: list[str | Placeholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(message):
        name, type_, one, other = match.groups()
        forms = None if one is None else (one, other)
        found += [message[end : match.start()], Placeholder(name, type_ or "text", forms)]
        end = match.end()
    return (*found, message[end:])


def fill(message: str, params: Mapping[str, Json], phrases: Phrases, language: str) -> str:
    """The message with every placeholder written.

    Raises:
        KeyError: a param is missing, or a placeholder has an unknown type.
    """
    words = [part if isinstance(part, str) else _word(part, params, phrases) for part in parts(message)]
    if language == "ko":
        return with_particles("".join(words))
    return spaced(words) if language.startswith("zh") else "".join(words)


def _word(placeholder: Placeholder, params: Mapping[str, Json], phrases: Phrases) -> str:
    value = params[placeholder.name]
    if placeholder.forms is not None:
        return placeholder.forms[0 if value == 1 else 1]
    return write(placeholder.type, value, phrases)


def write(type_: str, value: Json, phrases: Phrases) -> str:
    """A param as a person writes it; a phrase is put into words whatever the type, unless it is a value."""
    if type_ != "value" and isinstance(value, dict) and isinstance(value.get("phrase"), str):
        return phrases(str(value["phrase"]), value)
    return WRITERS[type_](value, phrases)


def _text(value: Json, _: Phrases) -> str:
    return "" if value is None else str(value)


def _article(value: Json, _: Phrases) -> str:
    """A name with the English article: `a Dense`, `an Activation`, `an LSTM`, which is spelt out."""
    return f"{'an' if _VOWEL_SOUND.match(str(value)) else 'a'} {value}"


def _count(value: Json, _: Phrases) -> str:
    """Thousands apart."""
    return f"{value:,}" if isinstance(value, int) else _number(value, _)


def _number(value: Json, _: Phrases) -> str:
    """With 12 digits where it is no whole number, or one that JSON of a browser rounds."""
    if not isinstance(value, float):
        return str(value)
    return str(int(value)) if value.is_integer() and abs(value) <= SAFE_INTEGER else f"{value:.12g}"


def _short(value: Json, _: Phrases) -> str:
    """All digits of a whole number below 10 ** 15, six digits of any other."""
    if not isinstance(value, int | float):
        return str(value)
    whole = abs(value) < _COUNTABLE and value == int(value)
    return str(int(value)) if whole else f"{value:g}"


def _bytes(value: Json, _: Phrases) -> str:
    """In GB, exact to a tenth however many there are; in smaller units where that would be nothing."""
    if not isinstance(value, int | float):
        raise TypeError(value)
    for unit, size in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        tenths = int(value) * 10 // size
        if tenths:
            return f"{tenths // 10:,}.{tenths % 10} {unit}"
    return f"{int(value)} B"


def _row(value: Json, phrases: Phrases) -> str:
    """The shape of one row, without the batch: `(8, 8, 1)`; `?` where a length is open."""
    return _lengths(value) or phrases("row.scalar", {})


def _rows(value: Json, phrases: Phrases) -> str:
    """The shapes of several rows, as a list."""
    rows = value if isinstance(value, list) else [value]
    return _listed([_row(row, phrases) for row in rows], phrases, _MOST)


def _shape(value: Json, phrases: Phrases) -> str:
    """All axes of a tensor."""
    return _lengths(value) or phrases("shape.scalar", {})


def _lengths(value: Json) -> str:
    lengths = value if isinstance(value, list) else [value]
    return (
        "(" + ", ".join("?" if length is None else str(length) for length in lengths) + ")" if lengths else ""
    )


def _value(value: Json, phrases: Phrases) -> str:
    """A value of an argument."""
    if value is None:
        return phrases("value.none", {})
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return "(" + ", ".join(_value(part, phrases) for part in value) + ")"
    if not isinstance(value, dict):
        return _number(value, phrases)
    if isinstance(bounds := value.get("slice"), list):
        return ":".join("" if bound is None else _value(bound, phrases) for bound in bounds)
    words = [text for key in ("int", "name", "layer") if isinstance(text := value.get(key), str) and text]
    return words[0] if words else phrases("value.object", {})


def _names(value: Json, phrases: Phrases) -> list[str]:
    return [write("text", part, phrases) for part in (value if isinstance(value, list) else [value])]


def _list(value: Json, phrases: Phrases) -> str:
    """`a`, `a and b`, `a, b and c`; a long list ends in how many more there are."""
    return _listed(_names(value, phrases), phrases, _MOST)


def _choices(value: Json, phrases: Phrases) -> str:
    return _listed(_names(value, phrases), phrases, _MOST_CHOICES)


def _listed(names: Sequence[str], phrases: Phrases, most: int) -> str:
    if not names:
        return phrases("list.none", {})
    if len(names) > most:
        return phrases("list.more", {"names": _joined(names[:most], phrases), "count": len(names) - most})
    if len(names) == 1:
        return names[0]
    return phrases("list.last", {"names": _joined(names[:-1], phrases), "last": names[-1]})


def _cycle(value: Json, phrases: Phrases) -> str:
    """`a → b → a`; a long way round is a list."""
    names = _names(value, phrases)
    if len(names) > _MOST_OF_A_CYCLE:
        return phrases("list.then_back", {"names": _listed(names, phrases, _MOST)})
    return " → ".join([*names, *names[:1]])


def _series(value: Json, phrases: Phrases) -> str:
    """`a, b, c`, however many."""
    return _joined(_names(value, phrases), phrases)


def _joined(names: Sequence[str], phrases: Phrases) -> str:
    return phrases("list.comma", {}).join(names)


WRITERS: Mapping[str, Callable[[Json, Phrases], str]] = {
    "text": _text,
    "article": _article,
    "count": _count,
    "number": _number,
    "short": _short,
    "bytes": _bytes,
    "row": _row,
    "rows": _rows,
    "shape": _shape,
    "value": _value,
    "list": _list,
    "choices": _choices,
    "series": _series,
    "cycle": _cycle,
}
"""What the type of a placeholder may be, and how it is written."""
