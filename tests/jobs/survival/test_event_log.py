"""[T13] The trainer's end of the event log."""

import json
import os
from pathlib import Path

import pytest

from layerloom.rundir.event_writer import EventLog
from layerloom_schema.base import RunId
from layerloom_schema.runs.events import EVENT, Event

RUN = RunId("0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11")


def written(folder: Path) -> list[Event]:
    return [EVENT.validate_json(line) for line in (folder / "events.jsonl").read_bytes().splitlines()]


def test_T13_an_event_is_one_line_in_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[bytes] = []
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, line: writes.append(line) or write(file, line))
    log = EventLog(tmp_path, RUN, 1)
    log.write("queued")
    log.write("batch", epoch=0, batch=3, logs={"loss": 0.1, "lost": None})
    log.close()
    assert len(writes) == 2
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in writes)
    assert [event.seq for event in written(tmp_path)] == [1, 2]


def test_T13_numbers_go_on_where_another_writer_ended(tmp_path: Path) -> None:
    first = EventLog(tmp_path, RUN, 1)
    first.write("queued")
    first.close()
    second = EventLog(tmp_path, RUN, 1)
    second.write("started", pid=1)
    second.close()
    assert [(event.seq, event.type) for event in written(tmp_path)] == [(1, "queued"), (2, "started")]


def test_T13_half_a_line_is_cut_off(tmp_path: Path) -> None:
    first = EventLog(tmp_path, RUN, 1)
    first.write("queued")
    first.close()
    with (tmp_path / "events.jsonl").open("ab") as file:
        file.write(b'{"type":"started","pid"')
    second = EventLog(tmp_path, RUN, 2)
    second.write("started", pid=1)
    second.close()
    assert [(event.seq, event.attempt) for event in written(tmp_path)] == [(1, 1), (2, 2)]


def test_T13_a_full_disk_holds_the_lines_in_order_and_lets_batches_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = EventLog(tmp_path, RUN, 1)
    log.write("queued")
    write = os.write
    room = 40

    def full(file: int, line: bytes) -> int:
        nonlocal room
        if room == 0:
            raise OSError(28, "No space left on device")
        part, room = line[:room], max(0, room - len(line))
        return write(file, part)

    monkeypatch.setattr(os, "write", full)
    log.write("started", pid=1)
    log.write("epoch_started", epoch=0)
    log.write("batch", epoch=0, batch=1, logs={})
    assert not (tmp_path / "events.jsonl").read_bytes().endswith(b"\n")
    monkeypatch.setattr(os, "write", write)
    log.write("stopping")
    log.close()
    assert [event.type for event in written(tmp_path)] == ["queued", "started", "epoch_started", "stopping"]
    assert [event.seq for event in written(tmp_path)] == [1, 2, 3, 4]


def test_R80_what_cannot_be_reported_ends_nothing(tmp_path: Path) -> None:
    reported: list[str] = []

    def listen(event: Event) -> None:
        reported.append(event.type)
        raise BrokenPipeError

    log = EventLog(tmp_path, RUN, 1, [listen])
    log.write("queued")
    log.write("epoch_ended", epoch=0, logs={"loss": float("nan")}, seconds=1.0)
    log.write("batch", epoch=0)
    log.write("epoch_started", epoch=0)
    log.close()
    lines = (tmp_path / "events.jsonl").read_text().splitlines()
    assert [(each["type"], each["seq"]) for each in map(json.loads, lines)] == [
        ("queued", 1),
        ("epoch_started", 2),
    ]
    assert reported == ["queued"]
