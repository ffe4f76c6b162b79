"""Processes that read people's files with Polars and Pillow: two answer questions, each import has one of its own.

A file may be hostile or huge, so they have limits of memory and time, are killed beyond them, and the next request gets
a new one. They hold no state.
"""

import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import structlog

from layerloom.processes.framing import Frame
from layerloom.processes.memory_watch import memory_watched
from layerloom.processes.worker_connection import WorkerAnswer, WorkerConnection
from layerloom.processes.worker_environment import worker_environment
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits

_LOG = structlog.get_logger("layerloom.processes")
_MODULE = "layerloom.workers.data_worker"
_IDLE_SECONDS = 300.0
"""After so long without a question its process ends, which releases some 150 MB."""
_DIED = "worker_died"
Report = Callable[[Mapping[str, Json]], None]
"""Called with each report of the progress of an import."""


class _Worker(NamedTuple):
    connection: WorkerConnection
    process: asyncio.subprocess.Process

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    async def end(self) -> None:
        self.connection.close()
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


class _Queue:
    """Questions that take turns, and the process that answers them while there are any."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def ask(
        self, start: Callable[[], Awaitable[_Worker]], ask: Callable[[_Worker], Awaitable[WorkerAnswer]]
    ) -> WorkerAnswer:
        """The answer to a question, after those before it. A worker that fails is ended.

        One that was idle may have died since: then the question goes to a new one.
        """
        async with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            try:
                if self._worker is not None and self._worker.alive:
                    try:
                        return await self._ask(self._worker, ask)
                    except Refused as refused:
                        if refused.body.variant != _DIED:
                            raise
                self._worker = await start()
                return await self._ask(self._worker, ask)
            finally:
                self._idle = asyncio.get_running_loop().call_later(_IDLE_SECONDS, self._rest)

    async def _ask(self, worker: _Worker, ask: Callable[[_Worker], Awaitable[WorkerAnswer]]) -> WorkerAnswer:
        try:
            return await ask(worker)
        except BaseException:
            self._worker = None
            await worker.end()
            raise

    async def close(self) -> None:
        """End the process."""
        if self._idle is not None:
            self._idle.cancel()
        if self._worker is not None:
            await self._worker.end()

    def _rest(self) -> None:
        if self._worker is not None and not self._turn.locked():
            self._worker.connection.close()  # it ends by itself


class DataWorkers:
    """Starts data workers on demand. Questions take turns; those that read all rows, and imports, run beside them."""

    def __init__(self, folder: Path, logs: Path, limits: Limits) -> None:
        """`folder` holds the data sets, `logs` the log of the workers."""
        self._folder = folder
        self._logs = logs
        self._limits = limits
        self._short, self._long = _Queue(), _Queue()
        self._importing: set[_Worker] = set()

    async def ask(self, op: str, values: Mapping[str, Json], *, long: bool = False) -> WorkerAnswer:
        """The answer to a question. Raises `Refused` where the worker breaks a limit or breaks down.

        A `long` one reads all rows of a data set: it may take minutes, and others do not wait for it.
        """
        queue = self._long if long else self._short
        return await queue.ask(self._start, lambda worker: self._ask(worker, Frame({"op": op, **values})))

    async def run(self, op: str, values: Mapping[str, Json], report: Report) -> WorkerAnswer:
        """The answer to a long task, by a process of its own. Raises as `ask`; cancelling it kills the process."""
        worker = await self._start()
        self._importing.add(worker)
        try:
            return await self._ask(worker, Frame({"op": op, **values}), report)
        finally:
            self._importing.discard(worker)
            await worker.end()

    async def close(self) -> None:
        """End all workers."""
        for queue in (self._short, self._long):
            await queue.close()
        for worker in list(self._importing):
            await worker.end()

    async def _ask(self, worker: _Worker, request: Frame, report: Report | None = None) -> WorkerAnswer:
        deadline = asyncio.timeout(self._limits.data_seconds)

        def on_progress(head: Mapping[str, Json]) -> None:
            deadline.reschedule(asyncio.get_running_loop().time() + self._limits.data_seconds)
            if report is not None:
                report(head)

        try:
            async with deadline, self._memory_watched(worker.process):
                return await worker.connection.ask(request, on_progress)
        except TimeoutError as error:
            raise _over_limit("worker_seconds", self._limits.data_seconds) from error
        except (OSError, EOFError, ValueError) as error:
            _LOG.warning("a data worker died", op=request.head["op"], status=worker.process.returncode)
            raise Refused(422, ErrorCode.data_unreadable, variant=_DIED) from error

    def _memory_watched(
        self, process: asyncio.subprocess.Process
    ) -> contextlib.AbstractAsyncContextManager[None]:
        limit = self._limits.data_bytes
        return memory_watched(process.pid, process.kill, limit, _over_limit("worker_bytes", limit))

    async def _start(self) -> _Worker:
        ours, theirs = socket.socketpair()
        log = os.open(self._logs / "workers.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", "-m", _MODULE, str(theirs.fileno()), str(self._folder)),
                    pass_fds=[theirs.fileno()],
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    env=worker_environment(),
                    cwd=self._logs,
                    start_new_session=True,
                )
        except OSError as error:
            ours.close()
            raise Refused(503, ErrorCode.unavailable, variant="no_process") from error
        finally:
            os.close(log)
        return _Worker(await WorkerConnection.open(ours), process)


def _over_limit(variant: str, limit: float) -> Refused:
    params: dict[str, Json] = {"limit": limit}
    return Refused(422, ErrorCode.data_unreadable, variant=variant, params=params, limit=limit)
