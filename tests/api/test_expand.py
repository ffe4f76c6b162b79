"""[S] Unfolding at the server: an application and a trained run become graphs that the check knows."""

from typing import Any

import pytest

from support.processes.server import RunningServer

OUTER = {
    "nodes": [
        {"kind": "input", "id": "n1", "name": "photo", "shape": [32, 32, 3]},
        {"kind": "model", "id": "n2", "name": "look", "model": "base"},
        {"kind": "output", "id": "n3", "name": "class"},
    ],
    "edges": [{"source": "n1", "target": "n2", "target_input": "inputs"}, {"source": "n2", "target": "n3"}],
}


def document(**models: object) -> dict[str, Any]:
    return {"format": 1, "name": "Outer", "graph": OUTER, "models": models}


def test_S36_an_application_unfolds_in_its_place(server: RunningServer) -> None:
    whole = document(base={"application": "MobileNet", "config": {"input_shape": [32, 32, 3], "alpha": 0.25}})
    answer = server.post("/expand", {"document": whole, "model": "base"})
    assert answer.status_code == 200, answer.text
    expanded = answer.json()
    before = server.post("/check", whole).json()
    after = server.post(
        "/check", {**whole, "models": {"base": expanded["model"], **expanded["models"]}}
    ).json()
    assert [one["code"] for one in after["problems"]] == [one["code"] for one in before["problems"]]
    assert after["totals"]["params"] == before["totals"]["params"] > 0
    assert after["nodes"]["n2"]["outputs"] == before["nodes"]["n2"]["outputs"]
    assert len(after["models"]["base"]["nodes"]) == len(expanded["model"]["graph"]["nodes"]) > 80
    assert expanded["warnings"] == []


def test_S36_a_trained_run_unfolds_as_it_was_drawn(server: RunningServer) -> None:
    drawn = server.template("iris", epochs=1)
    edge = drawn["graph"]["edges"][0]
    drawn |= {"direction": "down", "routes": [{"edge": edge, "points": [[98, 84], [98, 90]]}]}
    run = server.post("/runs", {"document": drawn}).json()["id"]
    assert server.wait_run(run)["state"] == "completed"
    answer = server.post("/expand", {"document": document(base={"run": run}), "model": "base"})
    assert answer.status_code == 200, answer.text
    expanded = answer.json()
    assert expanded["model"]["graph"] == drawn["graph"]
    assert expanded["model"]["layout"] == drawn["layout"]
    assert expanded["model"]["direction"] == drawn["direction"]
    assert expanded["model"]["routes"] == drawn["routes"]
    assert [warning["message"] for warning in expanded["warnings"]] == [
        "base was trained; as a graph of its own it begins anew, with weights of its own."
    ]


@pytest.mark.parametrize(
    ("entry", "status", "code"),
    [
        ({"graph": {"nodes": [], "edges": []}}, 422, "document.invalid"),
        ({"application": "NoSuchNet"}, 422, "document.invalid"),
        (
            {"application": "VGG16", "config": {"input_shape": [8, 8, 3], "include_top": False}},
            422,
            "document.invalid",
        ),
        ({"run": "00000000-0000-4000-8000-000000000000"}, 404, "not_found"),
        ({"run": "../../etc"}, 404, "not_found"),
        ({}, 422, "document.invalid"),
    ],
)
def test_S36_what_cannot_unfold_is_said(server: RunningServer, entry: object, status: int, code: str) -> None:
    answer = server.post("/expand", {"document": document(base=entry), "model": "base"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith(".")
    assert "base" in answer.json()["message"] or "NoSuchNet" in answer.json()["message"]


def test_S36_a_model_that_is_not_there_is_said(server: RunningServer) -> None:
    assert server.post("/expand", {"document": document(), "model": "base"}).json()["where"] == {
        "model": "base"
    }
    assert server.post("/expand", {"document": document()}).status_code == 422
