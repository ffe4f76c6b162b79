"""Monitors started runs: reads their logs, kills trainers that do not stop, writes the end event of a dead one."""

import asyncio
from datetime import UTC, datetime

import structlog

from layerloom.rundir.event_line import LogLine, line_of
from layerloom.rundir.lock import RunLockedError
from layerloom.runs.active_run import ActiveRun
from layerloom.runs.executors.executor import Executor, Trainer
from layerloom.runs.exit_reason import explain_exit, folder_unusable, memory_kills
from layerloom.runs.run_repository import RunRepository
from layerloom_schema.events import Stalled
from layerloom_schema.failures import Failure

_LOG = structlog.get_logger("layerloom.runs")
_STATUS_SECONDS = 0.5
"""How long after a trainer's death its wait status may take to arrive."""
_LINGER_SECONDS = 20.0
"""How long a trainer may stay alive after its last event."""
_UNTRAINED_SECONDS = 2.0
"""How long a run may take to stop that has not finished an epoch: it has nothing to save, and may be inside of a call
that cannot be interrupted."""


class RunMonitor:
    """One step of monitoring for any started run; the scheduler calls it periodically."""

    def __init__(self, repository: RunRepository, executor: Executor, stop_seconds: float) -> None:
        self._repository = repository
        self._executor = executor
        self._stop_seconds = stop_seconds

    async def poll(self, run: ActiveRun) -> bool:
        """Read new events and check the trainer. True once the run has ended, is saved, and its trainer is gone.

        Raises:
            OSError: While the final event or record cannot be saved.
        """
        await run.read_new_events()
        alive = run.trainer is not None and run.trainer.alive
        if alive and run.trainer is not None and self._is_overdue(run):
            run.trainer.kill()
        if run.ended:
            run.ended_at = run.ended_at or _now()
            await self._save(run)
            return not alive
        if alive:
            await self._check_heartbeat(run)
        else:
            await self._handle_dead_trainer(run)
        return False

    async def end(self, run: ActiveRun, reason: Failure | None) -> None:
        """Write the final event of a run without a trainer; attach to the trainer if there is one after all."""
        try:
            await run.write_end_event(reason)
        except RunLockedError:
            run.trainer = await self.find_trainer(run) or run.trainer
            run.dead_since = None
        except OSError as error:
            _LOG.exception("the folder of a run cannot be used", run=run.record.id)
            run.end_without_log(folder_unusable(error) if reason is not None else None)

    async def find_trainer(self, run: ActiveRun) -> Trainer | None:
        """The live trainer of a run. Out-of-memory kills are counted from now on, as earlier ones are unknown."""
        run.memory_kills = await asyncio.to_thread(memory_kills)
        return await self._executor.find(run.folder)

    def _is_overdue(self, run: ActiveRun) -> bool:
        """Whether the trainer of a run that ended, or was asked to stop, has used up its time."""
        if run.ended_at is not None:
            return _now() > run.ended_at + _LINGER_SECONDS
        if run.stop_requested_at is None:
            return False
        untrained = run.record.epochs_done == 0
        seconds = min(self._stop_seconds, _UNTRAINED_SECONDS) if untrained else self._stop_seconds
        return _now() > run.stop_requested_at + seconds

    async def _save(self, run: ActiveRun) -> None:
        """Save the final event and the final record. Raises while there is no disk space."""
        await run.write_pending_event()
        if not run.saved:
            await asyncio.to_thread(self._repository.save, await run.current_record())
            run.saved = True

    async def _check_heartbeat(self, run: ActiveRun) -> None:
        was_silent = run.heartbeat.silent
        await run.heartbeat.check(_now())
        if run.heartbeat.silent and not was_silent:
            _LOG.warning("a trainer gives no sign of life", run=run.record.id)
            run.hub.notify(_stalled(run))

    async def _handle_dead_trainer(self, run: ActiveRun) -> None:
        run.dead_since = run.dead_since or _now()
        status = run.trainer.status if run.trainer is not None else None
        if status is None and _now() - run.dead_since < _STATUS_SECONDS:
            return
        await run.read_all_events()
        if run.ended:
            return
        kills = await asyncio.to_thread(memory_kills)
        reason = explain_exit(status, kills - run.memory_kills)
        await self.end(run, None if run.command == "stop" else reason)


def _stalled(run: ActiveRun) -> LogLine:
    event = Stalled(
        run=run.record.id,
        attempt=run.record.attempt,
        seq=run.record.last_seq,
        at=datetime.now(UTC),
        seconds=run.heartbeat.silent_seconds,
    )
    return line_of(event)


def _now() -> float:
    return asyncio.get_running_loop().time()
