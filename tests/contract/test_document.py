"""[G28] The document: what is saved comes back, unknown fields included; what is no document is said to be none."""

from typing import Any

import pytest
from pydantic import ValidationError

from layerloom_schema import strict_json
from layerloom_schema.documents.document import as_meant, read_document, write_document
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.runs.views import RunSpec
from support.cases import CASES

ALL = [path for folder in ("valid", "invalid") for path in sorted((CASES / folder).glob("*.json"))]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_G28_what_is_written_reads_as_the_same_document(path: Any) -> None:
    document = read_document(strict_json.loads(path.read_bytes())["document"])
    assert read_document(write_document(document)) == document


def test_G28_unknown_fields_are_kept_everywhere() -> None:
    value = {
        "format": 2,
        "name": "kept",
        "graph": {
            "nodes": [{"kind": "input", "id": "n1", "name": "a", "shape": [1], "colour": {"deep": [1, 2]}}],
            "edges": [{"source": "n1", "target": "n2", "weight": 3}],
            "note": "x",
        },
        "training": {"seed": 4, "mood": "calm"},
        "future": [None, True],
    }
    assert write_document(read_document(value)) == value


def test_G131_what_has_a_plain_meaning_is_read_and_saved_as_it_came() -> None:
    node = {"kind": "input", "id": "n1", "name": "a", "shape": "(4, None)"}
    value = {
        "format": 2,
        "name": "x",
        "graph": {"nodes": [node], "edges": []},
        "training": {"epochs": "10", "shuffle": 0, "outputs": {"input": {"weight": "1/4"}}},
    }
    document = read_document(value)
    assert document.training is not None
    assert (document.training.epochs, document.training.shuffle) == (10, False)
    assert document.training.outputs["input"].weight == 0.25
    assert getattr(document.graph.nodes[0], "shape", None) == [4, None]
    assert write_document(document) == value
    assert write_document(as_meant(document))["training"]["epochs"] == 10


def test_G28_keys_are_written_in_one_order_with_the_drawing_last() -> None:
    edge = {"order": None, "target": "n2", "source": "n1"}
    drawing = {
        "routes": [{"edge": edge, "points": [[98, 60.5], [20, 60.5]]}],
        "layout": {"n1": {"x": 1, "y": 2}},
        "direction": "right",
    }
    shuffled = {
        **drawing,
        "name": "x",
        "models": {"inner": {**drawing, "graph": {}}},
        "format": 2,
        "future": 1,
    }
    written = write_document(read_document(shuffled))
    assert list(written) == ["format", "name", "graph", "models", "future", "direction", "layout", "routes"]
    assert list(written["models"]["inner"]) == ["graph", "direction", "layout", "routes"]
    bare = [{"edge": {"target": "n2", "source": "n1"}, "points": [[98, 60.5], [20, 60.5]]}]
    assert written["routes"] == written["models"]["inner"]["routes"] == bare


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([], ErrorCode.invalid),
        ({}, ErrorCode.invalid),
        ({"format": "1"}, ErrorCode.invalid),
        ({"format": True}, ErrorCode.invalid),
        ({"format": 0}, ErrorCode.invalid),
        ({"format": 3}, ErrorCode.newer),
        ({"format": 3.0}, ErrorCode.newer),
        ({"format": 1.5}, ErrorCode.invalid),
        ({"format": 1, "graph": []}, ErrorCode.invalid),
        ({"format": 1, "graph": {"nodes": [{"kind": "portal", "id": "n1"}]}}, ErrorCode.invalid),
        ({"format": 1, "training": {"epochs": "five"}}, ErrorCode.invalid),
        ({"format": 1, "training": {"epochs": 2.5}}, ErrorCode.invalid),
        ({"format": 1, "direction": "left"}, ErrorCode.invalid),
        ({"format": 1, "routes": [{"edge": {"source": "n1"}, "points": []}]}, ErrorCode.invalid),
        (
            {"format": 1, "routes": [{"edge": {"source": "n1", "target": "n2"}, "points": [[1]]}]},
            ErrorCode.invalid,
        ),
    ],
)
def test_G29_what_is_no_document_is_refused_with_the_place(value: Any, code: ErrorCode) -> None:
    with pytest.raises(Unreadable) as caught:
        read_document(value)
    assert caught.value.body.code is code
    assert caught.value.body.message.endswith(".")


def test_G133_a_format_with_a_point_is_a_whole_number() -> None:
    assert read_document({"format": 1.0, "name": "Case"}) == read_document({"format": 1, "name": "Case"})


def test_G29_the_place_is_a_dotted_path_without_the_kinds_of_our_own_types() -> None:
    node = {"kind": "input", "id": "n1", "name": "a", "shape": ["four"]}
    with pytest.raises(Unreadable) as caught:
        read_document({"format": 1, "graph": {"nodes": [node]}})
    assert caught.value.body.where == {"field": "graph.nodes.0.shape.0"}
    assert caught.value.body.message == "graph.nodes.0.shape.0 must be a whole number."


@pytest.mark.parametrize(
    ("training", "sentence"),
    [
        ({"optimizer": {"type": "adam"}}, "training.optimizer.name is missing."),
        ({"optimizer": {"name": 3}}, "training.optimizer.name must be a text."),
        ({"optimizer": 3}, "training.optimizer must be a name, or an object with a name."),
        (
            {"outputs": {"y": {"metrics": ["mae", 1]}}},
            "training.outputs.y.metrics.1 must be a name, or an object with a name.",
        ),
    ],
)
def test_G29_what_stands_in_place_of_a_name_is_said_by_what_may_stand_there(
    training: Any, sentence: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_document({"format": 1, "training": training})
    assert caught.value.body.message == sentence


def test_G29_a_field_called_as_a_kind_of_node_stays_in_the_place() -> None:
    node = {"kind": "layer", "id": "n1", "name": "a", "layer": None}
    with pytest.raises(Unreadable) as caught:
        read_document({"format": 1, "graph": {"nodes": [node]}})
    assert caught.value.body.message == "graph.nodes.0.layer must be a text."


def test_G133_the_format_is_a_whole_number_as_any_other() -> None:
    assert write_document(read_document({"format": 2.0}))["format"] == 2
    with pytest.raises(Unreadable) as caught:
        read_document({"format": 3.0})
    assert caught.value.body.code is ErrorCode.newer


def test_G137_a_document_of_format_1_is_one_of_today_wherever_it_is_read() -> None:
    older, today = {"format": 1, "name": "Case"}, {"format": 2, "name": "Case"}
    assert read_document(older) == read_document(today)
    assert write_document(read_document(older))["format"] == 2
    spec = {"run": "r", "attempt": 1}
    assert RunSpec.model_validate({**spec, "document": older}) == RunSpec.model_validate(
        {**spec, "document": today}
    )
    with pytest.raises(ValidationError):
        RunSpec.model_validate({**spec, "document": {**today, "format": 3}})
