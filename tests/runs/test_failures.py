"""[R] What a run that failed is told by: a sentence in every language of the page."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from layerloom_schema.errors import ErrorCode
from layerloom_schema.failure_codes import FailureCode

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "frontend" / "src" / "i18n"
LANGUAGES = sorted(path.name for path in TEXTS.iterdir() if path.is_dir())
TRAINER = ("train", "data", "build", "codegen")


def codes_of_refusals() -> set[str]:
    """The codes of the errors that the trainer's folders raise: each can end a run."""
    found = set()
    for folder in TRAINER:
        for path in (ROOT / "backend" / "layerloom" / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "ErrorCode":
                    found.add(ErrorCode[node.attr].value)
    return found


def sentences(texts: Any, code: str) -> list[str]:
    """The sentences of a code: one, or one for each way it comes about."""
    for part in code.split("."):
        texts = texts.get(part, {})
    return [texts] if isinstance(texts, str) else [text for text in texts.values() if isinstance(text, str)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_R51_every_code_of_a_failure_has_a_sentence(language: str) -> None:
    texts = json.loads((TEXTS / language / "failures.json").read_text("utf-8"))
    codes = {code.value for code in FailureCode} | codes_of_refusals()
    assert len(codes) > len(FailureCode)
    assert [code for code in sorted(codes) if not sentences(texts, code)] == []


def test_R51_no_language_has_a_sentence_that_no_failure_has() -> None:
    texts = json.loads((TEXTS / "en" / "failures.json").read_text("utf-8"))
    known = {code.value for code in FailureCode} | codes_of_refusals()
    ours = {re.sub(r"\.[a-z]+$", "", path) if path not in known else path for path in paths(texts)}
    assert ours == known


def paths(texts: dict[str, Any], before: str = "") -> list[str]:
    found: list[str] = []
    for key, value in texts.items():
        found += [before + key] if isinstance(value, str) else paths(value, f"{before}{key}.")
    return found
