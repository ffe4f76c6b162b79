"""[A80] A document with thousands of faults is answered with some of them, and how many there are besides."""

from collections.abc import Callable
from typing import Any

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.check import full_check as module
from layerloom.check.full_check import MAX_LISTED, full_check
from layerloom.graph.verify_fixes import verify_fixes
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.migrations import FORMAT
from layerloom_schema.limits import Limits

COUNT = 1_500


@pytest.mark.parametrize(
    "layer",
    [
        {"layer": "Conv2D", "config": {"filters": 4, "kernel_size": 3}},
        {"layer": "Dens", "config": {"units": 4}},
        {"layer": "Dense", "config": {"units": "many"}},
    ],
    ids=lambda layer: str(layer["layer"]),
)
def test_A80_of_thousands_of_faults_the_first_are_listed_and_the_others_counted(
    layer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = count_passes(monkeypatch)
    ids = [f"n{number}" for number in range(COUNT)]
    nodes = [{"kind": "layer", "id": id_, "name": id_, **layer} for id_ in ids]
    edges = [{"source": "x", "target": id_} for id_ in ids]
    edges += [{"source": id_, "target": "sum", "order": order} for order, id_ in enumerate(ids)]
    document = read_document(
        {
            "format": 1,
            "graph": {
                "nodes": [
                    {"kind": "input", "id": "x", "name": "x", "shape": [8]},
                    *nodes,
                    {"kind": "layer", "id": "sum", "name": "sum", "layer": "Add"},
                    {"kind": "output", "id": "y", "name": "y"},
                ],
                "edges": [*edges, {"source": "sum", "target": "y"}],
            },
        }
    )
    report = full_check(document, read_catalog(), Limits(), CallCache())
    *listed, more = report.problems
    assert len(listed) == MAX_LISTED
    assert {problem.severity for problem in listed} == {Severity.error}
    assert (more.code, more.params) == (Code.check_more, {"count": COUNT - MAX_LISTED})
    assert more.message == "1,000 more problems are not listed: mend the others first."
    assert not report.ok
    # The document itself, and a few with a fix made.
    assert passes() <= 4


@pytest.mark.parametrize("count", [2, 40])
def test_A80_losses_that_are_missing_are_proved_by_one_more_pass(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = count_passes(monkeypatch)
    report = full_check(with_outputs(count), read_catalog(), Limits(), CallCache())
    assert [problem.code for problem in report.problems] == [Code.training_missing_loss] * count
    assert all(len(problem.fixes) == 1 for problem in report.problems)
    assert passes() == 2


def test_A80_a_fix_that_works_beside_one_that_does_not_is_kept() -> None:
    document = with_outputs(2)
    problems = full_check(document, read_catalog(), Limits(), CallCache()).problems
    wrong = (
        problems[0].fixes[0].model_copy(update={"edits": [SetField(path=["training", "epochs"], value=2)]})
    )
    given = [problems[0].model_copy(update={"fixes": [wrong]}), problems[1]]

    def recheck(fixed: Document) -> list[Problem]:
        return full_check(fixed, read_catalog(), Limits(), CallCache()).problems

    proved = verify_fixes(document, given, (), recheck)
    assert [len(problem.fixes) for problem in proved] == [0, 1]


def with_outputs(count: int) -> Document:
    """A model of so many outputs, none of which has a loss."""
    outputs = [{"kind": "output", "id": f"y{number}", "name": f"y{number}"} for number in range(count)]
    nodes = [
        {"kind": "input", "id": "x", "name": "x", "shape": [8]},
        {"kind": "layer", "id": "h", "name": "h", "layer": "Dense", "config": {"units": 2}},
        *outputs,
    ]
    edges = [{"source": "x", "target": "h"}, *({"source": "h", "target": each["id"]} for each in outputs)]
    return read_document({"format": FORMAT, "graph": {"nodes": nodes, "edges": edges}, "training": {}})


def count_passes(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a document is looked at from here on."""
    passes = 0
    structure = module.check_structure

    def counted(*arguments: Any) -> Any:
        nonlocal passes
        passes += 1
        return structure(*arguments)

    monkeypatch.setattr(module, "check_structure", counted)
    return lambda: passes
