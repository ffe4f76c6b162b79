"""[E] The log: whole lines only, and an unfinished one is waited for."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from layerloom.runs.hub import QUEUE, Hub, Listener
from layerloom.runs.log import Tail, append, read_all
from layerloom_schema.base import RunId
from layerloom_schema.events import EVENT, Completed, EpochStarted, Event

NOW = datetime(2026, 1, 1, tzinfo=UTC)


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


async def test_E3_only_the_one_that_does_not_take_its_events_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.touch()
    hub = Hub(Tail(path))
    slow, quick = (Listener(hub, Tail(path), 0) for _ in range(2))
    taken: list[str] = []

    async def take() -> None:
        async for text in quick:
            taken.append(text)  # noqa: PERF401 (it must be there as it comes)

    idle = slow.__aiter__()
    waiting = asyncio.ensure_future(anext(idle))
    task = asyncio.create_task(take())
    await asyncio.sleep(0.01)
    for seq in range(1, 3 * QUEUE):
        append(path, event(seq))
        hub.publish(hub.tail.read())
        await asyncio.sleep(0)
    await waiting
    assert slow.dropped.is_set()
    append(path, event(3 * QUEUE, last=True))
    hub.publish(hub.tail.read())
    await asyncio.wait_for(task, 5)
    assert not quick.dropped.is_set()
    assert len(taken) == 3 * QUEUE


async def test_E1_a_listener_that_reads_ahead_of_the_hub_sees_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1))
    hub = Hub(Tail(path))
    hub.publish(hub.tail.read())
    listener = Listener(hub, Tail(path), 0)
    path.write_bytes(line(1) + line(2))  # written, and not yet seen by the hub
    texts: list[str] = []

    async def take() -> None:
        async for text in listener:
            texts.append(text)  # noqa: PERF401 (it must be there as it comes)

    task = asyncio.create_task(take())
    await asyncio.sleep(0.01)
    append(path, event(3, last=True))
    hub.publish(hub.tail.read())
    await asyncio.wait_for(task, 5)
    assert [EVENT.validate_json(text).seq for text in texts] == [1, 2, 3]
