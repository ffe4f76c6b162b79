"""[R] A full disk: training goes on, what is reported is kept, and the server answers and says so."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from layerloom.rundir.event_writer import EventLog
from layerloom.runtime.disk_reserve import Reserve, is_full
from layerloom_schema.base import RunId
from support.processes.server import RunningServer, is_alive, standing_still, wait_for
from support.processes.small_disk import SmallDisk, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of 24 MB."""
    with small_disk(tmp_path / "disk", 24) as made:
        yield made


@pytest.fixture(scope="module")
def disk_of_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    """The disk of the server."""
    with small_disk(tmp_path_factory.mktemp("disk") / "disk", 24) as made:
        yield made


@pytest.fixture(scope="module")
def one(disk_of_one: SmallDisk) -> Iterator[RunningServer]:
    """A server whose data lies on that disk. Tests leave as much room as they found."""
    running = RunningServer(disk_of_one.path / "data")
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


def start(server: RunningServer, epochs: int) -> str:
    document = server.template("twin_digits", epochs=epochs)
    return str(server.post("/runs", {"document": document}).json()["id"])


def events_of(server: RunningServer, run: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = server.get(f"/runs/{run}/events")["events"]
    return events


def epochs_of(server: RunningServer, run: str) -> list[int]:
    return [event["epoch"] for event in events_of(server, run) if event["type"] == "epoch_ended"]


def test_R60_a_run_whose_disk_fills_trains_on_and_keeps_its_epochs_and_its_model(
    one: RunningServer, disk_of_one: SmallDisk
) -> None:
    run = start(one, 20)
    trainer = one.trainer(run)
    wait_for(lambda: epochs_of(one, run))
    with standing_still(trainer):
        disk_of_one.fill()
        assert one.request("GET", f"/runs/{run}").status_code == 200
    wait_for(lambda: not is_alive(trainer), 120)
    disk_of_one.make_room()
    record = one.wait_run(run)
    assert (record["state"], "model.keras" in record["artifacts"]) == ("completed", True)
    events = events_of(one, run)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert epochs_of(one, run) == list(range(20))
    assert not (one.data_dir / "runs" / run / "reserve").exists()


def test_R61_a_run_that_a_full_disk_refused_leaves_nothing_behind(
    one: RunningServer, disk_of_one: SmallDisk
) -> None:
    document = one.template("iris", epochs=2)
    for _ in range(12):  # so that a row needs no new room: what is refused is the folder
        project = one.post("/projects", {"document": {"name": "x" * 400_000}}).json()["id"]
        one.request("DELETE", f"/projects/{project}")
    run = str(uuid4())
    disk_of_one.fill()
    refused = one.post("/runs", {"id": run, "document": document})
    assert (refused.status_code, refused.json()["code"]) == (507, "disk.full")
    assert one.request("GET", f"/runs/{run}").status_code == 404
    disk_of_one.make_room()
    assert one.post("/runs", {"id": run, "document": document}).status_code == 201
    assert one.wait_run(run)["state"] == "completed"


def test_R62_a_server_that_starts_on_a_full_disk_comes_up_and_says_so(
    one: RunningServer, disk_of_one: SmallDisk
) -> None:
    run = start(one, 5000)
    wait_for(lambda: epochs_of(one, run))
    trainer = one.trainer(run)
    one.stop()
    os.kill(trainer, 9)
    wait_for(lambda: not is_alive(trainer))
    disk_of_one.fill()
    one.restart()
    assert "disk is full" in "".join(one.output)
    disk_of_one.fill()  # what was held for the start is used up
    assert one.get(f"/runs/{run}")["state"] == "failed"
    assert one.post("/projects", {"document": {"name": "x" * 300_000}}).status_code == 507
    disk_of_one.make_room()
    wait_for(lambda: events_of(one, run)[-1]["type"] == "failed")
    wait_for(lambda: state_in_book(one, run) == "failed")


def state_in_book(server: RunningServer, run: str) -> str:
    with sqlite3.connect(server.data_dir / "layerloom.sqlite3") as book:
        (state,) = book.execute(
            "SELECT json_extract(record, '$.state') FROM runs WHERE id = ?", [run]
        ).fetchone()
    return str(state)


def test_R63_events_wait_in_memory_for_room_and_a_gap_is_left_where_they_are_too_many(
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layerloom.rundir.event_writer.MOST_WAITING", 4_000)
    log = EventLog(disk.path, RunId("r"), 1)
    log.write("queued")
    disk.fill()
    for epoch in range(1000):
        log.write("epoch_started", epoch=epoch)
        log.write("batch", epoch=epoch, batch=1, logs={})
    log.write("stopped", epochs=1000)
    assert not log.close(), "something is left"
    disk.make_room()
    log = EventLog(disk.path, RunId("r"), 1)
    assert log.last_seq < 1000
    log.close()


def test_R63_a_reserve_is_given_up_bit_by_bit(disk: SmallDisk) -> None:
    reserve = Reserve(disk.path / "reserve")
    reserve.hold(2**20)
    log = EventLog(disk.path, RunId("r"), 1, make_room=lambda: reserve.give(2**16))
    disk.fill()
    for epoch in range(3000):
        log.write("epoch_started", epoch=epoch)
    assert log.close(), "all of it found room"
    assert reserve.give()
    assert not reserve.give()
    with pytest.raises(OSError, match="No space left") as raised:
        reserve.hold(2**30)
    assert is_full(raised.value)
