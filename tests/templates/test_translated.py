"""[C60] Entries of the catalogue, templates and data sets are described in every language."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from layerloom.datasets.library import DataLibrary
from layerloom.templates import templates
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.text.languages import LANGUAGES, Language
from layerloom_schema.text.messages import FOLDER, message

OTHERS = [language for language in LANGUAGES if language != "en"]
KINDS = [kind for kind in Catalog.model_fields if isinstance(getattr(read_catalog(), kind), Mapping)]
OWN_NAMES = {"MNIST", "Fashion-MNIST", "CIFAR-10", "CIFAR-100"}
"""Titles of data sets that no language translates."""


def texts(language: Language) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(
        (FOLDER / "descriptions" / f"{language}.json").read_text("utf-8")
    )
    return found


def test_c60_what_is_described_is_what_there_is() -> None:
    english = texts("en")
    for kind in KINDS:
        usable = {name for name, entry in getattr(read_catalog(), kind).items() if not entry.refused}
        assert usable <= {*english[kind]} <= {*getattr(read_catalog(), kind)}
    assert {*english["templates"]} == {template.name for template in templates()}
    assert {*english["datasets"]} >= {info.name for info in DataLibrary().list()}


@pytest.mark.parametrize("language", OTHERS)
def test_c60_everything_is_translated(language: Language) -> None:
    english, found = texts("en"), texts(language)
    assert found.keys() == english.keys()
    for kind, entries in english.items():
        assert found[kind].keys() == entries.keys()
        for name, text in entries.items():
            pairs = zip(_parts(text), _parts(found[kind][name]), strict=True)
            assert all(own.strip() and (own != said or own in OWN_NAMES) for said, own in pairs), (kind, name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_c60_a_data_set_has_one_title(language: Language) -> None:
    for name, parts in texts(language)["datasets"].items():
        assert message("phrases", f"dataset.{name}", {}, language=language) == parts["title"]


def _parts(text: str | dict[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else [text[part] for part in sorted(text)]
