"""[G] What the golden cases do not show: order, isolation, proof, and inputs built in Python."""

import math

from layerloom.graph.check import check_structure
from layerloom.graph.edits import apply
from layerloom.graph.verify_fixes import verify_fixes
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.limits import Limits
from support.cases import cases


def recheck(document: Document) -> list[Problem]:
    return check_structure(document, read_catalog(), Limits()).problems


def test_G32_problems_of_one_document_are_listed_all_at_once_in_one_order() -> None:
    document = read_document(
        {
            "format": 1,
            "graph": {
                "nodes": [
                    {"kind": "input", "id": "n1", "name": "a", "shape": [4]},
                    {
                        "kind": "layer",
                        "id": "n2",
                        "name": "b c",
                        "layer": "Dense",
                        "config": {"units": 0, "x": 1},
                    },
                    {"kind": "layer", "id": "n3", "name": "aside", "layer": "Danse"},
                    {"kind": "output", "id": "n4", "name": "out"},
                    {"kind": "input", "id": "n5", "name": "alone", "shape": [4]},
                ],
                "edges": [
                    {"source": "n1", "target": "n2"},
                    {"source": "n2", "target": "n4"},
                    {"source": "n8", "target": "n4"},
                ],
            },
        }
    )
    found = [(problem.severity.value, problem.code.value) for problem in recheck(document)]
    assert found == [
        ("error", "node.bad_name"),
        ("error", "param.unknown"),
        ("error", "param.range"),
        ("error", "edge.dangling"),
        ("error", "graph.unrelated_input"),
        ("warning", "layer.unknown"),
        ("warning", "input.missing"),
        ("warning", "node.unreachable"),
    ]


def test_G31_every_fix_of_every_golden_case_that_is_kept_mends_its_problem() -> None:
    kept = 0
    for case in cases("invalid"):
        for problem in verify_fixes(case.document, recheck(case.document), (), recheck):
            for fix in problem.fixes:
                kept += 1
                after = recheck(apply(case.document, fix.edits))
                same = [p for p in after if p.code is problem.code and p.where == problem.where]
                assert not same, (case.name, fix.title)
    assert kept > 30


def test_G31_a_fix_that_does_not_mend_is_dropped() -> None:
    case = next(case for case in cases("invalid") if case.name == "units-zero")
    problems = recheck(case.document)
    useless = problems[0].model_copy(
        update={"fixes": [problems[0].fixes[0].model_copy(update={"edits": []}), *problems[0].fixes]}
    )
    proved = verify_fixes(case.document, [useless], (), recheck)
    assert [fix.title for fix in proved[0].fixes] == [fix.title for fix in problems[0].fixes]


def test_G30_a_number_that_is_not_finite_is_found_also_in_a_document_made_in_python() -> None:
    case = next(case for case in cases("valid") if case.name == "iris")
    for value in (math.nan, math.inf, -math.inf):
        nodes = [
            node.model_copy(update={"config": {"units": value}}) if isinstance(node, LayerNode) else node
            for node in case.document.graph.nodes
        ]
        graph = case.document.graph.model_copy(update={"nodes": nodes})
        found = recheck(case.document.model_copy(update={"graph": graph}))
        assert [problem.code for problem in found] == [Code.param_not_finite]
        assert found[0].where.field == "config.units"


def test_G7_an_error_aside_blocks_its_node_and_leaves_the_model_fit() -> None:
    case = next(case for case in cases("invalid") if case.name == "unreachable-broken")
    structure = check_structure(case.document, read_catalog(), Limits())
    assert structure.ok
    assert all(problem.severity is Severity.warning for problem in structure.problems)
    assert NodeId("n4") in structure.blocked
