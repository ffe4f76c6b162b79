"""The page says in its languages what the server says of templates and data sets in English."""

import json
from pathlib import Path

import pytest

from layerloom.datasets.readers.sklearn_datasets import BUILTIN
from layerloom.datasets.synthetic import INFO
from layerloom.templates import templates

TEXTS = Path(__file__).parents[2] / "frontend" / "src" / "i18n"
LANGUAGES = sorted(path.name for path in TEXTS.iterdir() if path.is_dir())

SAID = {
    "templates": {each.name: {"title": each.title, "teaches": each.teaches} for each in templates()},
    "datasets": {
        info.name: {"title": info.title, "text": info.text}
        for info in (*(make().info for make in BUILTIN.values()), INFO)
    },
}


def spoken(language: str) -> dict[str, dict[str, dict[str, str]]]:
    texts: dict[str, dict[str, dict[str, str]]] = json.loads((TEXTS / language / "examples.json").read_text())
    return texts


def test_c60_the_english_of_the_page_is_that_of_the_server() -> None:
    assert spoken("en") == SAID


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_c60_every_template_and_data_set_is_translated(language: str) -> None:
    found = spoken(language)
    for kind, said in SAID.items():
        assert found[kind].keys() == said.keys()
        for name, texts in said.items():
            assert found[kind][name].keys() == texts.keys()
            for part, text in texts.items():
                assert found[kind][name][part].strip(), (kind, name, part)
                assert found[kind][name][part] != text, (kind, name, part)
