"""Sentences for people, made from a code, a variant and params; the texts are in `shared_schema/messages`.

A file holds the texts of one language: `problems` and `errors` by code and, where a code has several, by variant; `fixes`
by kind; and `phrases`, the parts that a param can stand for (`input left`, `call 1 of tower`). Nothing is ever parsed
back: what a program needs to know is in the code and the params.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from .base import Json
from .languages import Language
from .message_format import fill, write

Section = Literal["problems", "errors", "fixes", "phrases"]
Texts = Mapping[str, Mapping[str, str | Mapping[str, str]]]

_HERE = Path(__file__).resolve().parent


@cache
def texts(language: Language) -> Texts:
    """All texts of a language, by section and code."""
    inside = _HERE / "messages" / f"{language}.json"
    path = inside if inside.exists() else _HERE.parent / "messages" / inside.name
    found: Texts = json.loads(path.read_text("utf-8"))
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


def phrase(name: str, /, **params: Json) -> Json:
    """A part of a sentence as a param of it."""
    return {"phrase": name, **params}


def did_you_mean(name: str | None) -> Json:
    """The question that follows a sentence about an unknown name; nothing where no name is near."""
    return None if name is None else phrase("did_you_mean", name=name)


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

    def phrases(name: str, own: Mapping[str, Json]) -> str:
        return fill(text("phrases", name, None, language), own, phrases, language)

    return fill(text(section, code, variant, language), params, phrases, language)


def written(type_: str, value: Json, language: Language = "en") -> str:
    """A param alone, as a placeholder of the type writes it."""

    def phrases(name: str, own: Mapping[str, Json]) -> str:
        return message("phrases", name, own, language=language)

    return write(type_, value, phrases)
