"""What entries of the catalogue, templates and data sets are: texts by kind and name, one file a language."""

import json
from collections.abc import Mapping
from functools import cache

from .languages import Language
from .messages import FOLDER

Texts = Mapping[str, Mapping[str, str]]
Facts = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def _read(language: Language) -> tuple[Texts, Facts]:
    found = json.loads((FOLDER / "descriptions" / f"{language}.json").read_text("utf-8"))
    facts = {kind: found.pop(kind) for kind in ("templates", "datasets")}
    return found, facts


def description(kind: str, name: str, language: Language = "en") -> str:
    """One line about an entry of the catalogue.

    Raises:
        KeyError: nothing is known of it.
    """
    return _read(language)[0][kind][name]


def template_texts(name: str, language: Language = "en") -> Mapping[str, str]:
    """The title of a template, and what it teaches."""
    return _read(language)[1]["templates"][name]


def dataset_texts(name: str, language: Language = "en") -> Mapping[str, str]:
    """The title and the text of a built-in data set."""
    return _read(language)[1]["datasets"][name]
