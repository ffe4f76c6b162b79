"""A process that answers questions to trained runs, forked when the first is asked."""

import asyncio
import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import NamedTuple

import structlog

from layerloom.processes.fork_client import ForkServerClient, ForkServerUnavailable
from layerloom.processes.framing import Frame
from layerloom.processes.memory_watch import memory_watched
from layerloom.processes.process_handle import ProcessHandle
from layerloom.processes.worker_connection import WorkerAnswer, WorkerConnection
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused

_LOG = structlog.get_logger("layerloom.processes")
_LONGEST_SECONDS = 120.0
"""For one question. The first to a run builds its model, and opens its data where recipes or layers learned from it."""
_IDLE_SECONDS = 600.0
"""After so long without a question the process ends, which releases the model."""


OnProgress = Callable[[Mapping[str, Json]], None]
"""Called with each report that the process sends before its answer."""


class _Worker(NamedTuple):
    connection: WorkerConnection
    process: ProcessHandle

    def end(self) -> None:
        self.connection.close()
        self.process.kill()


class PredictWorker:
    """Questions take turns; `idle_seconds` after the last one the process ends.

    A process that does not answer is killed, and the next question gets a new one.
    """

    def __init__(
        self,
        fork_server: ForkServerClient,
        warm_up: float,
        runs: Path,
        datasets: Path,
        most_bytes: int,
        idle_seconds: float = _IDLE_SECONDS,
    ) -> None:
        """`most_bytes` is the most memory that the process may take."""
        self._idle_seconds = idle_seconds
        self._fork_server = fork_server
        self._warm_up = warm_up
        self._runs = runs
        self._datasets = datasets
        self._most_bytes = most_bytes
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def ask(
        self, op: str, values: Mapping[str, Json], body: bytes = b"", on_progress: OnProgress | None = None
    ) -> WorkerAnswer:
        """The answer to a question, of whose progress it may tell.

        Raises `Refused` where the process takes too long, breaks down or cannot be made.
        """
        async with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            if self._worker is None or not self._worker.process.alive:
                self._worker = await self._start()
            try:
                async with asyncio.timeout(_LONGEST_SECONDS), self._memory_watched(self._worker.process):
                    return await self._worker.connection.ask(Frame({"op": op, **values}, body), on_progress)
            except TimeoutError as error:
                self._end()
                params: dict[str, Json] = {"seconds": _LONGEST_SECONDS}
                raise Refused(503, ErrorCode.unavailable, variant="predictor_slow", params=params) from error
            except Refused:
                self._end()
                raise
            except (OSError, EOFError, ValueError) as error:
                _LOG.warning("a predictor died over a question", op=op)
                self._end()
                raise Refused(503, ErrorCode.unavailable, variant="predictor_died") from error
            except BaseException:
                self._end()  # its answer would be taken for that to the next question
                raise
            finally:
                self._idle = asyncio.get_running_loop().call_later(self._idle_seconds, self._end_idle)

    async def close(self) -> None:
        """End the process."""
        if self._idle is not None:
            self._idle.cancel()
        self._end()

    def _end_idle(self) -> None:
        if not self._turn.locked():
            self._end()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _memory_watched(self, process: ProcessHandle) -> AbstractAsyncContextManager[None]:
        params: dict[str, Json] = {"limit": self._most_bytes}
        refusal = Refused(422, ErrorCode.prediction, variant="memory", params=params, limit=self._most_bytes)
        return memory_watched(process.pid, process.kill, self._most_bytes, refusal)

    async def _start(self) -> _Worker:
        if not await self._fork_server.ready(self._warm_up):
            raise Refused(503, ErrorCode.unavailable, variant="no_process")
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid = await self._fork_server.fork_predictor(theirs, self._runs, self._datasets)
                process = ProcessHandle(pid)
            except (ForkServerUnavailable, ProcessLookupError) as error:
                ours.close()
                raise Refused(503, ErrorCode.unavailable, variant="no_process") from error
            except BaseException:
                ours.close()
                raise
        return _Worker(await WorkerConnection.open(ours), process)
