"""A run service in the process of a test, with a real database, real trainers and a real fork server."""

import asyncio
import json
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

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
from support.processes.server import is_alive

SECONDS = 60.0
"""After which what a test waits for does not come any more."""
AT_ONCE = 2
_EPOCHS = 300


@dataclass
class World:
    """What keeps runs, in this process."""

    root: Path
    database: Database
    executor: LocalExecutor
    service: RunService

    async def start(self) -> RunId:
        """A run that has trained some epochs, and whose trainer stands still."""
        request = request_of(_EPOCHS)
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

    async def restart(self) -> None:
        """Another service on the same folder, as the next server process has it."""
        await self.service.close()
        self.service = service_of(self.root, self.database, self.executor)
        await self.service.open()


def request_of(epochs: int, **fields: Any) -> StartRequest:
    """A request to train iris, with other fields of its own."""
    (iris,) = (template for template in templates() if template.name == "iris")
    value: Any = json.loads(strict_json.dumps(iris.document))
    value["training"]["epochs"] = epochs
    request = StartRequest(RunId(str(uuid4())), None, read_document(value), strict_json.dumps(value), "")
    return replace(request, **fields)


def service_of(root: Path, database: Database, executor: LocalExecutor) -> RunService:
    return RunService(
        repository=database.runs,
        executor=executor,
        folder=root / "runs",
        at_once=AT_ONCE,
        stop_seconds=SECONDS,
        limits=Limits(),
    )


@asynccontextmanager
async def run_world(root: Path) -> AsyncIterator[World]:
    """A service of runs for as long as it is needed; runs that go on at its end are the caller's matter."""
    (root / "logs").mkdir()
    database = Database(f"sqlite:///{root / 'x.sqlite3'}")
    database.open()
    fork_server = ForkServerClient(root / "logs")
    fork_server.start()
    executor = LocalExecutor(fork_server, SECONDS, Limits().stalled_seconds)
    world = World(root, database, executor, service_of(root, database, executor))
    await world.service.open()
    yield world
    await world.service.close()
    await fork_server.close()
    database.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not condition():
            await asyncio.sleep(0.01)


async def until_async(ask: Callable[[], Any], fits: Callable[[Any], bool]) -> Any:
    """Wait for an answer that fits, and return it."""
    async with asyncio.timeout(SECONDS):
        while not fits(answer := await ask()):
            await asyncio.sleep(0.01)
    return answer
