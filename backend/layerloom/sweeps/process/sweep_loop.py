"""The loop of a sweep: asks each trial, has it checked and trained, and writes what came of it.

Every line is on the disk before the step that it is about: killed at any moment, the next process asks the same trials,
takes up those that are being trained, and trains again what was lost.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from layerloom.rundir.control import read_command
from layerloom.runs.active_run import ActiveRun
from layerloom.runs.event_log import events_after
from layerloom.runs.folder import folder_of
from layerloom.runs.scheduler import Scheduler
from layerloom.sweeps.folder import History, SweepFolder
from layerloom.sweeps.process.samplers import ask, is_pruned
from layerloom.sweeps.space import trial_count
from layerloom.sweeps.trials import create_run, trial_request
from layerloom_schema.base import RunId
from layerloom_schema.errors import LayerloomError
from layerloom_schema.runs.events import EpochEnded
from layerloom_schema.runs.failures import Failure, FailureCode
from layerloom_schema.runs.sweeps import (
    Asked,
    Ended,
    Reported,
    Retried,
    SweepLine,
    SweepSpec,
    TrialState,
)
from layerloom_schema.runs.views import RunState

_POLL_SECONDS = 0.05
_RETRIES = 2
"""How often a trial whose trainer was killed is trained again."""
_EVENTS_AT_ONCE = 10_000

Check = Callable[[bytes], Awaitable[Failure | None]]
"""Whether a document can be trained: `None`, or why not."""
LineListener = Callable[[SweepLine], None]


@dataclass
class _Curve:
    """The objective's metric of each epoch that has ended."""

    values: list[float | None]
    missing: bool = False
    """Whether an epoch did not log it at all."""
    seen: int = 0
    pruned: bool = False


class SweepLoop:
    """One process's part of a sweep, from where the last one ended."""

    def __init__(
        self,
        folder: SweepFolder,
        runs: Path,
        scheduler: Scheduler,
        check: Check,
        on_line: LineListener | None = None,
    ) -> None:
        """`runs` is the folder of the run folders; `on_line` is called with each line, also with those that are there."""
        self._folder = folder
        self._spec: SweepSpec = folder.spec()
        self._runs = runs
        self._scheduler = scheduler
        self._check = check
        self._on_line = on_line
        self._history = History()
        self._stopping = False

    async def run(self) -> Ended:
        """Carry the sweep out, and return its last line."""
        for line in await asyncio.to_thread(lambda: list(self._folder.new_lines())):
            self._take(line)
        if self._history.ended is not None:
            return self._history.ended
        listening = asyncio.create_task(self._listen())
        try:
            await self._all_trials()
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        ended = Ended(state="stopped" if self._stopping else "completed", at=_now())
        await self._write(ended)
        return ended

    async def _all_trials(self) -> None:
        places = self._spec.places
        tasks: list[asyncio.Task[None]] = []
        try:
            for number in range(trial_count(self._spec)):
                if number >= places:
                    await tasks[number - places]
                if self._stopping:
                    break
                tasks.append(asyncio.create_task(self._trial(number)))
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    async def _trial(self, number: int) -> None:
        if number in self._history.reported:
            return
        asked = self._history.asked.get(number)
        if asked is None:
            values = await asyncio.to_thread(ask, self._spec, self._history, number)
            asked = Asked(trial=number, run=_new_run(), values=values, at=_now())
            await self._write(asked)
        retries = self._history.retries.get(number, [])
        reported = await self._train(asked, retries[-1].run if retries else asked.run)
        while (
            _was_killed(reported)
            and len(self._history.retries.get(number, [])) < _RETRIES
            and not self._stopping
        ):
            retried = Retried(trial=number, run=_new_run(), at=_now())
            await self._write(retried)
            reported = await self._train(asked, retried.run)
        await self._write(reported)

    async def _train(self, asked: Asked, id: RunId) -> Reported:
        """Train the run of a trial to its end, or take up the one that an earlier process started."""
        try:
            request = trial_request(self._spec, id, asked.values)
        except LayerloomError as error:
            body = error.body
            return _failed(asked, Failure(code=body.code, variant=body.variant, params=body.params or {}))
        folder = folder_of(self._runs, id)
        if not folder.events.exists():
            refused = await self._check(request.text.encode())
            if refused is not None:
                return _failed(asked, refused)
        run = await asyncio.to_thread(create_run, self._spec, request, folder)
        await self._scheduler.adopt(run)
        self._scheduler.start_queued()
        curve = _Curve([])
        while self._scheduler.get(id) is not None:
            await self._read(asked.trial, run, curve)
            if (self._stopping or curve.pruned) and run.command != "stop":
                await self._scheduler.stop(run)
            await asyncio.sleep(_POLL_SECONDS)
        await self._read(asked.trial, run, curve)
        return self._outcome(asked, run, curve)

    async def _read(self, number: int, run: ActiveRun, curve: _Curve) -> None:
        """Read the epochs that have ended, and decide after each whether the trial is pruned."""
        metric = self._spec.objective.metric
        while curve.seen < run.record.last_seq and not curve.pruned:
            page = await asyncio.to_thread(
                events_after, run.folder.events, run.record.id, curve.seen, _EVENTS_AT_ONCE
            )
            if not page.lines:
                return
            for line in page.lines:
                curve.seen = line.event.seq
                if not isinstance(line.event, EpochEnded) or curve.pruned:
                    continue
                curve.missing |= metric not in line.event.logs
                curve.values.append(line.event.logs.get(metric))
                curve.pruned = await asyncio.to_thread(
                    is_pruned, self._spec, self._history, number, tuple(curve.values)
                )

    def _outcome(self, asked: Asked, run: ActiveRun, curve: _Curve) -> Reported:
        state = run.record.state
        epoch = self._chosen_epoch(curve.values)
        if curve.pruned:
            outcome = TrialState.pruned
        elif state is RunState.completed and epoch is not None:
            outcome = TrialState.completed
        elif state is RunState.stopped:
            outcome = TrialState.stopped
        else:
            outcome = TrialState.failed
        failure = run.record.failure
        if outcome is TrialState.failed and failure is None:
            variant = "not_logged" if curve.missing or not curve.values else "not_finite"
            params = {"metric": self._spec.objective.metric}
            failure = Failure(code=FailureCode.objective, variant=variant, params={**params})
        return Reported(
            trial=asked.trial,
            state=outcome,
            value=None if epoch is None else curve.values[epoch],
            epoch=epoch,
            curve=curve.values,
            failure=failure if outcome is TrialState.failed else None,
            at=_now(),
        )

    def _chosen_epoch(self, values: list[float | None]) -> int | None:
        """The epoch whose number counts: the last one, or the first of the best."""
        objective = self._spec.objective
        known = [(value, epoch) for epoch, value in enumerate(values) if value is not None]
        if not known:
            return None
        if objective.epoch == "last":
            return len(values) - 1 if values[-1] is not None else None
        sign = 1.0 if objective.direction == "minimize" else -1.0
        return min(known, key=lambda each: (sign * each[0], each[1]))[1]

    async def _listen(self) -> None:
        """Watch the control file for a stop."""
        while not self._stopping:
            self._stopping = await asyncio.to_thread(read_command, self._folder.path) == "stop"
            await asyncio.sleep(_POLL_SECONDS)

    def stop(self) -> None:
        """End the sweep: its trials are stopped, and no other is asked."""
        self._stopping = True

    async def _write(self, line: SweepLine) -> None:
        await asyncio.to_thread(self._folder.append, line)
        self._take(line)

    def _take(self, line: SweepLine) -> None:
        self._history.add(line)
        if self._on_line is not None:
            self._on_line(line)


def _failed(asked: Asked, failure: Failure) -> Reported:
    return Reported(
        trial=asked.trial, state=TrialState.failed, value=None, epoch=None, failure=failure, at=_now()
    )


def _was_killed(reported: Reported) -> bool:
    return reported.failure is not None and reported.failure.code == FailureCode.worker_killed


def _new_run() -> RunId:
    return RunId(str(uuid.uuid4()))


def _now() -> datetime:
    return datetime.now(UTC)
