"""The golden cases: what the check says of every kind of mistake, to the letter."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.graph.edits import apply
from layerloom_schema.checks.problems import Code, Severity
from support.cases import Case, cases, golden
from support.golden import judge

RULES = (Path(__file__).parents[2] / "shared_schema" / "RULES.md").read_text("utf-8")
NEEDS_MORE_THAN_A_DOCUMENT = {
    Code.check_unavailable: "tests/processes",
    Code.check_more: "tests/check/test_many_problems.py",
    Code.graph_too_large: "tests/graph/test_order.py",
    Code.graph_too_deep: "tests/graph/test_order.py",
    Code.param_not_finite: "tests/graph/test_check.py",
    Code.model_build_timeout: "tests/processes",
    Code.data_length: "tests/datasets",
    Code.data_not_finite: "tests/datasets",
}
"""Codes that no document alone brings about, and where they are tested."""


@pytest.mark.parametrize("case", list(cases("invalid")), ids=lambda case: case.name)
def test_a_mistake_is_reported_to_the_letter(case: Case) -> None:
    """After a change of words: `make golden`, then read the difference."""
    report = judge(case)
    assert [golden(problem) for problem in report.problems] == case.problems
    assert case.problems
    assert report.ok is not any(problem.severity is Severity.error for problem in report.problems)


def test_G153_what_was_expected_is_data_and_never_what_was_received() -> None:
    for case in cases("invalid"):
        for problem in case.problems:
            expected = problem["expected"]
            assert expected is None or expected != problem["received"], case.name
            assert not (isinstance(expected, str) and " " in expected), f"{case.name}: a sentence, no data"


STANDS_FOR_ITSELF = {
    "application-unknown",
    "fault-behind-a-fault",
    "inner-layers-in-a-ring",
    "regularizers-under-a-mixed-policy",
    "settings-of-applications",
}
"""Cases with a second fault that the fix of the first brings to light."""


@pytest.mark.parametrize("case", list(cases("invalid")), ids=lambda case: case.name)
def test_G152_after_a_fix_no_error_stands_that_did_not_stand_before(case: Case) -> None:
    calls = CallCache()  # shared, as between the checks of one document that is edited
    report = judge(case, calls)
    before = {(problem.code, problem.where.node) for problem in report.problems}
    for problem in report.problems:
        for fix in problem.fixes:
            mended = replace(case, document=apply(case.document, fix.edits))
            after = [found for found in judge(mended, calls).problems if found.severity is Severity.error]
            new = [found.message for found in after if (found.code, found.where.node) not in before]
            assert not new or case.name in STANDS_FOR_ITSELF, fix.title


@pytest.mark.parametrize("case", list(cases("valid")), ids=lambda case: case.name)
def test_G0_a_good_document_has_no_problem_and_all_its_shapes(case: Case) -> None:
    report = judge(case)
    assert report.problems == []
    assert report.ok
    assert set(report.nodes) == {node.id for node in case.document.graph.nodes}


def test_every_code_has_a_golden_case_and_a_rule() -> None:
    shown = {problem["code"] for case in cases("invalid") for problem in case.problems}
    assert {code for code in Code if code.value not in shown} == set(NEEDS_MORE_THAN_A_DOCUMENT)
    described = set(re.findall(r"`([a-z]+\.[a-z_]+)`", RULES))
    assert {code.value for code in Code} <= described


def test_every_case_names_a_rule_that_exists() -> None:
    rules = set(re.findall(r"\*\*([A-Z]\d+)\*\*", RULES))
    for folder in ("invalid", "valid"):
        for case in cases(folder):
            assert case.rule in rules, case.name
