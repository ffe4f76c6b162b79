"""Titles of fixes: one text for each kind in each language, the same params in all of them."""

import json

import pytest

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.text.languages import LANGUAGES, Language
from layerloom_schema.text.messages import message, phrase, texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_G60_every_kind_has_a_title_in_every_language(language: Language) -> None:
    assert set(texts(language)["fixes"]) == set(FixKind)


def test_G60_a_title_writes_params_as_a_person_does() -> None:
    assert make_fix(FixKind.set, [], argument="padding", value="same").title == 'Set padding to "same"'
    assert make_fix(FixKind.keep_words, [], count=1000).title == "Keep the 1,000 most frequent words"
    assert make_fix(FixKind.model_takes, [], model="tower", row=[None, 8]).title == "Let tower take (?, 8)"


def test_G60_a_label_is_never_read_as_a_sentence() -> None:
    node = phrase("node.input", name="output of input {name}")
    assert make_fix(FixKind.wire_here, [], node=node).title == "Wire input output of input {name} to it"


def test_G60_what_a_person_typed_is_no_phrase() -> None:
    value = {"phrase": "node.input", "name": "x"}
    assert (
        make_fix(FixKind.set, [], argument="units", value=json.loads(json.dumps(value))).title
        == "Set units to x"
    )


def test_G60_a_fix_reads_in_another_language() -> None:
    made: Fix = make_fix(FixKind.wire_here, [], node=phrase("node.input", name="left"))
    assert message("fixes", made.kind, made.params, language="ko") == "입력 left을(를) 여기에 연결"
