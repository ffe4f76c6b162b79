"""[R84] What Layerloom wrote before its protocol had a number is read, and a trainer of that time is obeyed.

`protocol_1/program.tar.xz` is the program of commit 8323a3c (the folders `backend/layerloom` and `shared_schema`, without
`openapi.json` and `api.d.ts`), and `protocol_1/data.tar.xz` a data folder that its server wrote: a project with four
runs, of which EarlyStopping ended one, one lost its loss, one was stopped and one was stopped in the queue. They are
files and not taken from Git, so that a clone without history can run the test.
"""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layerloom.rundir.control import read_command, write_command
from layerloom.rundir.event_line import read_line
from layerloom.runs.start_request import spec_text
from layerloom_schema.limits import Limits
from layerloom_schema.runs.views import PROTOCOL, RunRecord
from support.processes.server import RunningServer, is_alive, wait_for

FILES = Path(__file__).parent / "protocol_1"
ENDED_EARLY = "9b4875e6-8cf0-452a-b471-3c34eb3345fb"
DIVERGED = "0603ae4d-08f7-41e6-b644-0da9fc3e5541"
STOPPED = "0a88170c-b205-4f5b-8137-ba1864c7b6c0"
NEVER_STARTED = "2410f16a-2568-4e27-9eda-617a191ce208"
PROJECT = "c9621b30-d15d-49f7-b7d9-fd2d33b25941"


def unpack(name: str, folder: Path) -> Path:
    """The content of one of the two archives."""
    with tarfile.open(FILES / name) as archive:
        archive.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder as it was written. Only the server below changes it, by a migration."""
    return unpack("data.tar.xz", tmp_path_factory.mktemp("protocol_1") / "data")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> str:
    """`PYTHONPATH` of the program of that time."""
    folder = unpack("program.tar.xz", tmp_path_factory.mktemp("program"))
    return f"{folder / 'backend'}:{folder / 'shared_schema'}"


@pytest.mark.parametrize(
    ("run", "fields"),
    [
        (ENDED_EARLY, {"type": "completed", "epochs": 2, "stopped_by": "EarlyStopping"}),
        (DIVERGED, {"type": "diverged", "origin": "activation", "masked_by_relu": False, "epoch": 0}),
        (STOPPED, {"type": "stopped"}),
    ],
)
def test_R84_an_event_is_read_under_the_present_names_of_its_fields(
    data: Path, run: str, fields: dict[str, Any]
) -> None:
    raw = (data / "runs" / run / "events.jsonl").read_bytes().splitlines()
    lines = [read_line(line) for line in raw]
    found = [line for line in lines if line is not None]
    assert len(found) == len(raw)
    for line in found:
        assert line.event == (again.event if (again := read_line(line.text.encode())) else None)
    last = json.loads(found[-1].text)
    assert fields.items() <= last.items()
    assert last.keys() == type(found[-1].event).model_fields.keys()


def test_R84_a_name_that_no_event_ever_had_is_damage(data: Path) -> None:
    line = (data / "runs" / DIVERGED / "events.jsonl").read_bytes().splitlines()[-1]
    assert read_line(line.replace(b'"born"', b'"begun"')) is None


@pytest.mark.parametrize(
    ("spec", "written"),
    [
        ('{"run":"r"}', {"want": "go"}),
        ('{"protocol":1,"run":"r"}', {"want": "go"}),
        (f'{{"protocol":{PROTOCOL},"run":"r"}}', {"command": "unpause"}),
        ("{", {"command": "unpause"}),
    ],
)
def test_R84_a_command_is_written_in_the_protocol_of_the_spec(
    tmp_path: Path, spec: str, written: dict[str, str]
) -> None:
    (tmp_path / "spec.json").write_text(spec)
    write_command(tmp_path, "unpause")
    assert json.loads((tmp_path / "control").read_text()) == written
    assert read_command(tmp_path) == "unpause"


def test_R84_a_new_run_has_the_present_protocol(data: Path) -> None:
    record = RunRecord.model_validate(
        {
            **{"id": "r", "state": "queued", "attempt": 1, "name": "n", "project": None, "dataset": "iris"},
            **{"epochs": 1, "seed": 0, "epochs_done": 0, "last_seq": 0, "created_at": "2026-01-01T00:00:00Z"},
        }
    )
    assert json.loads(spec_text(record, "{}", Limits()))["protocol"] == PROTOCOL
    assert "protocol" not in json.loads((data / "runs" / STOPPED / "spec.json").read_text())


@pytest.fixture
def upgraded(data: Path, program: str) -> Iterator[tuple[RunningServer, str, str]]:
    """The present server on that data folder, a run that a trainer of that time trains, and one that is queued."""
    running = RunningServer(data, PYTHONPATH=program)
    try:
        running.wait_warm()
        document = running.get(f"/runs/{STOPPED}")["document"]
        document["training"]["epochs"] = 1_000_000
        run = str(running.post("/runs", {"document": document, "project": PROJECT}).json()["id"])
        document["training"]["epochs"] = 2
        queued = running.post("/runs", {"document": document, "project": PROJECT}).json()
        assert queued["ahead"] == 1
        wait_for(lambda: "epoch_ended" in kinds_of(running, run))
        running.kill()
        del running.environment["PYTHONPATH"]
        running.restart()
        yield running, run, str(queued["id"])
    finally:
        running.close()


def kinds_of(server: RunningServer, run: str) -> list[str]:
    return [event["type"] for event in server.get(f"/runs/{run}/events")["events"]]


def test_R84_a_run_and_a_data_folder_go_on_after_an_upgrade(upgraded: tuple[RunningServer, str, str]) -> None:
    server, run, queued = upgraded
    trainer = server.trainer(run)
    assert is_alive(trainer)
    assert server.get(f"/runs/{queued}")["queue_position"] == 1
    command = server.data_dir / "runs" / run / "control"

    assert server.post(f"/runs/{run}/pause", {}).json()["pause_wanted"]
    wait_for(lambda: server.get(f"/runs/{run}")["state"] == "paused")
    assert json.loads(command.read_text()) == {"want": "pause"}
    server.post(f"/runs/{run}/unpause", {})
    wait_for(lambda: kinds_of(server, run)[-1] != "paused")
    server.post(f"/runs/{run}/stop", {})
    record = server.wait_run(run)
    assert (record["state"], "model.keras" in record["artifacts"]) == ("stopped", True)
    events = all_events(server, run)
    assert [event["seq"] for event in events] == list(range(1, record["last_seq"] + 1))
    assert {"paused", "resumed", "stopping", "stopped"} <= {event["type"] for event in events}
    assert sum(event["type"] == "epoch_ended" for event in events) == record["epochs_done"]
    assert (
        server.wait_run(queued)["state"] == "completed"
    )  # by a trainer of the present, with a spec of that time

    for old, epochs, state in (
        (ENDED_EARLY, 2, "completed"),
        (DIVERGED, 1, "diverged"),
        (STOPPED, None, "stopped"),
    ):
        record = server.get(f"/runs/{old}")
        losses = [
            event["logs"]["loss"] for event in all_events(server, old) if event["type"] == "epoch_ended"
        ]
        assert record["state"] == state
        assert len(losses) == (epochs or record["epochs_done"])
        assert losses[-1] == record["logs"]["loss"]
    assert all_events(server, ENDED_EARLY)[-1]["stopped_by"] == "EarlyStopping"
    assert all_events(server, DIVERGED)[-1]["origin"] == "activation"
    assert kinds_of(server, NEVER_STARTED)[-1] == "stopped"
    listed = {record["id"] for record in server.get(f"/runs?project={PROJECT}")["runs"]}
    assert listed == {ENDED_EARLY, DIVERGED, STOPPED, NEVER_STARTED, run, queued}

    project = server.get(f"/projects/{PROJECT}")
    report = server.post("/check", project["document"]).json()
    assert [problem for problem in report["problems"] if problem["severity"] == "error"] == []


def all_events(server: RunningServer, run: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        after = found[-1]["seq"] if found else 0
        page = server.get(f"/runs/{run}/events?after={after}")
        found += page["events"]
        if not page["events"] or found[-1]["seq"] >= page["last_seq"]:
            return found
