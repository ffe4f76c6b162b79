"""Titles of fixes: English is written here, the other languages by the page, from one kind and the same values."""

import json
import re
from pathlib import Path

import pytest

from layerloom.graph.fixes.fix_titles import FIX_TITLES, make_fix
from layerloom_schema.problems import FixKind

I18N = Path(__file__).parents[2] / "frontend/src/i18n"


def test_G60_every_kind_has_an_english_title() -> None:
    assert set(FIX_TITLES) == set(FixKind)


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "ko"])
def test_G60_every_language_puts_the_same_values_into_words(language: str) -> None:
    told = json.loads((I18N / language / "problems.json").read_text("utf-8"))["sentence"]["fix"]
    asked = {kind: sorted(re.findall(r"{{(\w+)}}", words)) for kind, words in told.items()}
    assert asked == {kind.value: sorted(re.findall(r"{(\w+)}", words)) for kind, words in FIX_TITLES.items()}


def test_G60_a_title_writes_values_as_a_person_does() -> None:
    assert make_fix(FixKind.set, [], argument="padding", value="same").title == 'Set padding to "same"'
    assert make_fix(FixKind.keep_words, [], count=1000).title == "Keep the 1,000 most frequent words"
    assert make_fix(FixKind.model_takes, [], model="tower", row=[None, 8]).title == "Let tower take (?, 8)"
