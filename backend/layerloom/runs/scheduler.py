"""The queue of runs: starts each in its turn, and keeps one monitoring task for each run that was started."""

import asyncio
from itertools import takewhile
from typing import Literal

import structlog

from layerloom.runs.active_run import ActiveRun
from layerloom.runs.executors.executor import Executor, StartError
from layerloom.runs.monitor import RunMonitor
from layerloom.runs.run_repository import RecordStore
from layerloom.runs.start_failure import folder_unusable, not_started
from layerloom.runtime.disk_reserve import is_full
from layerloom_schema.base import Json, RunId
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.failures import Failure
from layerloom_schema.text.os_errors import os_reason

_LOG = structlog.get_logger("layerloom.runs")
_POLL_SECONDS = 0.02
_TRIAL_SECONDS = 5.0
"""How long after the death of a trial's trainer its sweep, which knows more, may write why."""
_RETRY_SECONDS = 2.0
"""Before the next attempt after an error, such as a full disk or a locked database."""


class Scheduler:
    """Runs at most `at_once` trainers. A started run is polled 50 times a second; a queued one costs nothing."""

    def __init__(
        self, repository: RecordStore, executor: Executor, at_once: int, stop_seconds: float
    ) -> None:
        self._executor = executor
        self._monitor = RunMonitor(repository, executor, stop_seconds)
        self._at_once = at_once
        self._runs: dict[RunId, ActiveRun] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Stop monitoring. The trainers go on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def get(self, id: RunId) -> ActiveRun | None:
        """An active run; `None` if it has ended and its trainer is gone."""
        return self._runs.get(id)

    def all(self) -> dict[RunId, ActiveRun]:
        """All active runs by id."""
        return dict(self._runs)

    def queue_position(self, of: ActiveRun | None = None) -> int:
        """How many runs a queued run, or a new one if none is given, has to wait for."""
        if of is not None and not of.is_queued:
            return 0
        before = takewhile(lambda run: run is not of, self._runs.values())
        unended = sum(not (run.ended or run.is_trial) for run in before)
        return 0 if unended < self._at_once else unended

    def add(self, run: ActiveRun) -> None:
        """Add a run, and start it as soon as its turn comes."""
        self._runs[run.record.id] = run
        if run.execution is not None or run.ended:
            self._start_monitoring(run)
        self._start_next()

    async def drop(self, id: RunId) -> None:
        """Stop monitoring a run, and kill its trainer if there still is one."""
        run = self._runs.pop(id, None)
        if run is not None:
            await run.kill()

    async def until_gone(self, id: RunId) -> None:
        """Wait until a run that has ended is saved and its trainer is gone."""
        while id in self._runs:
            await asyncio.sleep(_POLL_SECONDS)

    async def adopt(self, run: ActiveRun) -> None:
        """Take over a run of an earlier server process: attach to its trainer, queue it again, or end it."""
        run.execution = await self._executor.attach(run.folder)
        reason = (await run.read_all_events()).exit_reason
        if not run.ended:
            await run.restore_command(_now())
            if reason is not None or (run.execution is None and run.command == "stop"):
                await self._monitor.end(run, None if run.command == "stop" else reason)
        self.add(run)

    async def adopt_trial(self, run: ActiveRun, *, abandoned: bool) -> bool:
        """Follow a run that a sweep has started; whether it was. With `abandoned` no sweep will: such a run is ended."""
        run.is_trial = True
        run.execution = await self._executor.attach(run.folder, _TRIAL_SECONDS)
        if run.execution is None and not abandoned:
            return False
        await run.read_all_events()
        if not run.ended:
            await run.restore_command(_now())
            if run.execution is None:
                await self._monitor.end(run, None)
        self.add(run)
        return True

    def give_up(self, run: ActiveRun, error: Exception) -> None:
        """End a run of an earlier server process whose folder cannot be used, so that it can be deleted."""
        run.end_without_log(folder_unusable(error))
        self.add(run)

    async def stop(self, run: ActiveRun) -> None:
        """Take a queued run out of the queue, or ask a trainer to stop; the monitor kills one that does not."""
        if not run.is_queued:
            await run.send("stop", _now())
            return
        run.launching = True  # so that it is not started meanwhile
        try:
            await self._monitor.end(run, None)
        finally:
            run.launching = False
            self._start_monitoring(run)

    async def pause(self, run: ActiveRun, command: Literal["pause", "unpause"]) -> None:
        """Ask a run to wait after the current epoch, or to go on. Has no effect once a stop was requested."""
        try:
            await run.send(command, _now())
        except OSError as error:
            if is_full(error):
                raise
            why: dict[str, Json] = {"why": os_reason(error)}
            raise Refused(409, ErrorCode.run_state, variant="unreachable", params=why) from error

    def _start_next(self) -> None:
        busy = sum(
            not run.is_trial and (run.launching or run.execution is not None) for run in self._runs.values()
        )
        for run in self._runs.values():
            if busy >= self._at_once:
                return
            if run.is_queued:
                busy += 1
                run.launching = True
                self._start_monitoring(run)

    def _start_monitoring(self, run: ActiveRun) -> None:
        run.monitored = True
        task = asyncio.create_task(self._follow(run))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self, run: ActiveRun) -> None:
        """Start a run's trainer if it has none yet, then poll it until the run has ended and the trainer is gone."""
        if run.launching:
            await self._launch(run)
        while self._runs.get(run.record.id) is run:
            pause = _POLL_SECONDS
            try:
                if await self._monitor.poll(run):
                    await self.drop(run.record.id)
            except Exception:
                _LOG.exception("a run could not be monitored", run=run.record.id)
                pause = _RETRY_SECONDS
            await asyncio.sleep(pause)
        self._start_next()

    async def _launch(self, run: ActiveRun) -> None:
        reason: Failure | None = None
        try:
            run.execution = await self._executor.start(run.folder)
        except StartError as error:
            reason = not_started(error.reason)
        except Exception as error:
            _LOG.exception("a trainer could not be started", run=run.record.id)
            reason = not_started(type(error).__name__)
        finally:
            run.launching = False
        if reason is not None:
            await self._monitor.end(run, None if run.command == "stop" else reason)


def _now() -> float:
    return asyncio.get_running_loop().time()
