"""Monitors started runs: reads their logs, kills trainers that do not stop, writes the end event of a dead one."""

import asyncio

import structlog

from layerloom.rundir.lock import RunLockedError
from layerloom.runs.active_run import ActiveRun
from layerloom.runs.executors.executor import Executor
from layerloom.runs.run_repository import RecordStore
from layerloom.runs.start_failure import folder_unusable
from layerloom_schema.runs.failures import Failure

_LOG = structlog.get_logger("layerloom.runs")
_LINGER_SECONDS = 20.0
"""How long a trainer may stay alive after its last event."""
_UNTRAINED_SECONDS = 2.0
"""How long a run may take to stop that has not finished an epoch: it has nothing to save, and may be inside of a call
that cannot be interrupted."""

_INDEX_SECONDS = 5.0


class RunMonitor:
    """One step of monitoring for any started run; the scheduler calls it periodically."""

    def __init__(self, repository: RecordStore, executor: Executor, stop_seconds: float) -> None:
        self._repository = repository
        self._executor = executor
        self._stop_seconds = stop_seconds

    async def poll(self, run: ActiveRun) -> bool:
        """Read new events and check the trainer. True once the run has ended, is saved, and its trainer is gone.

        Raises:
            OSError: While the final event or record cannot be saved.
        """
        progress = await run.read_new_events()
        is_gone = run.execution is None or progress.exit_reason is not None
        if not is_gone and self._is_overdue(run):
            await run.kill()
        if run.ended:
            run.ended_at = run.ended_at or _now()
            await self._save(run)
            return is_gone
        if progress.exit_reason is not None:
            await self.end(run, None if run.command == "stop" else progress.exit_reason)
        else:
            await self._index(run)
        return False

    async def end(self, run: ActiveRun, reason: Failure | None) -> None:
        """Write the final event of a run without a trainer; attach to the trainer if there is one after all."""
        try:
            await run.write_end_event(reason)
        except RunLockedError:
            run.execution = await self._executor.attach(run.folder) or run.execution
        except OSError as error:
            _LOG.exception("the folder of a run cannot be used", run=run.record.id)
            run.end_without_log(folder_unusable(error) if reason is not None else None)

    def _is_overdue(self, run: ActiveRun) -> bool:
        """Whether the trainer of a run that ended, or was asked to stop, has used up its time."""
        if run.ended_at is not None:
            return _now() > run.ended_at + _LINGER_SECONDS
        if run.stop_requested_at is None:
            return False
        untrained = run.record.epochs_done == 0
        seconds = min(self._stop_seconds, _UNTRAINED_SECONDS) if untrained else self._stop_seconds
        return _now() > run.stop_requested_at + seconds

    async def _index(self, run: ActiveRun) -> None:
        """Have the repository list a run by a new state at once, and by new epochs every few seconds."""
        state, epochs = run.record.state, run.record.epochs_done
        if (state, epochs) == run.indexed:
            return
        if state is run.indexed[0] and _now() < run.indexed_at + _INDEX_SECONDS:
            return
        run.indexed, run.indexed_at = (state, epochs), _now()
        await asyncio.to_thread(self._repository.index, run.record)

    async def _save(self, run: ActiveRun) -> None:
        """Save the final event and the final record. Raises while there is no disk space."""
        await run.write_pending_event()
        if not run.saved:
            await asyncio.to_thread(self._repository.save, await run.current_record())
            run.saved = True


def _now() -> float:
    return asyncio.get_running_loop().time()
