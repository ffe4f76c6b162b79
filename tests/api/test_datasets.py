"""[A] Data sets over REST: added from uploads and from the operator's folders, looked at, and deleted."""

import os
import signal
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest

from support.processes.server import RunningServer, command_line, wait_for

BYTES = {"Content-Type": "application/octet-stream"}
TABLE = b"rooms,district,price\n3,north,200.5\n4,south,310\n2,north,120\n"


@pytest.fixture(scope="module")
def data_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("open")
    (folder / "houses.csv").write_bytes(TABLE)
    (folder / "secret").symlink_to("/etc")
    (folder / "deeper").mkdir()
    server = RunningServer(
        tmp_path_factory.mktemp("data"),
        LAYERLOOM_DATA_FOLDERS=str(folder),
        LAYERLOOM_LIMITS__DATA_BYTES=str(600 * 1024**2),
    )
    yield server
    server.close()


def upload(server: RunningServer, data: bytes, name: str) -> str:
    id = str(uuid4())
    path = f"/uploads/{id}?name={name}&size={len(data)}"
    server.request("PUT", path, content=data, headers=BYTES).raise_for_status()
    return id


def add(server: RunningServer, **body: Any) -> Any:
    started = server.post("/datasets", body)
    assert started.status_code == 202, started.text
    return ended(server, started.json()["id"])


def ended(server: RunningServer, job: str) -> Any:
    """An import, after its end."""
    wait_for(lambda: server.get(f"/datasets/jobs/{job}")["state"] != "running")
    return server.get(f"/datasets/jobs/{job}")


def test_A40_an_upload_becomes_a_data_set_and_is_gone(data_server: RunningServer) -> None:
    id = upload(data_server, TABLE, "My%20houses.csv")
    seen = data_server.post("/datasets/preview", {"file": id})
    assert [column["type"] for column in seen.json()["columns"]] == ["integer", "text", "number"]
    job = add(data_server, uploads=[id])
    assert (job["state"], job["progress"], job["error"]) == ("done", 1.0, None)
    info = data_server.get(f"/datasets/{job['name']}")
    assert (info["rows"], info["versions"]) == (3, [job["version"]])
    assert job["name"] in [each["name"] for each in data_server.get("/datasets")["datasets"]]
    assert data_server.get(f"/datasets/{job['name']}/manifest")["source"]["files"] == ["My houses.csv"]
    assert data_server.request("GET", f"/uploads/{id}").status_code == 404
    report = data_server.get(f"/datasets/{job['name']}/report?target=price")
    assert [column["distinct"] for column in report["columns"]] == [3, 2, 3]
    assert isinstance(report["suspicions"], list)
    page = data_server.post(f"/datasets/{job['name']}/rows", {"sort": "-price", "count": 2}).json()
    assert (page["total"], page["rows"]) == (3, [[4, "south", 310], [3, "north", 200.5]])
    north = {"only": {"column": "district", "contains": "nor"}, "start": 1}
    assert data_server.post(f"/datasets/{job['name']}/rows", north).json()["rows"] == [[2, "north", 120]]
    unknown = data_server.post(f"/datasets/{job['name']}/rows", {"sort": "prise"})
    assert (unknown.status_code, "price" in unknown.json()["message"]) == (422, True)
    assert data_server.request("DELETE", f"/datasets/{job['name']}").status_code == 204
    assert data_server.request("GET", f"/datasets/{job['name']}").status_code == 404


def test_A40_a_file_that_cannot_be_read_says_where_and_keeps_its_upload(data_server: RunningServer) -> None:
    id = upload(data_server, b"a,b\n1,2\n3\n", "ragged.csv")
    job = add(data_server, uploads=[id])
    assert job["state"] == "failed"
    assert job["error"]["code"] == "data.unreadable"
    assert "3" in job["error"]["message"]
    assert data_server.request("GET", f"/uploads/{id}").status_code == 200


def test_A41_only_files_inside_the_open_folders_are_reached(data_server: RunningServer) -> None:
    (folder,) = data_server.get("/data-folders")["folders"]
    names = [each["name"] for each in data_server.get(f"/data-folders/{folder}")["files"]]
    assert names == ["deeper", "houses.csv"]
    for path in ("../", "../../etc/passwd", "secret/passwd", "/etc/passwd", "deeper/../../x", "no.csv"):
        answer = data_server.post("/datasets", {"files": [{"folder": folder, "path": path}]})
        assert answer.status_code == 404, path
    job = add(data_server, files=[{"folder": folder, "path": "houses.csv"}], name="houses-here")
    assert (job["state"], job["name"]) == ("done", "houses-here")
    assert data_server.request("DELETE", "/datasets/houses-here").status_code == 204


def test_A42_a_data_set_that_a_run_was_trained_on_stays(data_server: RunningServer) -> None:
    rows = "\n".join(f"{x},{2 * x}" for x in range(40)).encode()
    job = add(data_server, uploads=[upload(data_server, b"x,y\n" + rows, "line.csv")])
    data_server.wait_warm()
    started = data_server.post("/runs", {"document": line_model(job["name"])})
    assert started.status_code == 201, started.text
    run = started.json()["id"]
    assert data_server.wait_run(run)["state"] == "completed"
    version = data_server.get(f"/datasets/{job['name']}")["version"]
    spec = data_server.request("GET", f"/runs/{run}/artifacts/spec.json").json()
    assert spec["data"]["versions"] == {job["name"]: version}
    refused = data_server.request("DELETE", f"/datasets/{job['name']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "data.used")
    assert refused.json()["where"]["runs"] == ["Line"]
    assert data_server.get(f"/datasets/{job['name']}")["rows"] == 40


def line_model(dataset: str) -> dict[str, Any]:
    """y = 2x from one number."""
    return {
        "format": 1,
        "name": "Line",
        "graph": {
            "nodes": [
                {"kind": "input", "id": "n1", "name": "x", "shape": [1], "dtype": "float32"},
                {"kind": "layer", "id": "n2", "name": "dense", "layer": "Dense", "config": {"units": 1}},
                {"kind": "output", "id": "n3", "name": "y"},
            ],
            "edges": [{"source": "n1", "target": "n2"}, {"source": "n2", "target": "n3"}],
        },
        "training": {"outputs": {"y": {"loss": "mse"}}, "epochs": 2},
        "data": {"dataset": dataset, "inputs": {"x": "x"}, "targets": {"y": "y"}},
    }


def test_A43_a_question_that_breaks_a_worker_leaves_the_next_one_alone(data_server: RunningServer) -> None:
    id = upload(data_server, TABLE, "t.csv")
    assert data_server.post("/datasets/preview", {"file": id}).status_code == 200
    workers = [pid for pid in data_server.children() if "data_worker" in command_line(pid)]
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    assert data_server.post("/datasets/preview", {"file": id}).status_code == 200


def test_D46_a_recipe_is_shown_and_columns_are_drawn_by_an_inspector(data_server: RunningServer) -> None:
    job = add(data_server, uploads=[upload(data_server, TABLE, "homes.csv")])
    data_server.wait_warm()
    recipe = {"from": ["rooms"], "steps": [{"layer": "Rescaling", "config": {"scale": 2}}]}
    data = {"dataset": job["name"], "recipes": {"twice": recipe}}
    document = {"format": 2, "name": "Homes", "data": data}
    shown = data_server.post("/recipes/preview", {"document": document, "recipe": "twice", "rows": 2})
    assert [stage["columns"][0]["cells"] for stage in shown.json()["stages"]] == [[3, 4], [[6], [8]]]
    drawn = data_server.post("/columns/draw", {"document": document, "inputs": ["rooms"]})
    assert [edit["type"] for edit in drawn.json()["edits"]] == ["add_node", "set_field"]
    assert data_server.post("/columns/draw", {"document": document, "outputs": []}).status_code == 422
    asked = {"document": {"format": 2, "name": "Homes"}, "dataset": job["name"]}
    bound = data_server.post("/datasets/bind", asked).json()
    assert (bound["bound"], bound["left"]) == ([], [])
    assert bound["edits"][0]["path"] == ["data", "dataset"]
    assert data_server.post("/datasets/bind", {**asked, "dataset": "gone"}).status_code == 404
    assert data_server.request("GET", f"/datasets/{job['name']}/image?column=rooms&row=0").status_code == 404
    data_server.request("DELETE", f"/datasets/{job['name']}").raise_for_status()


def test_A220_an_import_that_is_cancelled_or_killed_leaves_nothing(data_server: RunningServer) -> None:
    id = upload(data_server, b"a,b\n" + b"1.5,2.5\n" * 8_000_000, "many.csv")
    staging = data_server.data_dir / "datasets/staging"
    for end in ("cancel", "kill"):
        known = {*data_server.children()}
        job = data_server.post("/datasets", {"uploads": [id], "name": "many"}).json()["id"]
        wait_for(lambda: any(staging.glob("*/columns/*")))
        if end == "cancel":
            assert data_server.request("DELETE", f"/datasets/jobs/{job}").json()["state"] == "cancelled"
        else:
            (importing,) = {*data_server.children()} - known
            os.kill(importing, signal.SIGKILL)
            error = ended(data_server, job)["error"]
            assert (error["code"], error["variant"]) == ("data.unreadable", "worker_died")
        assert [*staging.iterdir()] == []
    assert data_server.request("GET", "/datasets/many").status_code == 404
    data_server.request("DELETE", f"/uploads/{id}").raise_for_status()


@pytest.mark.parametrize("name", ["表" * 250 + ".csv", "../../x\ny.csv", "a/" + "b" * 200 + ".c" * 20])
def test_A220_a_file_may_have_any_name(name: str, data_server: RunningServer) -> None:
    id = upload(data_server, TABLE, quote(name[:255]))
    seen = data_server.post("/datasets/preview", {"file": id})
    assert (seen.status_code, len(seen.json()["columns"])) == (200, 3)
    data_server.request("DELETE", f"/uploads/{id}").raise_for_status()
