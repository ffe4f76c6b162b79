"""[R] What a failed run says: a sentence in every language, for each way in which a run can end."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from layerloom.jobs.divergence.nan_search import OriginKind
from layerloom.jobs.failures.keras_error_text import Cause
from layerloom.rundir.event_line import read_event
from layerloom_schema.runs.events import Failed
from layerloom_schema.runs.failures import Failure, FailureCode
from layerloom_schema.runs.views import RunRecord
from layerloom_schema.text.messages import texts

BACKEND = Path(__file__).parents[2] / "backend/layerloom"
FILES = [
    "runs/executors/wait_status.py",
    "runs/start_failure.py",
    "jobs/failures/failure_event.py",
    "jobs/divergence/divergence_report.py",
    "sweeps/service.py",
]
COMPUTED = {
    *((FailureCode.training_values, cause) for cause in get_args(Cause)),
    *((FailureCode.diverged, kind) for kind in get_args(OriginKind)),
    *((FailureCode.keras_stopped, variant) for variant in ("call", "node")),
    *((FailureCode.objective, variant) for variant in ("not_logged", "not_finite")),
}
"""Variants that are no literals where they are made."""


def named() -> Iterator[tuple[FailureCode, str | None]]:
    """The code and variant of every failure that is made, where both are literals."""
    for file in FILES:
        for node in ast.walk(ast.parse((BACKEND / file).read_text("utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("Failure", "_fields"):
                continue
            given = {each.arg: each.value for each in node.keywords}
            code = given.get("code", node.args[0] if node.args else None)
            variant = given.get("variant", node.args[1] if len(node.args) > 1 else ast.Constant(None))
            literal = isinstance(code, ast.Attribute) and isinstance(variant, ast.Constant)
            if literal and ast.unparse(code).startswith("FailureCode."):
                yield FailureCode[code.attr], variant.value


def test_R51_every_failure_has_a_sentence_and_every_sentence_a_failure() -> None:
    known = {
        (code, variant)
        for code, found in texts("en")["failures"].items()
        for variant in ([None] if isinstance(found, str) else found)
    }
    assert {*named()} | COMPUTED == known
    assert {code for code, _ in known} == set(FailureCode)


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "ko"])
def test_R51_a_record_says_why_in_the_language_that_is_asked_for(language: str) -> None:
    failure = Failure(code=FailureCode.worker_killed, variant="signal", params={"signal": "SIGKILL"})
    record = RunRecord.model_construct(message=failure.sentence(), failure=failure)
    sentence = record.in_language(language).message  # type: ignore[arg-type]  # one of three
    assert sentence is not None
    assert "SIGKILL" in sentence
    assert sentence != record.message
    assert RunRecord.model_construct(message="Before.").in_language(language).message == "Before."  # type: ignore[arg-type]


def test_R51_a_log_of_an_earlier_version_is_read() -> None:
    event = read_event(
        b'{"run":"00000000-0000-4000-8000-000000000001","attempt":1,"seq":9,"at":"2026-11-01T00:00:00Z",'
        b'"type":"failed","code":"keras_stopped","message":"Keras stopped.","values":{"reason":"no"},"where":null}'
    )
    assert isinstance(event, Failed)
    assert (event.message, event.values, event.failure.has_sentence) == (
        "Keras stopped.",
        {"reason": "no"},
        False,
    )
