"""Looks after every live run: starts it in its turn, follows its log, and notices when its trainer dies."""

import asyncio
from datetime import UTC, datetime
from itertools import takewhile
from typing import Literal

import structlog

from layerloom.runs.active_run import ActiveRun
from layerloom.runs.event_log import LogLine
from layerloom.runs.executors.executor import Executor, Trainer, TrainerStartError
from layerloom.runs.exit_reason import ExitReason, explain_exit, folder_unusable, memory_kills, not_started
from layerloom.runs.run_folder import RunLockedError
from layerloom.runs.start_request import RunRepository
from layerloom.runtime.disk_reserve import is_full
from layerloom_schema.base import RunId
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.events import EVENT, Stalled

_LOG = structlog.get_logger("layerloom.runs")
_POLL_SECONDS = 0.02
_RETRY_SECONDS = 2.0
"""After what went wrong: a full disk, a locked database."""
_STATUS_SECONDS = 0.5
"""How long after a death its wait status may take to arrive."""
_LINGER_SECONDS = 20.0
"""How long a trainer may stay after its last event."""
_UNTRAINED_SECONDS = 2.0
"""How long a run may take to stop that has not finished an epoch: it has nothing to save, and may be in the middle of
a call that hears nothing."""


class Scheduler:
    """A task for each run that has a trainer looks 50 times a second; a run that waits costs nothing."""

    def __init__(self, book: RunRepository, executor: Executor, at_once: int, stop_seconds: float) -> None:
        self._book = book
        self._executor = executor
        self._at_once = at_once
        self._stop_seconds = stop_seconds
        self._live: dict[RunId, ActiveRun] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def end(self) -> None:
        """Looks away, and lets go of the trainers."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for live in self._live.values():
            if live.trainer is not None:
                live.trainer.close()

    def get(self, id: RunId) -> ActiveRun | None:
        """A run that is looked after."""
        return self._live.get(id)

    def all(self) -> dict[RunId, ActiveRun]:
        """All runs that are looked after now."""
        return dict(self._live)

    def ahead(self, of: ActiveRun | None = None) -> int:
        """How many runs one that waits, or a new one, has to wait for."""
        if of is not None and not of.waits:
            return 0
        before = takewhile(lambda live: live is not of, self._live.values())
        unended = sum(not live.ended for live in before)
        return 0 if unended < self._at_once else unended

    def add(self, live: ActiveRun) -> None:
        """Takes in one more run: one that waits is started in its turn."""
        self._live[live.record.id] = live
        if live.trainer is not None or live.ended:
            self._look_after(live)
        self._start_next()

    def drop(self, id: RunId) -> None:
        """Looks after a run no more; what is left of its trainer is ended."""
        live = self._live.pop(id, None)
        if live is not None and live.trainer is not None:
            live.trainer.kill()
            live.trainer.close()

    async def take_up(self, live: ActiveRun) -> None:
        """A run of an earlier server: goes on with it, queues it again, or says how it ended."""
        await live.catch_up()
        if not live.ended:
            live.trainer = await self._find(live)
            await live.recall(self._now())
            if live.trainer is None and (live.record.last > 1 or live.wanted == "stop"):
                await self._conclude(live, None if live.wanted == "stop" else explain_exit(None))
        self.add(live)

    def give_up(self, live: ActiveRun, error: Exception) -> None:
        """A run of an earlier server whose folder cannot be used has ended; it can be deleted."""
        live.give_up(folder_unusable(error))
        self.add(live)

    async def stop(self, live: ActiveRun) -> None:
        """Takes a waiting run out of the queue; asks a trainer to stop, and kills it when it takes too long."""
        if not live.waits:
            await live.ask("stop", self._now())
            return
        live.launching = True  # so that it is not started meanwhile
        try:
            await self._conclude(live, None)
        finally:
            live.launching = False
            self._look_after(live)

    async def pause(self, live: ActiveRun, want: Literal["pause", "go"]) -> None:
        """Asks a run to wait after the epoch in hand, or to go on; one that is to end is not asked."""
        try:
            await live.ask(want, self._now())
        except OSError as error:
            if is_full(error):
                raise
            message = f"The run could not be reached: {error.strerror}. It goes on as it was."
            raise Refused(409, ErrorCode.run_state, message) from error

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _start_next(self) -> None:
        busy = sum(live.launching or live.trainer is not None for live in self._live.values())
        for live in self._live.values():
            if busy >= self._at_once:
                return
            if live.waits:
                busy += 1
                live.launching = True
                self._look_after(live)

    def _look_after(self, live: ActiveRun) -> None:
        live.looked_after = True
        task = asyncio.create_task(self._run(live))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, live: ActiveRun) -> None:
        if live.launching:
            await self._launch(live)
        while self._live.get(live.record.id) is live:
            pause = _POLL_SECONDS
            try:
                await self._look_at(live)
            except Exception:
                _LOG.exception("a run could not be looked after", run=live.record.id)
                pause = _RETRY_SECONDS
            await asyncio.sleep(pause)
        self._start_next()

    async def _look_at(self, live: ActiveRun) -> None:
        await live.follow()
        alive = live.trainer is not None and live.trainer.alive
        if alive and live.trainer is not None and self._is_overdue(live):
            live.trainer.kill()
        if live.ended:
            live.ended_at = live.ended_at or self._now()
            await self._keep(live)
            if not alive:
                self.drop(live.record.id)
        elif alive:
            await self._feel_pulse(live)
        else:
            await self._bury(live)

    def _is_overdue(self, live: ActiveRun) -> bool:
        """Whether a run that was asked to stop, or has ended, has had time enough."""
        if live.ended_at is not None:
            return self._now() > live.ended_at + _LINGER_SECONDS
        if live.stop_asked is None:
            return False
        untrained = live.record.epochs_done == 0
        seconds = min(self._stop_seconds, _UNTRAINED_SECONDS) if untrained else self._stop_seconds
        return self._now() > live.stop_asked + seconds

    async def _keep(self, live: ActiveRun) -> None:
        """Brings to the disk how a run ended. Raises while there is no room."""
        await live.write_late()
        if not live.kept:
            await asyncio.to_thread(self._book.save, await live.shown())
            live.kept = True

    async def _feel_pulse(self, live: ActiveRun) -> None:
        was_silent = live.pulse.silent
        await live.pulse.look(self._now())
        if live.pulse.silent and not was_silent:
            _LOG.warning("a trainer gives no sign of life", run=live.record.id)
            live.hub.notify(_stalled(live))

    async def _bury(self, live: ActiveRun) -> None:
        live.dead_since = live.dead_since or self._now()
        status = live.trainer.status if live.trainer is not None else None
        if status is None and self._now() - live.dead_since < _STATUS_SECONDS:
            return
        await live.catch_up()
        if live.ended:
            return
        kills = await asyncio.to_thread(memory_kills)
        reason = explain_exit(status, kills - live.memory_kills)
        await self._conclude(live, None if live.wanted == "stop" else reason)

    async def _conclude(self, live: ActiveRun, reason: ExitReason | None) -> None:
        try:
            await live.conclude(reason)
        except RunLockedError:
            live.trainer = await self._find(live) or live.trainer
            live.dead_since = None
        except OSError as error:
            _LOG.exception("the folder of a run cannot be used", run=live.record.id)
            live.give_up(folder_unusable(error) if reason is not None else None)

    async def _find(self, live: ActiveRun) -> Trainer | None:
        """The trainer of an earlier server: only what happens from now on is known of its end."""
        live.memory_kills = await asyncio.to_thread(memory_kills)
        return await self._executor.find(live.folder)

    async def _launch(self, live: ActiveRun) -> None:
        reason: ExitReason | None = None
        try:
            live.memory_kills = await asyncio.to_thread(memory_kills)
            live.trainer = await self._executor.start(live.folder.path)
        except TrainerStartError as error:
            reason = not_started(str(error))
        except Exception as error:
            _LOG.exception("a trainer could not be started", run=live.record.id)
            reason = not_started(type(error).__name__)
        finally:
            live.launching = False
        if reason is not None:
            await self._conclude(live, None if live.wanted == "stop" else reason)


def _stalled(live: ActiveRun) -> LogLine:
    event = Stalled(
        run=live.record.id,
        attempt=live.record.attempt,
        seq=live.record.last,
        at=datetime.now(UTC),
        seconds=live.pulse.seconds,
    )
    return LogLine(event, EVENT.dump_json(event).decode())
