"""The queue of runs: starts each in its turn, and keeps one monitoring task for each run that was started."""

import asyncio
from typing import Literal

import structlog

from layerloom.runs.active_run import ActiveRun
from layerloom.runs.executors.executor import Executor, StartError
from layerloom.runs.monitor import RunMonitor
from layerloom.runs.run_repository import RecordStore
from layerloom.runs.start_failure import folder_unusable, not_started
from layerloom.runtime.disk_reserve import is_full
from layerloom.runtime.free_memory import free_memory
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
_MEMORY_SECONDS = 1.0
"""Between two looks at the memory that is free, while a run waits for it."""


class Scheduler:
    """Runs at most `at_once` trainers, as far as there is memory for them.

    Of queued runs those of the highest priority start first, of equal ones the first that came; none overtakes another.
    A run for which there is too little memory waits until trainers end; where none is left that could end, it starts all
    the same. A started run is polled 50 times a second; a queued one costs nothing.
    """

    def __init__(
        self, repository: RecordStore, executor: Executor, at_once: int, stop_seconds: float
    ) -> None:
        self._repository = repository
        self._executor = executor
        self._monitor = RunMonitor(repository, executor, stop_seconds)
        self._at_once = at_once
        self._runs: dict[RunId, ActiveRun] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._next_look: asyncio.TimerHandle | None = None

    async def close(self) -> None:
        """Stop monitoring. The trainers go on."""
        if self._next_look is not None:
            self._next_look.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def get(self, id: RunId) -> ActiveRun | None:
        """An active run; `None` if it has ended and its trainer is gone."""
        return self._runs.get(id)

    def all(self) -> dict[RunId, ActiveRun]:
        """All active runs by id."""
        return dict(self._runs)

    def queue_position(self, of: ActiveRun | None = None, priority: int = 0) -> int:
        """How many runs a queued run, or a new one of a priority, has to wait for."""
        if of is None:
            ahead = sum(run.record.priority >= priority for run in self._queue())
        elif of.is_queued:
            ahead = self._queue().index(of)
        else:
            return 0
        started = sum(not (run.is_queued or run.ended or run.is_trial) for run in self._runs.values())
        waits = ahead > 0 or started >= self._at_once or (of is not None and of.lacking_memory is not None)
        return started + ahead if waits else 0

    def _queue(self) -> list[ActiveRun]:
        """The queued runs in the order in which they start."""
        queued = (run for run in self._runs.values() if run.is_queued)
        return sorted(queued, key=lambda run: -run.record.priority)

    def add(self, run: ActiveRun) -> None:
        """Add a run, and start it as soon as its turn comes."""
        self._register(run)
        self.start_queued()

    def _register(self, run: ActiveRun) -> None:
        self._runs[run.record.id] = run
        if run.execution is not None or run.ended:
            self._start_monitoring(run)

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
        """Take over a run of an earlier process: attach to its trainer, queue it again, or end it.

        Queued ones wait for `start_queued`: only then it is known what else goes on, and which of them is the first.
        """
        run.execution = await self._executor.attach(run.folder)
        reason = (await run.read_all_events()).exit_reason
        if not run.ended:
            await run.restore_command(_now())
            if reason is not None or (run.execution is None and run.command == "stop"):
                await self._monitor.end(run, None if run.command == "stop" else reason)
        self._register(run)

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
        self._register(run)

    async def prioritize(self, run: ActiveRun, priority: int) -> bool:
        """Give a queued run another priority, and save it; false for one that was started."""
        async with run.changing:
            if not run.is_queued:
                return False
            run.launching = True  # so that it is not started meanwhile
            try:
                record = run.record.model_copy(update={"priority": priority})
                await asyncio.to_thread(self._repository.save, record)
                run.record = record
            finally:
                run.launching = False
        self.start_queued()
        return True

    async def stop(self, run: ActiveRun) -> None:
        """Take a queued run out of the queue, or ask a trainer to stop; the monitor kills one that does not."""
        async with run.changing:
            if run.is_queued:
                await self._take_out(run)
                return
        await run.send("stop", _now())

    async def _take_out(self, run: ActiveRun) -> None:
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

    def start_queued(self) -> None:
        """Start the queued runs whose turn it is."""
        busy = sum(
            not run.is_trial and (run.launching or run.execution is not None) for run in self._runs.values()
        )
        queue = self._queue()
        for run in queue:
            run.lacking_memory = None
        for run in queue:
            if busy >= self._at_once:
                return
            run.lacking_memory = self._lacking_memory(run)
            if run.lacking_memory is not None:
                self._look_again()
                return
            busy += 1
            run.launching = True
            self._start_monitoring(run)

    def _lacking_memory(self, run: ActiveRun) -> int | None:
        """The free memory in bytes, if it is too little for a run and there are trainers whose end will free more.

        What is free now includes what trainers will take that have not trained a batch yet.
        """
        others = [other for other in self._runs.values() if not (other.ended or other.is_queued)]
        if run.record.memory_bytes is None or not others:
            return None
        promised = sum(other.record.memory_bytes or 0 for other in others if not other.has_trained)
        free = max(0, free_memory() - promised)
        return free if run.record.memory_bytes > free else None

    def _look_again(self) -> None:
        if self._next_look is None:
            loop = asyncio.get_running_loop()
            self._next_look = loop.call_later(_MEMORY_SECONDS, self._look)

    def _look(self) -> None:
        self._next_look = None
        self.start_queued()

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
        self.start_queued()

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
