"""Ids and names of nodes that fixes add."""

import re

from layerloom.graph.check import check_structure
from layerloom.graph.edits import apply
from layerloom.graph.naming import derived_id, fresh_name
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Fix
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.edits import AddNode
from layerloom_schema.limits import Limits

ID = re.compile(r"n[a-z2-7]{10}")


def two_open_ends() -> Document:
    """Two layers without an input, and no output."""
    layer = {"kind": "layer", "layer": "Dense", "config": {"units": 4}}
    nodes = [{**layer, "id": "n1", "name": "one"}, {**layer, "id": "n2", "name": "two"}]
    return read_document({"format": 1, "graph": {"nodes": nodes}})


def adding_fixes(document: Document) -> list[Fix]:
    problems = check_structure(document, read_catalog(), Limits()).problems
    fixes = [fix for problem in problems for fix in problem.fixes]
    return [fix for fix in fixes if added(fix)]


def added(fix: Fix) -> list[str]:
    return [edit.node.id for edit in fix.edits if isinstance(edit, AddNode)]


def test_an_id_is_derived_from_the_graph_and_the_origin() -> None:
    document = two_open_ends()
    id_ = derived_id(document, "insert", "n1", 0)
    assert ID.fullmatch(id_)
    assert derived_id(two_open_ends(), "insert", "n1", 0) == id_
    assert derived_id(document, "insert", "n1", 1) != id_
    assert derived_id(document, "insert", "n10") != derived_id(document, "insert", "n1", 0)
    other = document.model_copy(deep=True)
    other.graph.nodes[0].id = NodeId("n3")
    assert derived_id(other, "insert", "n1", 0) != id_


def test_the_same_document_gives_the_same_fixes() -> None:
    first, second = adding_fixes(two_open_ends()), adding_fixes(two_open_ends())
    assert first
    assert [fix.edits for fix in first] == [fix.edits for fix in second]


def test_fixes_of_one_report_can_be_applied_one_after_the_other() -> None:
    document = two_open_ends()
    by_id = {id_: fix for fix in adding_fixes(document) for id_ in added(fix)}
    assert len(by_id) > 2
    for fix in by_id.values():
        document = apply(document, fix.edits)
    ids = [node.id for node in document.graph.nodes]
    assert len(ids) == len(set(ids)) == 2 + len(by_id)


def test_names_are_free_in_the_graph_and_among_those_of_one_fix() -> None:
    document = two_open_ends()
    assert fresh_name(document, "LayerNormalization") == "layer_normalization"
    assert fresh_name(document, "one") == "one_1"
    assert fresh_name(document, "one", ["one_1"]) == "one_2"
