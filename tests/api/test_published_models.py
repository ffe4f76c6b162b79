"""[A] Published models: kept as they came, whole, under names of models."""

import json
from collections.abc import Iterator

import pytest

from layerloom.api.routes.published_models import LARGEST
from support.processes.server import RunningServer

TOWER = {
    "nodes": [
        {"kind": "input", "id": "n1", "name": "inputs", "shape": [4]},
        {"kind": "layer", "id": "n2", "name": "dense", "layer": "Dense", "config": {"units": 2.50e0}},
        {"kind": "output", "id": "n3", "name": "output"},
    ],
    "edges": [{"source": "n1", "target": "n2"}, {"source": "n2", "target": "n3"}],
}
CALLS_OTHER = {
    "nodes": [{"kind": "model", "id": "n1", "name": "inner", "model": "tower"}],
    "edges": [],
}


@pytest.fixture
def empty(server: RunningServer) -> Iterator[RunningServer]:
    """A server on which nothing is published, before and after."""
    yield server
    for one in server.get("/published")["published"]:
        assert server.request("DELETE", f"/published/{one['name']}").status_code == 204


def put(server: RunningServer, name: str, body: object) -> tuple[int, dict[str, object]]:
    answer = server.request("PUT", f"/published/{name}", json=body)
    return answer.status_code, answer.json()


def test_A25_a_model_is_kept_as_it_came_and_replaced_under_its_name(empty: RunningServer) -> None:
    text = f'{{ "name":"tower", "entry": {{"graph": {json.dumps(TOWER)}, "later": [1.0, 1e5]}} }}'
    headers = {"Content-Type": "application/json"}
    kept = empty.request("PUT", "/published/tower", content=text.encode(), headers=headers)
    assert (kept.status_code, kept.text) == (200, text)
    put(
        empty, "another", {"name": "another", "entry": {"application": "MobileNet", "config": {"alpha": 0.5}}}
    )
    listed = empty.request("GET", "/published")
    assert text in listed.text
    assert [one["name"] for one in listed.json()["published"]] == ["another", "tower"]
    put(empty, "tower", {"name": "tower", "entry": {"graph": {"nodes": [], "edges": []}}})
    assert [one["entry"] for one in empty.get("/published")["published"]][1] == {
        "graph": {"nodes": [], "edges": []}
    }


def test_A25_a_model_brings_every_entry_it_names(empty: RunningServer) -> None:
    outer = {"name": "outer", "entry": {"graph": CALLS_OTHER}}
    status, body = put(empty, "outer", outer)
    assert (status, body["where"]) == (422, {"model": "tower"})
    assert put(empty, "outer", {**outer, "models": {"tower": {"graph": TOWER}}})[0] == 200


def test_A25_a_model_is_deleted_by_name(empty: RunningServer) -> None:
    put(empty, "tower", {"name": "tower", "entry": {"graph": TOWER}})
    assert empty.request("DELETE", "/published/tower").status_code == 204
    assert empty.get("/published") == {"published": []}
    assert empty.request("DELETE", "/published/tower").status_code == 404


@pytest.mark.parametrize("name", ["1st", "a b", "%C3%A9", "a" * 65, "a%0A", "_x", "a-b"])
def test_A26_a_name_is_the_name_of_a_model(empty: RunningServer, name: str) -> None:
    status, body = put(empty, name, {"name": "tower", "entry": {"graph": TOWER}})
    assert (status, body["code"]) == (422, "request.invalid")
    assert empty.get("/published") == {"published": []}


def test_A26_the_name_in_the_body_is_that_of_the_address(empty: RunningServer) -> None:
    assert put(empty, "tower", {"name": "other", "entry": {"graph": TOWER}})[1]["where"] == {"field": "name"}


def test_A26_a_model_that_is_too_large_is_refused(empty: RunningServer) -> None:
    entry = {"graph": {**TOWER, "padding": "x" * LARGEST}}
    status, body = put(empty, "tower", {"name": "tower", "entry": entry})
    assert (status, body["code"], body["limit"]) == (413, "body.too_large", LARGEST)
    assert empty.get("/published") == {"published": []}
