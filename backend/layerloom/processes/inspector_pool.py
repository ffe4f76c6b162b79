"""A pool of inspectors: forked processes with Keras imported and limited memory, each answering one request at a time."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import structlog

from layerloom.processes.fork_client import ForkServerClient, ForkServerUnavailable
from layerloom.processes.framing import Frame
from layerloom.processes.process_handle import ProcessHandle
from layerloom.processes.worker_connection import WorkerAnswer, WorkerConnection
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Problem
from layerloom_schema.limits import Limits

_LOG = structlog.get_logger("layerloom.processes")
_PERMANENT = 2
"""Permanent inspectors, each with its own cache."""
_MAX_EXTRA = 4
"""Extra inspectors, forked while the permanent ones are busy for long, and ended after one request."""
_WAIT_SECONDS = 0.5
"""How long a request waits for a permanent inspector. Most take milliseconds, and find a warm cache there."""
_ATTEMPTS = 2


class InspectorError(Exception):
    """No inspector could answer; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class InspectorUnavailable(InspectorError):
    """Keras is still being imported, or two inspectors crashed on this request."""


class InspectorTimeout(InspectorError):
    """The request took longer than the limit."""


class _Inspector(NamedTuple):
    """One inspector process and the socket to it."""

    connection: WorkerConnection
    process: ProcessHandle

    def end(self) -> None:
        self.process.kill()
        self.connection.close()


class InspectorPool:
    """Two permanent inspectors, the last used first, and up to four more while both are slow."""

    def __init__(
        self,
        fork_server: ForkServerClient,
        limits: Limits,
        warm_up: float,
        runs: Path | None = None,
        datasets: Path | None = None,
    ) -> None:
        self._fork_server = fork_server
        self._limits = limits
        self._runs = runs
        self._datasets = datasets
        self._warm_up = warm_up
        self._free: list[_Inspector | None] = [None] * _PERMANENT
        self._permanent_slots = asyncio.Semaphore(_PERMANENT)
        self._extra_slots = asyncio.Semaphore(_MAX_EXTRA)
        self._started: dict[int, float] = {}
        """Start times of the requests of permanent inspectors, by the event loop's clock."""
        self._busy: set[_Inspector] = set()

    @property
    def pids(self) -> list[int]:
        """The pids of the current inspectors."""
        return [one.process.pid for one in (*self._free, *self._busy) if one is not None]

    async def ask(
        self,
        op: str,
        values: Mapping[str, Json] | None = None,
        body: bytes = b"",
        gone: Callable[[], Awaitable[bool]] | None = None,
    ) -> WorkerAnswer:
        """The answer of an inspector. If it dies, a new one is asked once more.

        Args:
            op: The name of the operation.
            values: Further members of the request's head.
            body: The request's body.
            gone: Whether the client has left; asked before the work starts, and answered with status 499.

        Raises:
            InspectorUnavailable: If there is no inspector, or two of them crashed.
            InspectorTimeout: If the request took longer than the limit.
        """
        if not await self._fork_server.ready(self._warm_up):
            raise _still_loading()
        request = Frame({"op": op, **(values or {})}, body)
        permanent = await self._acquire()
        try:
            if gone is not None and await gone():
                return WorkerAnswer(499, b"")
            if permanent:
                self._started[id(request)] = asyncio.get_running_loop().time()
            return await self._ask_with_retry(request, permanent)
        finally:
            self._started.pop(id(request), None)
            (self._permanent_slots if permanent else self._extra_slots).release()

    async def _acquire(self) -> bool:
        """Wait for a free inspector: true for a permanent one, false for an extra one, used only while those are slow."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_WAIT_SECONDS):
                    return await self._permanent_slots.acquire()
            if self._all_slow() and not self._extra_slots.locked():
                await self._extra_slots.acquire()
                return False

    def _all_slow(self) -> bool:
        """Whether every permanent inspector has worked on one request for long. Otherwise one is free soon."""
        now = asyncio.get_running_loop().time()
        return len(self._started) == _PERMANENT and all(
            now - started > _WAIT_SECONDS for started in self._started.values()
        )

    async def _ask_with_retry(self, request: Frame, permanent: bool) -> WorkerAnswer:
        """Ask a free inspector. One that does not answer is killed, so that no later request gets its old answer."""
        inspector = self._free.pop() if permanent else None
        failure = _crashed()
        try:
            for _ in range(_ATTEMPTS):
                try:
                    if inspector is None or not inspector.process.alive:
                        inspector = await self._replace(inspector)
                    return await self._ask_one(inspector, request)
                except ForkServerUnavailable:
                    inspector, failure = None, _still_loading()
                    await self._fork_server.ready(self._warm_up)
                except (OSError, EOFError, ValueError):
                    _LOG.warning("an inspector died over a request", op=request.head["op"])
                    _end(inspector)
                    inspector, failure = None, _crashed()
                except BaseException:
                    _end(inspector)
                    inspector = None
                    raise
            raise failure
        finally:
            if permanent:
                self._free.append(inspector)
            else:
                _end(inspector)

    async def _ask_one(self, inspector: _Inspector, request: Frame) -> WorkerAnswer:
        seconds = self._limits.inspector_seconds
        self._busy.add(inspector)
        try:
            async with asyncio.timeout(seconds):
                return await inspector.connection.ask(request)
        except TimeoutError as error:
            raise _timed_out(seconds) from error
        finally:
            self._busy.discard(inspector)

    async def _replace(self, old: _Inspector | None) -> _Inspector:
        if old is not None:
            old.end()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid = await self._fork_server.fork_inspector(theirs, self._limits, self._runs, self._datasets)
                process = ProcessHandle(pid)
            except ProcessLookupError as error:
                ours.close()
                raise ForkServerUnavailable from error
            except BaseException:
                ours.close()
                raise
        return _Inspector(await WorkerConnection.open(ours), process)

    async def close(self) -> None:
        """Kill all inspectors."""
        for inspector in (*self._free, *self._busy):
            if inspector is not None:
                with contextlib.suppress(OSError):
                    inspector.end()


def _end(inspector: _Inspector | None) -> None:
    if inspector is not None:
        inspector.end()


def _still_loading() -> InspectorUnavailable:
    return InspectorUnavailable(Problem(code=Code.check_unavailable, variant="loading"))


def _crashed() -> InspectorUnavailable:
    return InspectorUnavailable(Problem(code=Code.check_unavailable, variant="crashed"))


def _timed_out(seconds: float) -> InspectorTimeout:
    return InspectorTimeout(
        Problem(code=Code.model_build_timeout, variant="whole", params={"seconds": seconds})
    )
