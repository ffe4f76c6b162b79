"""Sentences for people, made from a code, a variant and params; the texts are in `shared_schema/messages`.

A file holds the texts of one language: `problems`, `errors` and `failures` by code and, where a code has several, by
variant; `warnings` by code; `fixes` by kind; `parity` by what is compared and how it came out; `output`, which a
terminal shows; and `phrases`, the parts that a param can be (`input left`, `call 1 of tower`). Nothing is ever parsed
back: what a program needs to know is in the code and the params.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Literal

from layerloom_schema.base import Json

from .languages import Language
from .message_format import SAFE_INTEGER, fill, write

Section = Literal["problems", "errors", "failures", "warnings", "fixes", "output", "parity", "phrases"]
Texts = Mapping[str, Mapping[str, str | Mapping[str, str]]]

_PROBLEM = "problem:"
"""Begins the name of a phrase that is the sentence of a problem: `problem:graph.too_deep/nested`."""
_HERE = Path(__file__).resolve().parents[1]
FOLDER = next(folder for folder in (_HERE / "messages", _HERE.parent / "messages") if folder.exists())
"""Where the texts are: in the package once it is installed, beside it in a working copy."""


@cache
def texts(language: Language) -> Texts:
    """All texts of a language, by section and code."""
    found: Texts = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return found


def text(section: Section, code: str, variant: str | None = None, language: Language = "en") -> str:
    """The text of a code and variant, with its placeholders.

    Raises:
        KeyError: the language has no such text.
    """
    found = texts(language)[section][code]
    if isinstance(found, str) and variant is None:
        return found
    if isinstance(found, str) or variant is None:
        raise KeyError(f"{section}.{code}.{variant}")
    return found[variant]


def has_text(section: Section, code: str, variant: str | None = None) -> bool:
    """Whether there is a text for a code and variant."""
    found = texts("en")[section].get(code)
    return isinstance(found, str) if variant is None else isinstance(found, Mapping) and variant in found


def phrase(name: str, /, **params: Json) -> Json:
    """A part of a sentence as a param of it."""
    return {"phrase": name, **params}


def did_you_mean(name: str | None) -> Json:
    """The question that follows a sentence about an unknown name; nothing where no name is near."""
    return None if name is None else phrase("did_you_mean", name=name)


def some_of(names: Sequence[str], most: int) -> Json:
    """Names as a param: all of them, or the first and that there are more."""
    return [*names] if len(names) <= most else phrase("list.open", names=[*names[:most]])


def exact(value: Json) -> Json:
    """A value as a param: a whole number that JSON of a browser would round becomes its digits."""
    if isinstance(value, int) and abs(value) > SAFE_INTEGER:
        return {"int": str(value)}
    if isinstance(value, list):
        return [exact(part) for part in value]
    return value


def message(
    section: Section,
    code: str,
    params: Mapping[str, Json],
    *,
    variant: str | None = None,
    language: Language = "en",
) -> str:
    """The sentence of a code.

    Raises:
        KeyError: the language has no such text, or a param that it names is missing.
    """
    return fill(text(section, code, variant, language), params, partial(_phrase_in, language), language)


def written(type_: str, value: Json, language: Language = "en") -> str:
    """A param alone, as a placeholder of the type writes it."""
    return write(type_, value, partial(_phrase_in, language))


def _phrase_in(language: Language, name: str, params: Mapping[str, Json]) -> str:
    if not name.startswith(_PROBLEM):
        return message("phrases", name, params, language=language)
    code, _, variant = name.removeprefix(_PROBLEM).partition("/")
    return message("problems", code, params, variant=variant or None, language=language)
