"""[R] Runs over the API: idempotent starts, refusals, stops, deletes, artifacts."""

import json
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from layerloom_schema.runs.events import EVENT
from support.processes.server import RunningServer


def test_R1_a_run_trains_and_leaves_its_files(server: RunningServer) -> None:
    answer = server.post("/runs", {"document": server.template("twin_digits", epochs=2)})
    assert answer.status_code == 201
    assert answer.json()["state"] == "queued"
    run = answer.json()["id"]
    record = server.wait_run(run)
    assert (record["state"], record["epochs_done"], record["dataset"]) == ("completed", 2, "digits")
    assert record["logs"]["loss"] > 0
    page = server.get(f"/runs/{run}/events")
    events = [EVENT.validate_python(event) for event in page["events"]]
    assert [event.seq for event in events] == list(range(1, page["last_seq"] + 1))
    assert events[0].type == "queued"
    assert events[-1].type == "completed"
    assert record["last_seq"] == page["last_seq"]
    assert server.get(f"/runs/{run}/events?after=3")["events"] == page["events"][3:]
    assert set(record["artifacts"]) == {"model.keras", "model.zip", "model.py", "events.jsonl", "spec.json"}
    for name in record["artifacts"]:
        file = server.request("GET", f"/runs/{run}/artifacts/{name}")
        assert file.status_code == 200, (name, file.text)
        assert file.headers["content-disposition"] == f'attachment; filename="{name}"'
    model = server.request("GET", f"/runs/{run}/artifacts/model.keras").content
    assert "model.weights.h5" in zipfile.ZipFile(BytesIO(model)).namelist()
    bundle = server.request("GET", f"/runs/{run}/artifacts/model.zip").content
    assert zipfile.ZipFile(BytesIO(bundle)).namelist() == ["model.keras", "preprocess.py"]
    script = server.data_dir / "runs" / run / "model.py"
    script.write_text("# as it was written when this run was trained\n" + script.read_text())
    kept = server.request("GET", f"/runs/{run}/artifacts/model.py")
    assert kept.text == script.read_text(), "it is kept with the run, and not written by the code of today"
    assert server.request("GET", f"/runs/{run}/artifacts/log.txt").status_code == 422
    assert run in [one["id"] for one in server.get("/runs")["runs"]]


def test_R96_all_files_of_a_run_are_one_archive(server: RunningServer, ended_run: str) -> None:
    run = ended_run
    answer = server.request("GET", f"/runs/{run}/archive")
    assert answer.headers["content-disposition"] == f'attachment; filename="run-{run[:8]}.zip"'
    archive = zipfile.ZipFile(BytesIO(answer.content))
    assert archive.testzip() is None
    assert {"document.json", "model.keras", "model.py", "events.jsonl", "spec.json"} <= set(
        archive.namelist()
    )
    boards = [
        name for name in archive.namelist() if name.startswith("tensorboard/train/events.out.tfevents.")
    ]
    assert len(boards) == 1
    model = server.request("GET", f"/runs/{run}/artifacts/model.keras").content
    assert archive.read("model.keras") == model
    assert json.loads(archive.read("document.json"))["training"]["epochs"] == 2
    assert server.request("GET", f"/runs/{uuid.uuid4()}/archive").status_code == 404


def test_R2_the_same_start_is_the_same_run_and_another_body_is_409(server: RunningServer) -> None:
    document = server.template("iris", epochs=1)
    body = {"id": str(uuid.uuid4()), "document": document}
    first, again = server.post("/runs", body), server.post("/runs", json.loads(json.dumps(body)))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"] == body["id"]
    document["training"]["epochs"] = 2
    other = server.post("/runs", {**body, "document": document})
    assert (other.status_code, other.json()["code"]) == (409, "run.differs")
    server.wait_run(str(body["id"]))
    later = server.post("/runs", {**body, "document": server.template("iris", epochs=1)})
    assert (later.status_code, later.json()["state"]) == (200, "completed")
    assert sum(one["id"] == body["id"] for one in server.get("/runs")["runs"]) == 1


def test_R2_starts_of_one_run_that_come_at_once_are_one_run(server: RunningServer) -> None:
    body = {"id": str(uuid.uuid4()), "document": server.template("iris", epochs=1)}
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda _: server.post("/runs", body), range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert {answer.json()["id"] for answer in answers} == {body["id"]}
    assert [run["id"] for run in server.get("/runs")["runs"]].count(body["id"]) == 1
    assert server.wait_run(str(body["id"]))["state"] == "completed"


def test_R3_a_model_with_errors_is_not_trained(server: RunningServer) -> None:
    document = server.template("iris")
    document["data"] = {"dataset": "iris", "inputs": {}, "targets": {}}
    before = server.get("/runs")["runs"]
    answer = server.post("/runs", {"document": document})
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "run.refused")
    codes = [problem["code"] for problem in said["where"]["problems"]]
    assert "data.unbound" in codes
    assert said["message"] == next(
        p["message"] for p in said["where"]["problems"] if p["severity"] == "error"
    )
    assert server.get("/runs")["runs"] == before


def test_R4_stopping_ends_a_run_and_stopping_again_changes_nothing(server: RunningServer) -> None:
    run = server.post("/runs", {"document": server.template("twin_digits", epochs=5000)}).json()["id"]
    server.trainer(run)
    asked = server.post(f"/runs/{run}/stop", {})
    assert (asked.status_code, asked.json()["state"]) == (200, "stopping")
    assert server.post(f"/runs/{run}/stop", {}).status_code == 200
    record = server.wait_run(run)
    assert record["state"] == "stopped"
    after = server.post(f"/runs/{run}/stop", {})
    assert (after.status_code, after.json()["state"]) == (200, "stopped")
    kinds = [event["type"] for event in server.get(f"/runs/{run}/events")["events"]]
    assert kinds.count("stopping") == 1
    assert kinds[-1] == "stopped"


def test_R5_runs_wait_their_turn_and_a_waiting_one_can_be_stopped(server: RunningServer) -> None:
    document = server.template("twin_digits", epochs=5000)
    first, second, third = (server.post("/runs", {"document": document}).json()["id"] for _ in range(3))
    positions = [server.get(f"/runs/{run}/events")["events"][0]["position"] for run in (first, second, third)]
    assert positions == [0, 1, 2]
    assert places(server) == {third: 2, second: 1, first: 0}
    assert server.post(f"/runs/{second}/stop", {}).json()["state"] == "stopped"
    assert places(server) == {third: 1, second: 0, first: 0}
    assert [e["type"] for e in server.get(f"/runs/{second}/events")["events"]] == ["queued", "stopped"]
    assert server.get(f"/runs/{third}")["state"] == "queued"
    server.post(f"/runs/{first}/stop", {})
    server.wait_run(first)
    server.trainer(third)
    server.post(f"/runs/{third}/stop", {})
    assert server.wait_run(third)["state"] == "stopped"


def places(server: RunningServer) -> dict[str, int]:
    """How many runs each of the last three waits for, newest first."""
    first = server.get("/runs?limit=2")
    second = server.get(f"/runs?limit=1&after={first['runs'][-1]['id']}")
    assert (len(first["runs"]), first["has_more"], len(second["runs"])) == (2, True, 1)
    return {run["id"]: run["queue_position"] for run in (*first["runs"], *second["runs"])}


def test_A70_a_page_after_a_run_that_never_was_is_not_found(server: RunningServer) -> None:
    unknown = server.request("GET", "/runs?after=0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    for wrong in ("limit=0", "limit=1001", "after=newest"):
        assert server.request("GET", f"/runs?{wrong}").status_code == 422


def test_C89_a_run_has_the_name_that_a_person_gives_it(server: RunningServer) -> None:
    run = server.post("/runs", {"document": server.template("twin_digits", epochs=5000)}).json()["id"]
    assert server.get(f"/runs/{run}")["label"] is None
    for given, kept in (
        ("  wide\n kernel ", "wide kernel"),
        ("더 넓은 커널", "더 넓은 커널"),
        ("x" * 120, "x" * 120),
    ):
        answer = server.request("PUT", f"/runs/{run}/label", json={"label": given})
        assert (answer.status_code, answer.json()["label"]) == (200, kept)
    long = server.request("PUT", f"/runs/{run}/label", json={"label": "x" * 121})
    assert (long.status_code, server.get(f"/runs/{run}")["label"]) == (422, "x" * 120)
    server.post(f"/runs/{run}/stop", {})
    assert server.wait_run(run)["label"] == "x" * 120
    assert next(each for each in server.get("/runs")["runs"] if each["id"] == run)["label"] == "x" * 120
    assert server.request("PUT", f"/runs/{run}/label", json={"label": " "}).json()["label"] is None
    assert server.get(f"/runs/{run}")["label"] is None
    nobody = server.request("PUT", f"/runs/{uuid.uuid4()}/label", json={"label": "x"})
    assert (nobody.status_code, nobody.json()["code"]) == (404, "not_found")


def test_R6_a_run_is_deleted_once_it_has_ended(server: RunningServer) -> None:
    run = server.post("/runs", {"document": server.template("twin_digits", epochs=5000)}).json()["id"]
    early = server.request("DELETE", f"/runs/{run}")
    assert (early.status_code, early.json()["code"]) == (409, "run.state")
    server.post(f"/runs/{run}/stop", {})
    server.wait_run(run)
    assert server.request("DELETE", f"/runs/{run}").status_code == 204
    assert server.request("GET", f"/runs/{run}").status_code == 404
    assert server.request("GET", f"/runs/{run}/events").status_code == 404
    assert (server.data_dir / "runs" / run).exists()
    assert server.request("DELETE", f"/bin/run/{run}").status_code == 204
    assert not (server.data_dir / "runs" / run).exists()
