"""A run that has not ended, or whose trainer has not: its record, log, listeners and execution.

The record is changed by the event loop alone; files are read and written in threads.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from layerloom.rundir.control import ControlCommand, read_command, write_command
from layerloom.rundir.event_line import LogLine, line_of
from layerloom.rundir.lock import locked
from layerloom.rundir.temporary_files import remove_leftovers
from layerloom.runs import event_log
from layerloom.runs.broadcast import Hub
from layerloom.runs.executors.executor import Execution, Progress
from layerloom.runs.folder import RunFolder
from layerloom.runs.state_reducer import reduce
from layerloom_schema.runs.events import (
    TERMINAL,
    Batch,
    EpochEnded,
    Event,
    Failed,
    Queued,
    Stalled,
    Stopped,
)
from layerloom_schema.runs.failures import Failure
from layerloom_schema.runs.views import FINAL, RunRecord, RunState

_LOG = structlog.get_logger("layerloom.runs")
_OWN_EVENTS = 100
"""More than the web process writes of a run that was never started: that it was queued, and its end."""


@dataclass
class ActiveRun:
    """State of one run in the web process. Times are seconds of the event loop's clock."""

    record: RunRecord
    folder: RunFolder
    hub: Hub
    execution: Execution | None = None
    """Where it is trained; `None` until it is started."""
    launching: bool = False
    is_trial: bool = False
    """Whether a sweep has started it, in a place of its own."""
    monitored: bool = False
    """Whether a task follows the run: not while it is queued."""
    command: ControlCommand | None = None
    """The last command that was sent."""
    stop_requested_at: float | None = None
    ended_at: float | None = None
    indexed: tuple[RunState, int] = (RunState.queued, 0)
    """The state and the epochs by which the repository lists it."""
    indexed_at: float = 0.0
    saved: bool = False
    """Whether the repository has the final record."""
    pending_event: Event | None = None
    """The last event of the run, until there is disk space to write it."""
    silent: bool = False
    """Whether its trainer gives no sign of life."""
    has_trained: bool = False
    """Whether this attempt has trained a batch: from then on its trainer has taken the memory that it needs."""
    lacking_memory: int | None = None
    """The bytes that were free, while the run waits for more."""
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Locked while a queued run is changed or taken out of the queue."""
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def ended(self) -> bool:
        """Whether the last event of the run was read."""
        return self.record.state in FINAL

    @property
    def is_queued(self) -> bool:
        """Whether the run waits to be started."""
        return not (self.monitored or self.launching or self.ended)

    async def read_new_events(self) -> Progress:
        """Read what is new of the run, update the record and publish it."""
        async with self._reading:
            progress = await self._progress()
            self._apply(progress.lines)
            self._note_silence(progress.silent_seconds)
        return progress

    async def read_all_events(self) -> Progress:
        """Read all events that have arrived; the last answer, which has none."""
        while (progress := await self.read_new_events()).lines:
            pass
        return progress

    async def _progress(self) -> Progress:
        if self.execution is not None:
            return await self.execution.events(self.hub.last)
        # A run that was never started has the few events that the web process wrote itself.
        page = await asyncio.to_thread(
            event_log.events_after, self.folder.events, self.record.id, self.hub.last, _OWN_EVENTS
        )
        return Progress(page.lines)

    def _note_silence(self, seconds: float | None) -> None:
        """Tell the listeners when the trainer falls silent, by an event that is not in the log."""
        if seconds is not None and not self.silent and not self.ended:
            _LOG.warning("a trainer gives no sign of life", run=self.record.id)
            self.hub.notify(line_of(_stalled(self.record, seconds)))
        self.silent = seconds is not None

    async def current_record(self) -> RunRecord:
        """The record with the fields that are not derived from events: artifacts, a requested pause, a stall.

        It is consistent: an end of the run that is read while the folder is listed is not in it.
        """
        record = self.record
        ended = record.state in FINAL
        overrides: dict[str, object] = {"pause_wanted": not ended and self.command == "pause"}
        overrides["free_bytes"] = self.lacking_memory if self.is_queued else None
        if self.silent and record.state in (RunState.starting, RunState.running):
            overrides["state"] = RunState.stalled
        overrides["artifacts"] = await asyncio.to_thread(self.folder.artifacts, ended)
        return record.model_copy(update=overrides)

    async def send(self, command: ControlCommand, now: float) -> None:
        """Write a command for the trainer. Nothing can follow a stop, and a stop is sent once.

        Raises:
            OSError: If the command cannot be sent. A stop always can be, once the run is started.
        """
        async with self._sending:
            if self.ended or self.command == "stop":
                return
            if command == "stop":
                self.stop_requested_at = now
            if self.execution is not None:
                await self.execution.send(command)
            else:  # for the trainer, which finds it when it starts
                await asyncio.to_thread(write_command, self.folder.path, command)
            self.command = command
            if command == "stop" and not self.ended:
                self.record = self.record.model_copy(update={"state": RunState.stopping})

    async def kill(self) -> None:
        """End a trainer that does not end by itself. Does nothing if there is none."""
        if self.execution is not None:
            await self.execution.send("kill")

    async def restore_command(self, now: float) -> None:
        """Read the command that an earlier server process sent."""
        self.command = await asyncio.to_thread(read_command, self.folder.path)
        if self.command == "stop" and not self.ended:
            self.stop_requested_at = now
            self.record = self.record.model_copy(update={"state": RunState.stopping})

    async def write_end_event(self, reason: Failure | None) -> None:
        """Write the final event that a dead trainer did not: `failed`, or `stopped` if no reason is given.

        If it cannot be written, the run has ended nevertheless and the event is kept in `pending_event`.

        Raises:
            RunLockedError: If the run has a live trainer after all.
        """
        async with self._reading:
            record = self.record
            event = await asyncio.to_thread(self._write_end, lambda seq: _end_event(record, reason, seq))
            if event is not None:
                self._apply([line_of(event)])
                self.pending_event = event
        await self.read_all_events()

    def end_without_log(self, reason: Failure | None) -> None:
        """End a run whose folder cannot be used, in memory only."""
        event = _end_event(self.record, reason, self.record.last_seq + 1)
        self._apply([line_of(event)])

    async def write_pending_event(self) -> None:
        """Write the final event that did not fit on the disk. Raises `OSError` while it still does not."""
        event = self.pending_event
        if event is not None:
            await asyncio.to_thread(self._append, event)
            self.pending_event = None

    def _apply(self, lines: list[LogLine]) -> None:
        for line in lines:
            self.record = reduce(self.record, line.event)
            if isinstance(line.event, Queued | Batch | EpochEnded):
                self.has_trained = not isinstance(line.event, Queued)
        self.hub.publish(lines)

    def _write_end(self, event_of: Callable[[int], Event]) -> Event | None:
        """The event if it could not be written; `None` if it was, or if the log has a final event already."""
        with locked(self.folder.path):
            remove_leftovers(self.folder.path)
            end = event_log.read_log_end(self.folder.events)
            if end.last is not None and end.last.type in TERMINAL:
                return None
            event = event_of(max(end.seq, self.record.last_seq) + 1)
            try:
                event_log.append(self.folder.events, event)
            except OSError:
                return event
            return None

    def _append(self, event: Event) -> None:
        with locked(self.folder.path):
            event_log.append(self.folder.events, event)


def _stalled(record: RunRecord, seconds: float) -> Stalled:
    return Stalled(
        run=record.id, attempt=record.attempt, seq=record.last_seq, at=datetime.now(UTC), seconds=seconds
    )


def _end_event(record: RunRecord, reason: Failure | None, seq: int) -> Event:
    now = datetime.now(UTC)
    if reason is None:
        return Stopped(run=record.id, attempt=record.attempt, seq=seq, at=now, epochs=record.epochs_done)
    return Failed(
        run=record.id,
        attempt=record.attempt,
        seq=seq,
        at=now,
        code=reason.code,
        variant=reason.variant,
        params=reason.params,
        message=reason.sentence(),
    )
