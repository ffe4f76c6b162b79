"""[E] The log: whole lines only, and an unfinished one is waited for."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from layerloom.rundir.event_line import LogLine
from layerloom.runs.broadcast import BEHIND, RECENT, Hub, Listener
from layerloom.runs.event_log import Tail, append, events_after, read_log_end, tail_after
from layerloom_schema.base import RunId
from layerloom_schema.runs.events import EVENT, Batch, Completed, EpochStarted, Event, Gap

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RUN = RunId("r")


def read_all(path: Path) -> list[LogLine]:
    """Every whole line there is."""
    tail = Tail(path)
    lines: list[LogLine] = []
    while more := tail.read():
        lines += more
    return lines


def event(seq: int, last: bool = False) -> Event:
    if last:
        return Completed(run=RunId("r"), attempt=1, seq=seq, at=NOW, epochs=seq)
    return EpochStarted(run=RunId("r"), attempt=1, seq=seq, at=NOW, epoch=seq)


def line(seq: int) -> bytes:
    return EVENT.dump_json(event(seq)) + b"\n"


def test_E7_an_unfinished_line_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    tail = Tail(path)
    assert tail.read() == []
    path.write_bytes(line(1) + line(2)[:9])
    assert [one.event.seq for one in tail.read()] == [1]
    assert tail.read() == []
    with path.open("ab") as file:
        file.write(line(2)[9:])
    assert [one.event.seq for one in tail.read()] == [2]


def test_E7_a_log_larger_than_any_buffer_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"".join(line(seq) for seq in range(1, 9001)))
    assert [one.event.seq for one in read_all(path)] == list(range(1, 9001))


def test_E8_what_a_dead_writer_left_unfinished_is_taken_away_before_the_last_event(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + b'{"run":' + b"x" * 600_000)
    append(path, event(2))
    assert path.read_bytes() == line(1) + line(2)
    path.write_bytes(b"half")
    append(path, event(1))
    assert path.read_bytes() == line(1)


def test_E9_a_line_that_is_no_event_does_not_stop_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + b'{"type":"unheard"}\n\xff\n' + line(2))
    assert [one.event.seq for one in read_all(path)] == [1, 2]


def test_R75_numbers_that_are_missing_are_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + line(2)[:40] + b"\n" + line(3)[:-9] + line(4) + line(5))
    events = [one.event for one in read_all(path)]
    assert [(one.type, one.seq) for one in events] == [
        ("epoch_started", 1),
        ("gap", 4),
        ("epoch_started", 5),
    ]
    assert isinstance(events[1], Gap)
    assert events[1].first == 2
    assert (events[1].run, events[1].attempt) == ("r", 1)


def test_R75_a_damaged_number_hides_nothing_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + line(2) + line(93) + line(4) + line(4) + line(5) + line(1) + line(7) + b"\n\n")
    events = [one.event for one in read_all(path)]
    assert [(one.type, one.seq) for one in events] == [
        ("epoch_started", 1),
        ("epoch_started", 2),
        ("gap", 3),
        ("epoch_started", 4),
        ("epoch_started", 5),
        ("gap", 6),
        ("epoch_started", 7),
    ]
    assert read_log_end(path).seq == 7


def test_R75_what_cannot_be_read_at_all_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").mkdir()
    page = events_after(tmp_path / "events.jsonl", RUN, 0, 10, known=7)
    assert [(one.event.type, one.event.seq) for one in page.lines] == [("gap", 7)]


def test_R75_a_damaged_end_is_a_gap_up_to_the_number_that_is_known(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + line(2)[:-20])
    page = events_after(path, RUN, 0, 10, known=4)
    assert [(one.event.type, one.event.seq) for one in page.lines] == [("epoch_started", 1), ("gap", 4)]
    assert page.last_seq == 4
    assert events_after(path, RUN, 0, 10).last_seq == 1


def test_R75_a_whole_block_that_is_no_events_hides_nothing_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + (b"x" * 100 + b"\n") * 6000 + line(2) + b"\0" * 700_000 + b"\n" + line(3))
    assert [one.event.seq for one in read_all(path)] == [1, 2, 3]


@pytest.mark.parametrize("after", [0, 1, 4_999, 20_000, 39_999, 40_000, 50_000])
def test_R76_events_after_a_number_are_found_by_seeking(tmp_path: Path, after: int) -> None:
    path = tmp_path / "events.jsonl"
    lines = [line(seq) for seq in range(1, 40_001)]
    lines[20_000] = b"damaged\n"
    path.write_bytes(b"".join(lines))
    page = events_after(path, RUN, after, 5)
    first = list(range(after + 1, min(after + 5, 40_000) + 1))
    assert [one.event.seq for one in page.lines] == first
    assert page.last_seq == 40_000
    assert tail_after(path, after).offset <= sum(map(len, lines[:after]))


def test_R76_the_end_is_read_backwards(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) * 3000 + line(7) + b"no event\n" * 20_000 + b"half a li")
    end = read_log_end(path)
    assert (end.seq, end.last) == (20_007, event(7))
    assert end.size == path.stat().st_size - 9
    assert read_log_end(tmp_path / "nowhere").seq == 0


async def groups_of(listener: Listener) -> list[Event]:
    """All that a listener gets."""
    return [EVENT.validate_json(text) async for group in listener.groups() for text in group]


def hub_of(path: Path) -> Hub:
    """A hub that has read its log."""
    hub = Hub(RUN, path)
    hub.publish(read_all(path))
    return hub


async def test_E1_a_listener_that_reads_ahead_of_the_hub_sees_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1))
    hub = hub_of(path)
    task = asyncio.create_task(groups_of(Listener(hub, 0)))
    await asyncio.sleep(0.01)
    path.write_bytes(line(1) + line(2))  # written, and not yet seen by the hub
    late = asyncio.create_task(groups_of(Listener(hub, 2)))
    await asyncio.sleep(0.01)
    append(path, event(3, last=True))
    hub.publish(read_all(path))
    assert [one.seq for one in await asyncio.wait_for(task, 60)] == [1, 2, 3]
    assert [one.seq for one in await asyncio.wait_for(late, 60)] == [3]


async def test_R77_a_number_from_the_future_is_answered_with_the_log_from_its_start(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + line(2))
    hub = hub_of(path)
    listener = Listener(hub, 1_000_000).groups()
    first = await asyncio.wait_for(anext(listener), 60)
    assert [EVENT.validate_json(text).seq for text in first] == [1, 2]


async def test_R66_a_log_that_ended_without_its_last_event_ends_its_listeners(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + line(2) + line(3)[:-20])
    events = await asyncio.wait_for(groups_of(Listener(Hub(RUN, path, 3, ended=True), 0)), 60)
    assert [(one.type, one.seq) for one in events] == [
        ("epoch_started", 1),
        ("epoch_started", 2),
        ("gap", 3),
    ]
    assert await asyncio.wait_for(groups_of(Listener(Hub(RUN, path, 3, ended=True), 900)), 60) == []


def batch(seq: int) -> Event:
    return Batch(run=RUN, attempt=1, seq=seq, at=NOW, epoch=0, batch=seq, logs={"loss": 1.0})


async def test_R78_one_who_is_behind_gets_every_epoch_and_the_last_batch(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    hub = Hub(RUN, path)
    listener = Listener(hub, 0).groups()
    ask = asyncio.ensure_future(anext(listener))
    await asyncio.sleep(0.01)
    count = BEHIND + 300
    events = [event(seq) if seq % 3 == 0 else batch(seq) for seq in range(1, count)]
    hub.publish([LogLine(one, EVENT.dump_json(one).decode()) for one in events])
    got = [EVENT.validate_json(text) for text in await asyncio.wait_for(ask, 60)]
    assert [one.seq for one in got if one.type == "epoch_started"] == list(range(3, count, 3))
    assert [one.seq for one in got if one.type == "batch"] == [
        max(one.seq for one in events if one.type == "batch")
    ]


async def test_R78_the_memory_for_listeners_is_bounded_and_none_loses_an_epoch(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    hub, tail = Hub(RUN, path), Tail(path)
    slow = Listener(hub, 0).groups()
    ask = asyncio.ensure_future(anext(slow))
    await asyncio.sleep(0.01)
    seqs = range(1, 6 * RECENT)
    with path.open("ab") as file:
        for seq in seqs:
            file.write(line(seq))
            if seq % 100 == 0:
                file.flush()
                hub.publish(tail.read())
    append(path, event(6 * RECENT, last=True))
    hub.publish(tail.read())
    assert hub.after(0) is None, "what is old is in the file only"
    seen = [EVENT.validate_json(text).seq for text in await asyncio.wait_for(ask, 60)]
    seen += [EVENT.validate_json(text).seq async for group in slow for text in group]
    assert seen == [*seqs, 6 * RECENT]
