"""[R16] Whatever is drawn, an inspector answers in words: never an error of ours, and never without end."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from layerloom.processes.framing import Frame
from layerloom.workers.inspector import OPERATIONS, Session
from layerloom.workers.operations import reply_to
from layerloom_schema.documents.document import write_document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from support.odd_documents import documents
from templates.shelf import opened

SESSION = Session(Limits())
QUICK = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def asked(operation: str, body: object, **head: Any) -> tuple[int, bytes]:
    request = Frame({"op": operation, **head}, json.dumps(body).encode())
    reply = reply_to(OPERATIONS, SESSION, request, "inspector")
    return int(str(reply.head["status"])), reply.body


@QUICK
@given(documents())
def test_R16_any_document_is_checked(document: dict[str, Any]) -> None:
    for training in (False, True):
        status, body = asked("check", document, for_training=training)
        assert status == 200, body
        report = json.loads(body)
        assert all(problem["message"].endswith((".", "?", ")")) for problem in report["problems"])


@QUICK
@given(documents())
def test_R16_any_document_is_answered_by_every_operation(document: dict[str, Any]) -> None:
    for operation in ("code", "summary", "export"):
        status, body = asked(operation, document, to="python")
        assert status in (200, 422), body
    for output in (0, -1, 10**20):
        wire = {"document": document, "source": "n0", "source_output": output, "palette": False}
        status, body = asked("candidates", wire)
        assert status == 200, body


@pytest.mark.parametrize("shape", [[], [0], [None], [10**12], [1] * 15])
@pytest.mark.parametrize("output", ["sum", "prod", "any"])
def test_R16_an_output_without_rows_is_no_target(shape: list[int | None], output: str) -> None:
    nodes = [
        {"kind": "input", "id": "i", "name": "x", "shape": shape},
        {"kind": "op", "id": "n", "name": "n", "op": output, "config": {}},
        {"kind": "output", "id": "o", "name": "y"},
    ]
    edges = [{"source": "i", "target": "n"}, {"source": "n", "target": "o"}]
    document = {
        "format": 1,
        "graph": {"nodes": nodes, "edges": edges},
        "training": {"outputs": {"y": {"loss": "categorical_crossentropy"}}},
        "data": {"dataset": "iris", "inputs": {"x": "features"}, "targets": {"y": "label"}},
    }
    status, body = asked("check", document, for_training=True)
    assert status == 200, body
    assert not json.loads(body)["ok"]


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("output", [-1, -(10**20), 1, 10**20])
def test_G12_a_wire_from_an_output_that_there_cannot_be_is_named(nested: bool, output: int) -> None:
    nodes = [
        {"kind": "input", "id": "i", "name": "x", "shape": [4]},
        {"kind": "layer", "id": "n", "name": "n", "layer": "Dense", "config": {"units": 2}},
        {"kind": "layer", "id": "m", "name": "m", "layer": "Dense", "config": {"units": 2}},
        {"kind": "output", "id": "o", "name": "y"},
    ]
    edges = [
        {"source": "i", "target": "n", "source_output": output},
        {"source": "n", "target": "m"},
        {"source": "m", "target": "o"},
    ]
    drawn = {"nodes": nodes, "edges": edges}
    document = {"format": 1, **({"models": {"a": {"graph": drawn}}} if nested else {"graph": drawn})}
    status, body = asked("check", document)
    assert status == 200, body
    assert "edge.bad_port" in {problem["code"] for problem in json.loads(body)["problems"]}


def iris() -> dict[str, Any]:
    return write_document(opened("iris"))


def test_A530_edits_lead_to_a_document_that_can_be_read_again() -> None:
    deep: Any = 1
    for _ in range(150):
        deep = [deep]
    for path, status in ((["data"] + ["x"] * 100, 400), (["data"] + ["x"] * 100_000, 422)):
        edits = [{"type": "set_field", "path": path, "value": deep}]
        assert asked("edit", {"document": iris(), "edits": edits})[0] == status
    edits = [{"type": "rename", "node": "n2", "name": "first"}]
    status, body = asked("edit", {"document": iris(), "edits": edits})
    assert status == 200
    assert json.loads(body)["document"]["graph"]["nodes"][1]["name"] == "first"


@pytest.mark.parametrize("name", ['"\\ud800"', "chr(0xD800)"])
def test_A531_half_of_a_character_that_a_script_says_is_refused(name: str) -> None:
    text = f"import keras\nx = keras.Input((4,))\nmodel = keras.Model(x, keras.layers.Dense(3, name={name})(x))\n"
    for operation, body in (
        ("import_script", {"text": text, "name": "a.py"}),
        ("follow_script", {**iris(), "script": {"text": text}}),
    ):
        status, answer = asked(operation, body)
        assert (status, json.loads(answer)["variant"]) == (400, "surrogate")


def test_A531_half_of_a_character_in_a_refusal_is_refused_too() -> None:
    def refuse(session: Session, question: Frame) -> bytes:
        params: dict[str, Any] = {"name": "\ud800", "known": []}
        raise Refused(422, ErrorCode.code_unreadable, variant="no_such_model", params=params)

    reply = reply_to({"refuse": refuse}, SESSION, Frame({"op": "refuse"}, b""), "inspector")
    assert (reply.head["status"], json.loads(reply.body)["variant"]) == (400, "surrogate")
