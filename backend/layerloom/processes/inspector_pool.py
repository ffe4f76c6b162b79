"""Inspectors: warm, limited, replaceable processes that know Keras, asked one thing at a time."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from layerloom.processes.fork_client import ForkServerClient, ForkServerUnavailable
from layerloom.processes.framing import Frame, encode_frame, receive_frame
from layerloom.processes.process_handle import ProcessHandle
from layerloom_schema.base import Json
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Code, Problem

_LOG = structlog.get_logger("layerloom.processes")
_BUFFER = 1024 * 1024
_PERMANENT = 2
"""Inspectors that stay, each with its cache: one for who asks, one more while that is busy."""
_MAX_EXTRA = 4
"""Inspectors that are made while those are busy for long, and ended when nobody waits any more."""
_WAIT_SECONDS = 0.5
"""Seconds that a question waits for one of the first two. Most take milliseconds, and find a warm cache there."""
_ATTEMPTS = 2


@dataclass(frozen=True)
class InspectorAnswer:
    """An HTTP status and a body, JSON unless the question was for a file."""

    status: int
    body: bytes = field(repr=False)


class InspectorError(Exception):
    """No inspector could say; `problem` tells a person why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class InspectorUnavailable(InspectorError):
    """Keras is still being loaded, or the inspector broke on this document, twice."""


class InspectorTimeout(InspectorError):
    """The document took longer than the limit."""


class _Inspector:
    """One process and the socket to it."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, process: ProcessHandle
    ) -> None:
        self._reader = reader
        self._writer = writer
        self.process = process

    async def ask(self, question: Frame) -> InspectorAnswer:
        self._writer.write(encode_frame(question))
        await self._writer.drain()
        answer = await receive_frame(self._reader)
        return InspectorAnswer(int(str(answer.head["status"])), answer.body)

    def end(self) -> None:
        self.process.kill()
        self.process.close()
        self._writer.close()


class InspectorPool:
    """Two that stay, the one used last first; a few more while both are slow, so that no check waits for another."""

    def __init__(
        self, fork_server: ForkServerClient, limits: Limits, warm_up: float, runs: Path | None = None
    ) -> None:
        self._fork_server = fork_server
        self._limits = limits
        self._runs = runs
        self._warm_up = warm_up
        self._free: list[_Inspector | None] = [None] * _PERMANENT
        self._places = asyncio.Semaphore(_PERMANENT)
        self._further = asyncio.Semaphore(_MAX_EXTRA)
        self._begun: dict[int, float] = {}
        """When the questions began that those who stay work at, by the clock of the loop."""
        self._busy: set[_Inspector] = set()

    @property
    def pids(self) -> list[int]:
        """The processes as they are now."""
        return [one.process.pid for one in (*self._free, *self._busy) if one is not None]

    async def ask(
        self,
        op: str,
        values: Mapping[str, Json] | None = None,
        body: bytes = b"",
        gone: Callable[[], Awaitable[bool]] | None = None,
    ) -> InspectorAnswer:
        """The answer of an inspector. When one dies over a question, a fresh one is asked once more.

        `gone` is looked at before the work begins: who has left is not worked for. Raises `InspectorUnavailable` and
        `InspectorTimeout`.
        """
        if not await self._fork_server.ready(self._warm_up):
            raise _still_loading()
        question = Frame({"op": op, **(values or {})}, body)
        stays = await self._place()
        try:
            if gone is not None and await gone():
                return InspectorAnswer(499, b"")
            if stays:
                self._begun[id(question)] = asyncio.get_running_loop().time()
            return await self._ask_some(question, stays)
        finally:
            self._begun.pop(id(question), None)
            (self._places if stays else self._further).release()

    async def _place(self) -> bool:
        """Wait for a place. True for one that stays; false for a further one, which is had only while those are slow."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_WAIT_SECONDS):
                    return await self._places.acquire()
            if self._all_slow() and not self._further.locked():
                await self._further.acquire()
                return False

    def _all_slow(self) -> bool:
        """Whether all who stay work at one question for long: else the next of them is free soon."""
        now = asyncio.get_running_loop().time()
        return len(self._begun) == _PERMANENT and all(
            now - begun > _WAIT_SECONDS for begun in self._begun.values()
        )

    async def _ask_some(self, question: Frame, stays: bool) -> InspectorAnswer:
        """Asks whoever is free; whoever does not answer is ended, so that nobody hears an old answer later."""
        inspector = self._free.pop() if stays else None
        failure = _crashed()
        try:
            for _ in range(_ATTEMPTS):
                try:
                    if inspector is None or not inspector.process.alive:
                        inspector = await self._replaced(inspector)
                    return await self._ask_one(inspector, question)
                except ForkServerUnavailable:
                    inspector, failure = None, _still_loading()
                    await self._fork_server.ready(self._warm_up)
                except (OSError, EOFError, ValueError):
                    _LOG.warning("an inspector died over a question", op=question.head["op"])
                    _end(inspector)
                    inspector, failure = None, _crashed()
                except BaseException:
                    _end(inspector)
                    inspector = None
                    raise
            raise failure
        finally:
            if stays:
                self._free.append(inspector)
            else:
                _end(inspector)

    async def _ask_one(self, inspector: _Inspector, question: Frame) -> InspectorAnswer:
        seconds = self._limits.inspector_seconds
        self._busy.add(inspector)
        try:
            async with asyncio.timeout(seconds):
                return await inspector.ask(question)
        except TimeoutError as error:
            raise _timed_out(seconds) from error
        finally:
            self._busy.discard(inspector)

    async def _replaced(self, old: _Inspector | None) -> _Inspector:
        if old is not None:
            old.end()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid = await self._fork_server.fork_inspector(theirs, self._limits, self._runs)
                process = ProcessHandle(pid)
            except ProcessLookupError as error:
                ours.close()
                raise ForkServerUnavailable from error
            except BaseException:
                ours.close()
                raise
        ours.setblocking(False)
        reader, writer = await asyncio.open_connection(sock=ours, limit=_BUFFER)
        return _Inspector(reader, writer, process)

    async def close(self) -> None:
        """Ends them all."""
        for inspector in (*self._free, *self._busy):
            if inspector is not None:
                with contextlib.suppress(OSError):
                    inspector.end()


def _end(inspector: _Inspector | None) -> None:
    if inspector is not None:
        inspector.end()


def _still_loading() -> InspectorUnavailable:
    return InspectorUnavailable(
        Problem(
            code=Code.check_unavailable,
            message="Keras is still being loaded, so shapes are not known yet. This takes a few seconds after a start.",
            values={"reason": "loading"},
        )
    )


def _crashed() -> InspectorUnavailable:
    return InspectorUnavailable(
        Problem(
            code=Code.check_unavailable,
            message="The process that works out shapes broke down on this model, twice. It may need more memory than "
            "the checker is given: make the model smaller, or change it back to where it could be checked.",
            values={"reason": "broke"},
        )
    )


def _timed_out(seconds: float) -> InspectorTimeout:
    return InspectorTimeout(
        Problem(
            code=Code.model_build_timeout,
            message=f"Working out this model took longer than {seconds:g} seconds, so it was given up.",
            values={"seconds": seconds},
        )
    )
