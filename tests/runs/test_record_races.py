"""[R] Requests that fall together with the end of a run: its record is what its events say, and stays so.

The run service, the database, the fork server and the trainers are real. One thread is held at the moment that matters,
and the trainer is stopped (SIGSTOP) until the run may end.
"""

import asyncio
import json
import os
import signal
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from sqlalchemy import event

from layerloom.processes.fork_client import ForkServerClient
from layerloom.runs.executors.local_executor import LocalExecutor
from layerloom.runs.service import RunService
from layerloom.runs.start_request import StartRequest
from layerloom.store.database import Database
from layerloom.templates import templates
from layerloom_schema import strict_json
from layerloom_schema.base import RunId
from layerloom_schema.documents.document import read_document
from layerloom_schema.limits import Limits
from layerloom_schema.runs.views import RunRecord, RunState
from support.held_call import HeldCall, held
from support.server import is_alive

pytestmark = pytest.mark.asyncio(loop_scope="module")
EPOCHS = 300
SECONDS = 60.0
"""After which what a test waits for does not come any more."""


@dataclass
class World:
    """What keeps runs, in this process."""

    root: Path
    database: Database
    service: RunService

    async def start(self) -> RunId:
        """A run that has trained some epochs, and whose trainer stands still."""
        (iris,) = (template for template in templates() if template.name == "iris")
        value: Any = json.loads(strict_json.dumps(iris.document))
        value["training"]["epochs"] = EPOCHS
        request = StartRequest(RunId(str(uuid4())), None, read_document(value), strict_json.dumps(value), "")
        await self.service.start(request)
        await until(lambda: self.trained(request.id))
        self.signal(request.id, signal.SIGSTOP)
        assert not self.has_ended(request.id), "it needs more epochs"
        return request.id

    def log(self, run: RunId) -> str:
        return (self.root / "runs" / run / "events.jsonl").read_text()

    def trained(self, run: RunId) -> bool:
        return "epoch_ended" in self.log(run)

    def has_ended(self, run: RunId) -> bool:
        return '"completed"' in self.log(run)

    def trainer(self, run: RunId) -> int:
        return int(json.loads((self.root / "runs" / run / "lock").read_text())["pid"])

    def signal(self, run: RunId, number: signal.Signals) -> None:
        os.kill(self.trainer(run), number)

    async def let_end(self, run: RunId) -> None:
        """The run ends by itself, and its trainer is gone."""
        trainer = self.trainer(run)
        self.signal(run, signal.SIGCONT)
        await until(lambda: self.has_ended(run) and not is_alive(trainer))

    async def record(self, run: RunId) -> RunRecord:
        record, _ = await self.service.read(run)
        return record

    async def listed(self) -> list[RunRecord]:
        return (await self.service.page(None, None, 200)).runs

    async def state_is(self, run: RunId, state: RunState) -> None:
        """The state, once it is known, everywhere and for good: while the run is looked after, and in the book."""
        await until_async(lambda: self.record(run), lambda record: record.state is state)
        await until(lambda: self.kept(run) == state)
        await until(lambda: not self.is_looked_after(run))
        assert (await self.record(run)).state is state
        assert [each.state for each in await self.listed() if each.id == run] == [state]

    def is_looked_after(self, run: RunId) -> bool:
        return self.service._scheduler.get(run) is not None

    def kept(self, run: RunId) -> str:
        with sqlite3.connect(self.root / "x.sqlite3") as book:
            found = book.execute("SELECT record FROM runs WHERE id = ?", [run]).fetchone()
        return str(json.loads(found[0])["state"])


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    root = tmp_path_factory.mktemp("races")
    (root / "logs").mkdir()
    database = Database(f"sqlite:///{root / 'x.sqlite3'}")
    database.open()
    forkserver = ForkServerClient(root / "logs")
    forkserver.start()
    service = RunService(
        repository=database.runs,
        executor=LocalExecutor(forkserver, SECONDS, Limits().stalled_seconds),
        folder=root / "runs",
        at_once=2,
        stop_seconds=SECONDS,
        limits=Limits(),
    )
    await service.open()
    yield World(root, database, service)
    await service.close()
    await forkserver.close()
    database.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.01)


async def until_async(ask: Callable[[], Any], fits: Callable[[Any], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not fits(await ask()):
            await asyncio.sleep(0.01)


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
