"""Trainers as processes of this machine: forked from the fork server, or spawned if it is unavailable."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from layerloom.processes.fork_client import ForkServerClient, ForkServerUnavailable
from layerloom.processes.process_handle import ProcessHandle
from layerloom.processes.worker_environment import worker_environment
from layerloom.rundir.lock import is_locked, lock_holder
from layerloom.runs.event_log import read_log_end
from layerloom.runs.executors.executor import StartError
from layerloom.runs.executors.heartbeat_monitor import HeartbeatMonitor
from layerloom.runs.executors.local_execution import LocalExecution
from layerloom.runs.executors.wait_status import memory_kills
from layerloom.runs.folder import RunFolder
from layerloom_schema.runs.events import Queued
from layerloom_schema.runs.folder import PROCESS_LOG
from layerloom_schema.text.os_errors import os_reason

_HEARTBEATS = 3
"""A trainer whose process does not run is reported so many times sooner than one that makes no step."""


class LocalExecutor:
    """Starts trainers in sessions of their own, so that they outlive this process and the fork server."""

    def __init__(self, fork_server: ForkServerClient, warm_up: float, stalled_seconds: float) -> None:
        """A start waits at most `warm_up` seconds for the fork server; a trainer without a step stalls as given."""
        self._fork_server = fork_server
        self._warm_up = warm_up
        self._silent_after = stalled_seconds / _HEARTBEATS
        self._executions: dict[Path, LocalExecution] = {}
        """Those whose wait status has not arrived."""
        self._early: dict[Path, int] = {}
        """Wait statuses that arrived before the start of their trainer was handled here."""
        self._spawned: set[asyncio.Task[None]] = set()
        fork_server.on_exit = self._ended

    async def start(self, run: RunFolder) -> LocalExecution:
        """Fork a trainer, or spawn one: that takes some seconds longer and is otherwise the same."""
        self._early.pop(run.path, None)
        kills = await asyncio.to_thread(memory_kills)
        try:
            if not await self._fork_server.ready(self._warm_up):
                raise ForkServerUnavailable
            pid = await self._fork_server.fork_trainer(run.path)
        except ForkServerUnavailable:
            pid = await self._spawn(run.path)
        execution = self._execution(run, pid, kills)
        execution.status = self._early.pop(run.path, None)
        if execution.status is None:
            self._executions[run.path] = execution
        return execution

    async def attach(self, run: RunFolder, patience: float = 0.0) -> LocalExecution | None:
        """The trainer that has locked the folder, or what one has left: events after that of the queue.

        Out-of-memory kills are counted from now on, as earlier ones are unknown. No wait status will arrive.
        """
        pid, started = await asyncio.to_thread(_find, run)
        if not started:
            return None
        self._executions.pop(run.path, None)
        execution = self._execution(run, pid, await asyncio.to_thread(memory_kills))
        execution.patience = patience
        return execution

    def _execution(self, run: RunFolder, pid: int | None, kills: int) -> LocalExecution:
        heartbeat = HeartbeatMonitor(run.path, self._silent_after)
        process: ProcessHandle | None = None
        if pid is not None:
            with suppress(ProcessLookupError):
                process = ProcessHandle(pid)
        return LocalExecution(run, process, heartbeat, kills)

    async def _spawn(self, folder: Path) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        log = await asyncio.to_thread(os.open, folder / PROCESS_LOG, flags, 0o600)
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-P", "-m", "layerloom.workers.trainer", str(folder)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=worker_environment(),
                cwd=folder,
                start_new_session=True,
            )
        except OSError as error:
            raise StartError(os_reason(error)) from error
        finally:
            os.close(log)
        task = asyncio.create_task(self._collect(folder, process))
        self._spawned.add(task)
        task.add_done_callback(self._spawned.discard)
        return process.pid

    async def _collect(self, folder: Path, process: asyncio.subprocess.Process) -> None:
        code = await process.wait()
        self._ended(folder, -code if code < 0 else code << 8)

    def _ended(self, folder: Path, status: int) -> None:
        execution = self._executions.pop(folder, None)
        if execution is None:
            self._early[folder] = status
        else:
            execution.status = status


def _find(run: RunFolder) -> tuple[int | None, bool]:
    """The pid of the trainer, if it is known, and whether the run was started at all."""
    end = read_log_end(run.events)
    started = is_locked(run.path) or (end.seq > 0 and not isinstance(end.last, Queued))
    return lock_holder(run.path), started
