"""A run as a process of this machine: its log, control file, heartbeat, lock and wait status."""

import asyncio

import structlog

from layerloom.processes.process_handle import ProcessHandle
from layerloom.rundir.control import write_command
from layerloom.rundir.event_line import LogLine
from layerloom.rundir.lock import is_locked
from layerloom.runs.event_log import Tail, tail_after
from layerloom.runs.executors.executor import ExecutorCommand, Progress
from layerloom.runs.executors.heartbeat_monitor import HeartbeatMonitor
from layerloom.runs.executors.wait_status import explain_exit, memory_kills
from layerloom.runs.folder import RunFolder
from layerloom_schema.runs.failures import Failure

_LOG = structlog.get_logger("layerloom.runs")
_STATUS_SECONDS = 0.5
"""How long after a trainer's death its wait status may take to arrive."""


class LocalExecution:
    """A trainer process and, once it has ended, its wait status."""

    def __init__(
        self, run: RunFolder, process: ProcessHandle | None, heartbeat: HeartbeatMonitor, earlier_kills: int
    ) -> None:
        """`process` is `None` if it is not known, or has ended; `earlier_kills` is the kernel's count of them so far."""
        self._run = run
        self._process = process
        self._heartbeat = heartbeat
        self._earlier_kills = earlier_kills
        self._tail = Tail(run.events)
        self._dead_since: float | None = None
        self.status: int | None = None
        """The wait status of the ended process."""
        self.patience = _STATUS_SECONDS
        """How long after its death something may still be heard of how the process ended, in seconds."""

    async def events(self, after: int) -> Progress:
        """The next events in the log. It is read after the process is looked at, which writes nothing once it is gone."""
        gone = await self._is_gone()
        lines = await asyncio.to_thread(self._read, after)
        if gone:
            return Progress(lines) if lines else Progress(exit_reason=await self._explain())
        await self._heartbeat.check(_now())
        return Progress(lines, self._heartbeat.silent_seconds if self._heartbeat.silent else None)

    async def send(self, command: ExecutorCommand) -> None:
        """Write the command into the control file; kill by SIGKILL, the only signal that a hanging process obeys.

        Where a stop cannot be written, SIGTERM is sent instead, which stops the run as Ctrl-C would.
        """
        if command == "kill":
            if self._process is not None:
                self._process.kill()
            return
        try:
            await asyncio.to_thread(write_command, self._run.path, command)
        except OSError:
            if command != "stop":
                raise
            _LOG.exception("a stop could not be written; sending a signal", folder=str(self._run.path))
            if self._process is not None:
                self._process.terminate()

    def _read(self, after: int) -> list[LogLine]:
        if self._tail.last != after:
            self._tail = tail_after(self._run.events, after)
        lines: list[LogLine] = []
        while not lines and (read := self._tail.read()):
            lines = [line for line in read if line.event.seq > after]
        return lines

    async def _is_gone(self) -> bool:
        if self._process is None:
            alive = await asyncio.to_thread(is_locked, self._run.path)
        else:
            alive = self._process.alive
        if alive:
            self._dead_since = None
            return False
        self._dead_since = self._dead_since or _now()
        return self.status is not None or _now() - self._dead_since >= self.patience

    async def _explain(self) -> Failure:
        kills = await asyncio.to_thread(memory_kills)
        return explain_exit(self.status, kills - self._earlier_kills)


def _now() -> float:
    return asyncio.get_running_loop().time()
