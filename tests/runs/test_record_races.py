"""[R] Requests that fall together with the end of a run: its record is what its events say, and stays so.

The run service, the database, the fork server and the trainers are real. One thread is held at the moment that matters,
and the trainer is stopped (SIGSTOP) until the run may end.
"""

import asyncio
import signal
import sqlite3
import threading

import pytest
from sqlalchemy import event

from layerloom_schema.base import RunId
from layerloom_schema.runs.views import RunState
from support.processes.held_call import HeldCall, held
from support.processes.run_world import SECONDS, World, until, until_async

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def reached(call: HeldCall) -> None:
    """Somebody stands before it, and that is not the event loop."""
    await until(call.reached.is_set)
    assert call.thread != threading.get_ident()


async def test_R82_a_run_ends_while_a_stop_is_written(world: World) -> None:
    run = await world.start()
    with held("os.rename", lambda path: f"{run}/control." in path) as writing:
        stop = asyncio.create_task(world.service.stop(run))
        await reached(writing)
        await world.let_end(run)
        await until_async(lambda: world.record(run), lambda record: record.state is RunState.completed)
        writing.go_on()
        assert (await stop).state is RunState.completed
    await world.state_is(run, RunState.completed)


async def test_R82_a_stop_is_asked_for_while_the_end_is_read(world: World) -> None:
    run = await world.start()
    with held("open", lambda path: path.endswith(f"{run}/events.jsonl")) as reading:
        await reached(reading)
        await world.let_end(run)
        assert (await world.service.stop(run)).state is RunState.stopping
        assert (await world.service.pause(run, "pause")).state is RunState.stopping
        reading.go_on()
        await until_async(lambda: world.record(run), lambda record: record.state is RunState.completed)
    await world.state_is(run, RunState.completed)


async def test_R82_a_stop_is_asked_for_while_the_end_is_kept(world: World) -> None:
    run = await world.start()
    with sqlite3.connect(world.root / "x.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")  # whoever is to write waits
        await world.let_end(run)
        await until_async(lambda: world.record(run), lambda record: record.state is RunState.completed)
        answers = await asyncio.gather(
            world.service.stop(run), world.service.pause(run, "pause"), world.service.stop(run)
        )
        assert [answer.state for answer in answers] == [RunState.completed] * 3
        assert world.kept(run) != RunState.completed
        other.execute("ROLLBACK")
    await world.state_is(run, RunState.completed)
    assert not (world.root / "runs" / run / "control").exists()


async def test_R82_a_stopped_trainer_dies_while_its_stop_is_written(world: World) -> None:
    run = await world.start()
    with held("os.rename", lambda path: f"{run}/control." in path) as writing:
        stop = asyncio.create_task(world.service.stop(run))
        await reached(writing)
        world.signal(run, signal.SIGKILL)
        await until_async(lambda: world.record(run), lambda record: record.state is RunState.failed)
        writing.go_on()
        assert (await stop).state is RunState.failed
    await world.state_is(run, RunState.failed)


@pytest.mark.parametrize("question", ["read", "list", "stop"])
async def test_R82_a_run_ends_while_its_record_is_read(world: World, question: str) -> None:
    run = await world.start()
    has_read, go_on = threading.Event(), threading.Event()

    def hold(connection: object, cursor: object, statement: str, *_: object) -> None:
        if "FROM runs" in statement and not has_read.is_set():
            has_read.set()
            go_on.wait(SECONDS)

    event.listen(world.database.engine, "after_cursor_execute", hold)
    try:
        asked = asyncio.create_task(ask(world, question, run))
        await until(has_read.is_set)
        await world.let_end(run)
        await until(lambda: not world.is_looked_after(run))
        go_on.set()
        assert await asked is RunState.completed
    finally:
        go_on.set()
        event.remove(world.database.engine, "after_cursor_execute", hold)


async def ask(world: World, question: str, run: RunId) -> RunState:
    if question == "stop":
        return (await world.service.stop(run)).state
    if question == "read":
        return (await world.record(run)).state
    (record,) = (each for each in await world.listed() if each.id == run)
    return record.state
