"""[A] The bin: what a person deletes comes back, until it is purged."""

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from support.processes.server import RunningServer, wait_for

TOWER = {
    "nodes": [
        {"kind": "input", "id": "n1", "name": "inputs", "shape": [4]},
        {"kind": "layer", "id": "n2", "name": "dense", "layer": "Dense", "config": {"units": 2}},
        {"kind": "output", "id": "n3", "name": "output"},
    ],
    "edges": [{"source": "n1", "target": "n2"}, {"source": "n2", "target": "n3"}],
}


@pytest.fixture
def empty(server: RunningServer) -> Iterator[RunningServer]:
    """A server with an empty bin, before and after."""
    server.request("DELETE", "/bin")
    yield server
    assert server.request("DELETE", "/bin").status_code == 204
    assert server.get("/bin")["items"] == []


def project(server: RunningServer, document: Any) -> str:
    return str(server.post("/projects", {"document": document}).json()["id"])


def trained(server: RunningServer, of: str | None = None) -> str:
    run = server.post("/runs", {"document": server.template("iris", epochs=1), "project": of}).json()["id"]
    assert server.wait_run(run)["state"] == "completed"
    return str(run)


def using(run: str, name: str) -> dict[str, Any]:
    """A document with a trained run as a layer."""
    nodes = [
        {"kind": "input", "id": "n1", "name": "features", "shape": [4]},
        {"kind": "model", "id": "n2", "name": "reader", "model": "reader"},
        {"kind": "output", "id": "n3", "name": "answer"},
    ]
    edges = [{"source": "n1", "target": "n2"}, {"source": "n2", "target": "n3"}]
    models = {"reader": {"run": run}}
    return {"format": 1, "name": name, "graph": {"nodes": nodes, "edges": edges}, "models": models}


def delete(server: RunningServer, path: str) -> int:
    return server.request("DELETE", path).status_code


def items(server: RunningServer) -> dict[str, Any]:
    return {item["id"]: item for item in server.get("/bin")["items"]}


def codes(server: RunningServer, *paths: str) -> set[tuple[int, str]]:
    answers = [server.request("GET", path) for path in paths]
    return {(answer.status_code, answer.json()["code"]) for answer in answers}


def test_A60_a_deleted_document_is_hidden_and_comes_back_byte_for_byte(empty: RunningServer) -> None:
    text = '{ "name":"Kept", "x":[1.0, 1e5]}'
    headers = {"Content-Type": "application/json"}
    content = f'{{"document":{text}}}'.encode()
    id = empty.request("POST", "/projects", content=content, headers=headers).json()["id"]
    assert delete(empty, f"/projects/{id}") == 204
    assert id not in [each["id"] for each in empty.get("/projects")["projects"]]
    hidden = codes(empty, f"/projects/{id}", f"/projects/{id}?revision=1", f"/projects/{id}/revisions")
    assert hidden == {(404, "in_bin")}
    late = empty.request("PUT", f"/projects/{id}", json={"revision": 1, "document": {"name": "Late"}})
    assert (late.status_code, late.json()["code"]) == (404, "in_bin")
    assert delete(empty, f"/projects/{id}") == 404

    item = items(empty)[id]
    assert (item["kind"], item["name"], item["runs"], item["used_by"]) == ("project", "Kept", 0, [])
    deleted, purged = (datetime.fromisoformat(item[key]) for key in ("deleted_at", "purged_at"))
    assert purged - deleted == timedelta(days=30) == timedelta(days=empty.get("/bin")["days"])

    for _ in range(2):
        restored = empty.post(f"/projects/{id}/restore", {})
        assert (restored.status_code, restored.json()["revision"]) == (200, 1)
    assert text in empty.request("GET", f"/projects/{id}").text
    assert id not in items(empty)
    assert delete(empty, f"/projects/{id}") == 204


def test_A61_the_runs_of_a_document_go_and_come_back_with_it(empty: RunningServer) -> None:
    id = project(empty, empty.template("iris"))
    run, alone = trained(empty, id), trained(empty, id)
    assert delete(empty, f"/runs/{alone}") == 204
    assert delete(empty, f"/projects/{id}") == 204
    assert {key: item["runs"] for key, item in items(empty).items()} == {id: 1, alone: 0}
    assert empty.get(f"/runs?project={id}")["runs"] == []
    assert run not in [each["id"] for each in empty.get("/runs")["runs"]]
    assert codes(empty, f"/runs/{run}", f"/runs/{run}/events") == {(404, "in_bin")}
    start = empty.post("/runs", {"document": empty.template("iris"), "project": id})
    assert (start.status_code, start.json()["code"]) == (404, "in_bin")
    # A run comes back to its document, so that comes first.
    early = empty.post(f"/runs/{alone}/restore", {})
    assert (early.status_code, early.json()["where"]) == (409, {"project": id})

    assert empty.post(f"/projects/{id}/restore", {}).status_code == 200
    assert [each["id"] for each in empty.get(f"/runs?project={id}")["runs"]] == [run]
    assert empty.post(f"/runs/{alone}/restore", {}).json()["id"] == alone
    assert {each["id"] for each in empty.get(f"/runs?project={id}")["runs"]} == {run, alone}
    assert empty.request("GET", f"/runs/{alone}/artifacts/model.keras").status_code == 200
    assert delete(empty, f"/projects/{id}") == 204


def test_A61_a_start_is_not_repeated_into_the_bin(empty: RunningServer) -> None:
    order = {"id": str(uuid.uuid4()), "document": empty.template("iris", epochs=1)}
    assert empty.post("/runs", order).status_code == 201
    assert empty.wait_run(order["id"])["state"] == "completed"
    assert empty.post("/runs", order).status_code == 200
    assert delete(empty, f"/runs/{order['id']}") == 204
    again = empty.post("/runs", order)
    assert (again.status_code, again.json()["code"]) == (404, "in_bin")


def test_A62_nothing_under_way_is_deleted(empty: RunningServer) -> None:
    id = project(empty, empty.template("twin_digits"))
    document = empty.template("twin_digits", epochs=5000)
    run = empty.post("/runs", {"document": document, "project": id}).json()["id"]
    for path in (f"/projects/{id}", f"/runs/{run}"):
        refused = empty.request("DELETE", path)
        assert (refused.status_code, refused.json()["code"]) == (409, "run.state")
        assert "stop it first" in refused.json()["message"]
    empty.post(f"/runs/{run}/stop", {})
    empty.wait_run(run)
    assert delete(empty, f"/projects/{id}") == 204
    assert items(empty)[id]["runs"] == 1


def test_A63_a_run_in_the_bin_works_as_a_layer_and_the_bin_says_where(empty: RunningServer) -> None:
    run = trained(empty)
    user = project(empty, using(run, "Reads Iris"))
    own = project(empty, {"format": 1, "name": "Model", "models": {"reader": {"run": run}}})
    published = {"name": "reader", "entry": {"run": run}}
    assert empty.request("PUT", "/published/reader", json=published).status_code == 200
    assert delete(empty, f"/runs/{run}") == 204
    assert sorted(items(empty)[run]["used_by"]) == ["Model", "Reads Iris", "reader"]
    report = empty.post("/check", using(run, "Reads Iris")).json()
    assert report["nodes"]["n2"]["outputs"][0]["shape"] == [None, 3]

    # What is in the bin itself uses nothing.
    assert {delete(empty, path) for path in (f"/projects/{own}", "/published/reader")} == {204}
    assert items(empty)[run]["used_by"] == ["Reads Iris"]
    assert delete(empty, f"/bin/run/{run}") == 204
    missing = empty.post("/check", using(run, "Reads Iris")).json()
    assert "model.missing" in [problem["code"] for problem in missing["problems"]]
    assert delete(empty, f"/projects/{user}") == 204


def test_A64_a_published_model_comes_back_and_what_replaced_it_too(empty: RunningServer) -> None:
    first = {"name": "tower", "entry": {"graph": TOWER}}
    second = {"name": "tower", "entry": {"application": "MobileNet", "config": {}}}

    def entries() -> list[Any]:
        return [one["entry"] for one in empty.get("/published")["published"] if one["name"] == "tower"]

    for body in (first, first, second):
        assert empty.request("PUT", "/published/tower", json=body).status_code == 200
    [replaced] = items(empty).values()
    assert (replaced["kind"], replaced["name"]) == ("published", "tower")
    assert delete(empty, "/published/tower") == 204
    assert entries() == []
    assert len(items(empty)) == 2

    assert empty.post("/published/tower/restore", {}).status_code == 200
    assert entries() == [second["entry"]]
    swapped = empty.post(f"/published/tower/restore?item={replaced['id']}", {})
    assert [one["entry"] for one in swapped.json()["published"]] == [first["entry"]]
    [other] = items(empty).values()
    assert other["id"] != replaced["id"]
    assert empty.post(f"/published/tower/restore?item={uuid.uuid4()}", {}).status_code == 404
    assert empty.post("/published/nobody/restore", {}).status_code == 404
    assert delete(empty, "/published/tower") == 204


def test_A65_what_is_deleted_for_good_is_gone_with_its_files(empty: RunningServer) -> None:
    id = project(empty, empty.template("iris"))
    run = trained(empty, id)
    folder = empty.data_dir / "runs" / run
    assert delete(empty, f"/bin/project/{id}") == 404
    assert delete(empty, f"/projects/{id}") == 204
    assert (folder / "model.keras").exists()
    assert delete(empty, f"/bin/project/{id}") == 204
    assert not folder.exists()
    assert codes(empty, f"/projects/{id}", f"/runs/{run}") == {(404, "not_found")}
    gone = [empty.post(path, {}) for path in (f"/projects/{id}/restore", f"/runs/{run}/restore")]
    assert {(answer.status_code, answer.json()["code"]) for answer in gone} == {(404, "not_found")}


def test_A66_what_was_deleted_a_month_ago_is_purged_at_the_start_but_not_what_is_used(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data")
    try:
        server.wait_warm()
        id = project(server, server.template("iris"))
        run, used = trained(server, id), trained(server, id)
        user = project(server, using(used, "Reads Iris"))
        recent = project(server, {"name": "Recent"})
        assert {delete(server, f"/projects/{each}") for each in (id, recent)} == {204}
        assert items(server)[id]["used_by"] == ["Reads Iris"]
        server.stop()
        long_ago = (datetime.now(UTC) - timedelta(days=31)).strftime("%Y-%m-%d %H:%M:%S.%f")
        with sqlite3.connect(server.data_dir / "layerloom.sqlite3") as database:
            database.execute("UPDATE projects SET deleted_at = ? WHERE id = ?", (long_ago, id))
        database.close()
        server.restart()
        wait_for(lambda: id not in items(server))
        assert set(items(server)) == {recent, used}
        folders = {path.name for path in (server.data_dir / "runs").iterdir() if path.is_dir()}
        assert folders == {used}
        assert run not in items(server)
        assert user in [each["id"] for each in server.get("/projects")["projects"]]
    finally:
        server.close()
