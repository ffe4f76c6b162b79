"""Nested models as graphs of their own: which stand in which, what Keras calls them, trained runs among them."""

from itertools import pairwise
from typing import Any

from layerloom.graph.check import check_structure
from layerloom.graph.naming import keras_model_names
from layerloom.graph.nested_models import (
    MAX_EXPANDED_SIZE,
    expanded_size,
    inner_first,
    nesting_depths,
    with_run_graphs,
)
from layerloom.graph.structure import Structure
from layerloom_schema.base import ModelName
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Severity
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.limits import Limits


def calling(*models: str, name: str = "m", layer: str | None = None) -> dict[str, Any]:
    """A graph that calls models one after the other, between an input and an output."""
    ids = [f"n{place}" for place in range(len(models) + 2)]
    called = [
        {"kind": "model", "id": id_, "name": f"{name}_{id_}", "model": model}
        for id_, model in zip(ids[1:], models, strict=False)
    ]
    dense = (
        [{"kind": "layer", "id": "d", "name": layer, "layer": "Dense", "config": {"units": 4}}]
        if layer
        else []
    )
    return {
        "nodes": [
            {"kind": "input", "id": ids[0], "name": "x", "shape": [4]},
            *called,
            *dense,
            {"kind": "output", "id": ids[-1], "name": "y"},
        ],
        "edges": [{"source": a, "target": b} for a, b in pairwise(ids)],
    }


def drawn(graph: dict[str, Any], **models: Any) -> Document:
    return read_document({"format": 1, "graph": graph, "models": models})


def structure(document: Document, **limits: int) -> Structure:
    return check_structure(document, read_catalog(), Limits(**limits))


def test_G34_models_are_checked_inner_first_and_rings_are_left_out() -> None:
    document = drawn(
        calling("a"),
        a={"graph": calling("b")},
        b={"graph": calling("c")},
        c={"graph": calling()},
        ring={"graph": calling("knot")},
        knot={"graph": calling("ring")},
    )
    assert inner_first(document) == ["c", "b", "a"]
    assert list(structure(document).models) == ["c", "b", "a"]


def test_G34_models_stand_no_deeper_in_each_other_than_the_limit() -> None:
    models = {f"m{n}": {"graph": calling(*([f"m{n + 1}"] if n < 8 else []))} for n in range(9)}
    document = drawn(calling("m0"), **models)
    assert max(nesting_depths(document).values()) == 9
    found = structure(document).problems
    assert [problem.code for problem in found] == [Code.graph_too_deep]
    assert "9 deep" in found[0].message
    assert structure(document, nesting=9).ok


def test_G26_nodes_of_nested_models_count_too() -> None:
    document = drawn(calling("a"), a={"graph": calling()})
    assert structure(document, nodes=5).ok
    assert [problem.code for problem in structure(document, nodes=4).problems] == [Code.graph_too_large]


def test_G24_all_calls_of_one_model_are_numbered_together() -> None:
    document = drawn(calling("a", "a", "a"), a={"graph": calling()})
    assert structure(document).calls == {"n1": 0, "n2": 1, "n3": 2}


def test_G34_the_name_in_keras_is_the_nodes_or_one_that_no_layer_bears() -> None:
    once = drawn(calling("a"), a={"graph": calling()})
    assert structure(once).model_names == {"a": "m_n1"}
    often = drawn(calling("a", "a"), a={"graph": calling()})
    assert structure(often).model_names == {"a": "a"}
    clash = drawn(calling("a", "a", layer="a"), a={"graph": calling()})
    assert structure(clash).model_names == {"a": "a_model"}


def test_G23_a_trained_run_has_the_graph_of_its_document_and_its_models_beside_it() -> None:
    trained = drawn(calling("tower"), tower={"graph": calling()})
    document = drawn(calling("reader"), reader={"run": "r1"}, lost={"run": "r2"})
    whole = with_run_graphs(document, {"r1": trained}.get)
    assert list(whole.models) == ["reader", "reader/tower", "lost"]
    graph = whole.models[ModelName("reader")].graph
    assert graph is not None
    assert [node.model for node in graph.nodes if node.kind == "model"] == ["reader/tower"]
    found = structure(whole).problems
    # The run that is lost is called by nobody.
    assert [(problem.code, problem.severity) for problem in found] == [(Code.model_missing, Severity.warning)]


def levels(count: int, calls: int) -> Document:
    """Nested models on some levels, each calling the next so many times; the last holds nothing but its ends."""
    models = {f"a{k}": {"graph": calling(*[f"a{k + 1}"] * calls)} for k in range(count - 1)}
    return drawn(calling(*["a0"] * calls), **models, **{f"a{count - 1}": {"graph": calling()}})


def test_G26_nodes_are_counted_at_every_call_of_a_nested_model() -> None:
    assert expanded_size(levels(1, 3)) == 5 + 3 * 2
    assert expanded_size(levels(2, 3)) == 5 + 3 * (5 + 3 * 2)
    assert structure(levels(2, 3)).ok
    (problem,) = structure(levels(7, 8)).problems
    assert (problem.code, problem.received) == (Code.graph_too_large, expanded_size(levels(7, 8)))
    assert problem.message.startswith("With its nested models written out at every call the graph has 7,")


def test_G26_calls_beyond_all_numbers_are_counted_as_many() -> None:
    (problem,) = structure(levels(300, 30)).problems
    assert problem.received == MAX_EXPANDED_SIZE
    assert "more than 1,000,000,000,000 nodes" in problem.message


def test_G26_a_model_that_nobody_calls_is_counted_too() -> None:
    document = levels(7, 8)
    alone = document.model_copy(update={"graph": document.models[ModelName("a6")].graph})
    assert [problem.code for problem in structure(alone).problems] == [Code.graph_too_large]


def test_G34_beyond_the_limit_only_the_depth_is_said() -> None:
    found = structure(levels(400, 1))
    assert [problem.code for problem in found.problems] == [Code.graph_too_deep]
    assert len(found.models) == Limits().nesting


def test_S30_any_number_of_nested_models_called_by_one_name_have_names_of_their_own() -> None:
    document = levels(40, 1)
    names = keras_model_names(document)
    assert len(set(names.values())) == len(names) == 40
    assert all(len(name) <= 64 for name in names.values())
