"""[I] Two documents compared: the same edits are found again, with the ids and names of both sides or without them."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from layerloom.graph.difference.compare_documents import compare_documents
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.difference import Difference
from layerloom_schema.documents.document import Document, read_document, write_document
from support.cases import cases
from templates.shelf import SOUND, opened

CATALOG = read_catalog()
TEMPLATES = [opened(name) for name in SOUND]
DRAWN = [
    document
    for document in (*TEMPLATES, *(case.document for case in cases("valid")))
    if sum(node.kind == "layer" for node in document.graph.nodes) > 3
]
Value = dict[str, Any]


def without_names(value: Value, random_numbers: random.Random) -> Value:
    """Other ids, and other names of all but inputs and outputs."""
    graph = value["graph"]
    ids = {node["id"]: f"other{random_numbers.randrange(10**9)}" for node in graph["nodes"]}
    for number, node in enumerate(graph["nodes"]):
        node["id"] = ids[node["id"]]
        if "of" in node:
            node["of"] = ids[node["of"]]
        if node["kind"] not in ("input", "output", "shared"):
            node["name"] = f"thing_{number}"
            node.pop("label", None)
        if "config" in node:
            node["config"] = _with_ids(node["config"], ids)
    for edge in graph["edges"]:
        edge |= {"source": ids[edge["source"]], "target": ids[edge["target"]]}
    return {key: part for key, part in value.items() if key not in ("layout", "routes")}


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_ids(part, ids) for part in value]
    if isinstance(value, dict):
        if {*value} == {"of"}:
            return {"of": ids[value["of"]]}
        return {key: _with_ids(part, ids) for key, part in value.items()}
    return value


def _change(graph: Value, node: Value) -> tuple[str, str]:
    node.setdefault("config", {})["drawn"] = 12345
    return "changed", node["id"]


def _insert(graph: Value, node: Value) -> tuple[str, str]:
    noise = {
        "kind": "layer",
        "id": "inserted",
        "name": "inserted",
        "layer": "GaussianNoise",
        "config": {"stddev": 0.1},
    }
    graph["nodes"].insert(graph["nodes"].index(node) + 1, noise)
    for edge in graph["edges"]:
        if edge["source"] == node["id"]:
            edge["source"] = "inserted"
    graph["edges"].append({"source": node["id"], "target": "inserted"})
    return "added", "inserted"


def _swap(graph: Value, node: Value) -> tuple[str, str]:
    node |= {"layer": "GaussianDropout", "config": {"rate": 0.123}}
    return "changed", node["id"]


EDITS: list[Callable[[Value, Value], tuple[str, str]]] = [_change, _insert, _swap]


def changes(found: Difference) -> set[tuple[str, str]]:
    """The nodes with more than another name."""
    return {
        (node.kind.value, node.id)
        for node in found.nodes
        if not node.settings or any(change.path[0] not in ("name", "label") for change in node.settings)
    }


@pytest.mark.parametrize("document", DRAWN, ids=lambda document: document.name)
def test_I482_a_document_differs_in_nothing_from_itself_under_other_names(document: Document) -> None:
    assert compare_documents(document, document, CATALOG).same
    other = read_document(without_names(write_document(document), random.Random(1)))
    found = compare_documents(document, other, CATALOG)
    assert changes(found) == set()
    assert (found.edges, found.entries, found.reordered, found.settings) == ([], [], [], [])


def apart(graph: Value, numbers: random.Random) -> list[Value]:
    """Two layers, not wired to each other: of edits side by side nobody can say which was which."""
    layers = [node for node in graph["nodes"] if node["kind"] == "layer"]
    wired = {frozenset((edge["source"], edge["target"])) for edge in graph["edges"]}
    pairs = [
        [one, other]
        for one in layers
        for other in layers
        if one is not other and frozenset((one["id"], other["id"])) not in wired
    ]
    return numbers.choice(pairs)


def test_I482_edits_are_found_again_where_all_names_are_others() -> None:
    """At least 95 of 100 pairs of edits, without a change besides."""
    right = 0
    for seed in range(100):
        numbers = random.Random(seed)
        document = numbers.choice(DRAWN)
        value = without_names(write_document(document), numbers)
        one, other = apart(value["graph"], numbers)
        edits = numbers.sample(EDITS, 2)
        expected = {edits[0](value["graph"], one), edits[1](value["graph"], other)}
        right += changes(compare_documents(document, read_document(value), CATALOG)) == expected
    assert right >= 95


def test_I482_a_wire_that_leads_elsewhere_is_one_removed_and_one_added() -> None:
    document = opened("twin_digits")
    value = write_document(document)
    edge = next(edge for edge in value["graph"]["edges"] if edge.get("order") == 1)
    edge["source"] = next(other["source"] for other in value["graph"]["edges"] if other.get("order") == 0)
    found = compare_documents(document, read_document(value), CATALOG)
    assert found.nodes == []
    assert [(change.kind.value, change.source_title, change.target_title) for change in found.edges] == [
        ("removed", "flat_right", "merged"),
        ("added", "flat_left", "merged"),
    ]


def test_I482_settings_of_training_are_compared_by_their_meaning() -> None:
    document = opened("twin_digits")
    value = write_document(document)
    value["training"] |= {"optimizer": {"name": "adam", "config": {"learning_rate": 0.003}}, "epochs": 3}
    value["training"]["outputs"]["digit"]["loss"] = "SparseCategoricalCrossentropy"
    found = compare_documents(document, read_document(value), CATALOG)
    assert [(change.path, change.before, change.after) for change in found.settings] == [
        (["training", "epochs"], 10, 3)
    ]


def test_I482_names_that_differ_in_case_or_underscores_are_different_names() -> None:
    document = opened("twin_digits")
    value = write_document(document)
    value["data"] = {"dataset": "my_data", "targets": {"digit": "Label"}}
    before = read_document(value)
    value["data"] = {"dataset": "mydata", "targets": {"digit": "label"}}
    found = compare_documents(before, read_document(value), CATALOG)
    assert [(change.path, change.before, change.after) for change in found.settings] == [
        (["data", "dataset"], "my_data", "mydata"),
        (["data", "targets", "digit"], "Label", "label"),
    ]


def test_I482_an_argument_that_is_not_given_has_its_default() -> None:
    document = opened("twin_digits")
    value = write_document(document)
    dense = next(node for node in value["graph"]["nodes"] if node.get("layer") == "Dense")
    dense["config"] |= {"use_bias": False}
    (change,) = compare_documents(document, read_document(value), CATALOG).nodes
    assert [(each.path, each.before, each.after) for each in change.settings] == [
        (["config", "use_bias"], True, False)
    ]


def test_I531_what_is_there_many_times_is_compared_without_trying_all_pairs() -> None:
    def drawn(name: str, wires: int) -> Document:
        nodes = [
            {
                "kind": "layer",
                "id": f"{name}{place}",
                "name": f"{name}{place}",
                "layer": "Dense",
                "config": {},
            }
            for place in range(2)
        ]
        edge = {"source": f"{name}0", "target": f"{name}1"}
        return read_document({"format": 1, "graph": {"nodes": nodes, "edges": [edge] * wires}})

    assert not compare_documents(drawn("a", 20_000), drawn("a", 20_000), CATALOG).edges
    found = compare_documents(drawn("a", 20_001), drawn("a", 20_000), CATALOG).edges
    assert [change.kind for change in found] == ["removed"]


def test_I531_nested_models_of_the_same_layers_are_matched_in_their_order() -> None:
    def nested(name: str, units: int) -> Document:
        graph = {
            "nodes": [{"kind": "layer", "id": "d", "name": "d", "layer": "Dense", "config": {"units": units}}]
        }
        models = {f"{name}{place}": {"graph": {**graph, "edges": []}} for place in range(3)}
        return read_document({"format": 1, "models": models})

    found = compare_documents(nested("a", 1), nested("b", 2), CATALOG)
    assert [(change.model, change.kind) for change in found.nodes] == [
        ("b0", "changed"),
        ("b1", "changed"),
        ("b2", "changed"),
    ]
