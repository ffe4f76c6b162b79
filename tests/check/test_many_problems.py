"""[A80] A document with thousands of faults is answered with some of them, and how many there are besides."""

from typing import Any

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.check import full_check as module
from layerloom.check.full_check import MAX_LISTED, full_check
from layerloom_schema.document import read_document
from layerloom_schema.generated_files import read_catalog
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Code, Severity

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
    passes = 0
    structure = module.check_structure

    def counted(*arguments: Any) -> Any:
        nonlocal passes
        passes += 1
        return structure(*arguments)

    monkeypatch.setattr(module, "check_structure", counted)
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
    assert passes <= 4
