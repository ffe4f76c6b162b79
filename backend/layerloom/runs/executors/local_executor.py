"""Trainers as processes of this machine: forked from the fork server, or spawned if it is unavailable."""

import asyncio
import os
import sys
from pathlib import Path

from layerloom.processes.fork_client import ForkServerClient, ForkServerUnavailable
from layerloom.processes.process_handle import ProcessHandle
from layerloom.processes.worker_environment import worker_environment
from layerloom.rundir.lock import lock_holder
from layerloom.runs.executors.executor import TrainerStartError
from layerloom.runs.run_folder import RunFolder
from layerloom_schema.os_errors import os_reason
from layerloom_schema.run_folder import PROCESS_LOG


class LocalTrainer:
    """A trainer process and, once it has ended, its wait status."""

    def __init__(self, process: ProcessHandle | None) -> None:
        self._process = process
        self.status: int | None = None

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process is not None and self._process.alive

    def terminate(self) -> None:
        """Send SIGTERM, which stops the run as Ctrl-C would."""
        if self._process is not None:
            self._process.terminate()

    def kill(self) -> None:
        """Send SIGKILL, the only signal that a hanging process obeys."""
        if self._process is not None:
            self._process.kill()


class LocalExecutor:
    """Starts trainers in sessions of their own, so that they outlive this process and the fork server."""

    def __init__(self, fork_server: ForkServerClient, warm_up: float) -> None:
        self._fork_server = fork_server
        self._warm_up = warm_up
        self._trainers: dict[Path, LocalTrainer] = {}
        self._early: dict[Path, int] = {}
        """Wait statuses that arrived before the start of their trainer was handled here."""
        self._spawned: set[asyncio.Task[None]] = set()
        fork_server.on_exit = self._ended

    async def start(self, folder: Path) -> LocalTrainer:
        """Fork a trainer, or spawn one: that takes some seconds longer and is otherwise the same."""
        self._early.pop(folder, None)
        try:
            if not await self._fork_server.ready(self._warm_up):
                raise ForkServerUnavailable
            pid = await self._fork_server.fork_trainer(folder)
        except ForkServerUnavailable:
            return await self._spawn(folder)
        return self._kept(folder, pid)

    async def find(self, folder: RunFolder) -> LocalTrainer | None:
        """The process that has locked the folder."""
        pid = await asyncio.to_thread(lock_holder, folder.path)
        return None if pid is None else self._kept(folder.path, pid)

    async def _spawn(self, folder: Path) -> LocalTrainer:
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
            raise TrainerStartError(os_reason(error)) from error
        finally:
            os.close(log)
        task = asyncio.create_task(self._collect(folder, process))
        self._spawned.add(task)
        task.add_done_callback(self._spawned.discard)
        return self._kept(folder, process.pid)

    async def _collect(self, folder: Path, process: asyncio.subprocess.Process) -> None:
        code = await process.wait()
        self._ended(folder, -code if code < 0 else code << 8)

    def _kept(self, folder: Path, pid: int) -> LocalTrainer:
        try:
            trainer = LocalTrainer(ProcessHandle(pid))
        except ProcessLookupError:
            trainer = LocalTrainer(None)
        trainer.status = self._early.pop(folder, None)
        if trainer.status is None:
            self._trainers[folder] = trainer
        return trainer

    def _ended(self, folder: Path, status: int) -> None:
        trainer = self._trainers.pop(folder, None)
        if trainer is None:
            self._early[folder] = status
        else:
            trainer.status = status
