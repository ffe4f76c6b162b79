"""Client of the fork server, a process that has imported Keras and forks inspectors, predictors and trainers."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import structlog

from layerloom.processes.worker_environment import worker_environment
from layerloom_schema.base import Json
from layerloom_schema.limits import Limits

_LOG = structlog.get_logger("layerloom.processes")
_LONGEST_PAUSE = 30.0
_ANSWER_SECONDS = 10.0
_LOG_BYTES = 4 * 1024**2


class ForkServerUnavailable(Exception):
    """The fork server is not running, or could not fork a process."""


class ForkServerClient:
    """Starts the fork server, and restarts it when it dies, with exponential back-off."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._keeper: asyncio.Task[None] | None = None
        self._control: socket.socket | None = None
        self._warm = asyncio.Event()
        self._answers: dict[int, asyncio.Future[int]] = {}
        self._asked = 0
        self.on_exit: Callable[[Path, int], None] | None = None
        """Called with the folder and the wait status of each trainer that ended."""

    @property
    def warm(self) -> bool:
        """Whether Keras is imported and processes can be forked."""
        return self._warm.is_set()

    def start(self) -> None:
        """Start the fork server in the background."""
        self._keeper = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Close the connection. The fork server then ends by itself; trainers go on."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)

    async def ready(self, seconds: float) -> bool:
        """Wait until Keras is imported, at most `seconds`; whether it is."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._warm.wait(), seconds)
        return self.warm

    async def fork_inspector(
        self, end: socket.socket, limits: Limits, runs: Path | None, datasets: Path | None
    ) -> int:
        """Fork an inspector that answers at the socket `end`; its pid."""
        message: dict[str, Json] = {
            "op": "inspector",
            "limits": limits.model_dump(mode="json"),
            "runs": None if runs is None else str(runs),
            "datasets": None if datasets is None else str(datasets),
        }
        return await self._ask(message, end)

    async def fork_predictor(self, end: socket.socket, runs: Path, datasets: Path) -> int:
        """Fork a predictor that answers at the socket `end`; its pid."""
        return await self._ask({"op": "predictor", "runs": str(runs), "datasets": str(datasets)}, end)

    async def fork_trainer(self, folder: Path) -> int:
        """Fork a trainer for the run in `folder`; its pid."""
        environment: dict[str, Json] = {**worker_environment()}
        return await self._ask({"op": "trainer", "folder": str(folder), "environment": environment})

    async def _ask(self, message: dict[str, Json], end: socket.socket | None = None) -> int:
        if self._control is None or not self.warm:
            raise ForkServerUnavailable
        self._asked += 1
        number = self._asked
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        line = json.dumps({"id": number, **message}).encode() + b"\n"
        try:
            _send(self._control, line, end)
            return await asyncio.wait_for(answer, _ANSWER_SECONDS)
        except (OSError, TimeoutError) as error:
            raise ForkServerUnavailable from error
        finally:
            self._answers.pop(number, None)

    async def _keep(self) -> None:
        pause = 0.5
        while True:
            started_at = asyncio.get_running_loop().time()
            try:
                await self._live_once()
                _LOG.warning("fork server ended; starting another", seconds=pause)
            except Exception:
                # No memory, no descriptors, a full disk: the cause may be gone at the next attempt.
                _LOG.exception("the fork server could not be kept; starting another", seconds=pause)
            if asyncio.get_running_loop().time() - started_at > 2 * _LONGEST_PAUSE:
                pause = 0.5
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _live_once(self) -> None:
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                process = await asyncio.to_thread(_spawn, theirs, self._logs)
            try:
                ours.setblocking(False)
                self._control = ours
                await self._listen_to(ours)
            finally:
                self._warm.clear()
                self._control = None
                for answer in self._answers.values():
                    if not answer.done():
                        answer.set_exception(ForkServerUnavailable())
                with contextlib.suppress(OSError):
                    ours.shutdown(socket.SHUT_RDWR)
                ours.close()
                await asyncio.shield(asyncio.to_thread(_collect, process))

    async def _listen_to(self, control: socket.socket) -> None:
        reader, writer = await asyncio.open_connection(sock=control.dup())
        with contextlib.closing(writer):
            while line := await reader.readline():
                self._hear(json.loads(line))

    def _hear(self, message: dict[str, Json]) -> None:
        if message.get("ready"):
            self._warm.set()
        elif "exited" in message:
            if self.on_exit is not None:
                self.on_exit(Path(str(message["exited"])), int(str(message["status"])))
        else:
            answer = self._answers.get(int(str(message["id"])))
            if answer is None or answer.done():
                return
            if "failed" in message:
                answer.set_exception(ForkServerUnavailable(str(message["failed"])))
            else:
                answer.set_result(int(str(message["pid"])))


def _spawn(end: socket.socket, logs: Path) -> subprocess.Popen[bytes]:
    path = logs / "workers.log"
    if path.exists() and path.stat().st_size > _LOG_BYTES:
        path.replace(path.with_suffix(".log.old"))
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "layerloom.workers.forkserver", str(end.fileno())],
            pass_fds=[end.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=worker_environment(),
            cwd=logs,
            start_new_session=True,
        )
    finally:
        os.close(log)


def _send(control: socket.socket, line: bytes, end: socket.socket | None) -> None:
    """Send a whole message. One that does not fit into the buffer means that nobody reads: end the fork server."""
    sent = socket.send_fds(control, [line], [] if end is None else [end.fileno()])
    if sent < len(line):
        control.shutdown(socket.SHUT_RDWR)
        raise ForkServerUnavailable


def _collect(process: subprocess.Popen[bytes]) -> None:
    """Wait for the process to end after its socket was closed, and kill it after 2 s."""
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
