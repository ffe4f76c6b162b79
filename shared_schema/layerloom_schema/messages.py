"""Sentences for people, made from a code, a variant and params; the texts are in `shared_schema/messages`.

A file holds the texts of one language: `fixes` by kind, and `phrases`, the parts that a param can stand for (`input
left`, `call 1 of tower`). Nothing here is parsed back: what a program needs to know is in the params.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from .base import Json
from .languages import Language
from .message_format import fill, write

Section = Literal["fixes", "phrases"]
Texts = Mapping[str, Mapping[str, str]]

_HERE = Path(__file__).resolve().parent


@cache
def texts(language: Language) -> Texts:
    """All texts of a language, by section and code."""
    inside = _HERE / "messages" / f"{language}.json"
    path = inside if inside.exists() else _HERE.parent / "messages" / inside.name
    found: Texts = json.loads(path.read_text("utf-8"))
    return found


def phrase(name: str, /, **params: Json) -> Json:
    """A part of a sentence as a param of it."""
    return {"phrase": name, **params}


def message(section: Section, code: str, params: Mapping[str, Json], language: Language = "en") -> str:
    """The sentence of a code.

    Raises:
        KeyError: the language has no such text, or a param that it names is missing.
    """

    def phrases(name: str, own: Mapping[str, Json]) -> str:
        return fill(texts(language)["phrases"][name], own, phrases, language)

    return fill(texts(language)[section][code], params, phrases, language)


def written(type_: str, value: Json, language: Language = "en") -> str:
    """A param alone, as a placeholder of the type writes it."""

    def phrases(name: str, own: Mapping[str, Json]) -> str:
        return message("phrases", name, own, language)

    return write(type_, value, phrases)
