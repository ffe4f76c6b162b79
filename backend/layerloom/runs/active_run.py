"""A run that has not ended, or whose process has not: its record, its log, its listeners, its trainer.

The record is changed by the event loop alone; files are read and written in threads.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from layerloom.rundir.control import ControlCommand, read_command, write_command
from layerloom.rundir.temporary_files import remove_leftovers
from layerloom.runs import event_log
from layerloom.runs.broadcast import Hub
from layerloom.runs.event_log import LogLine
from layerloom.runs.executors.executor import Trainer
from layerloom.runs.exit_reason import ExitReason
from layerloom.runs.heartbeat_monitor import HeartbeatMonitor
from layerloom.runs.run_folder import RunFolder
from layerloom.runs.state_reducer import reduce
from layerloom_schema.events import EVENT, TERMINAL, Event, Failed, Stopped
from layerloom_schema.runs import FINAL, RunRecord, RunState


@dataclass
class ActiveRun:
    """What the supervisor keeps of one run. Times are of the event loop's clock."""

    record: RunRecord
    folder: RunFolder
    hub: Hub
    pulse: HeartbeatMonitor
    trainer: Trainer | None = None
    launching: bool = False
    looked_after: bool = False
    """Whether a task follows it: not while it waits in the queue."""
    wanted: ControlCommand | None = None
    """What a person asked for last."""
    stop_asked: float | None = None
    ended_at: float | None = None
    kept: bool = False
    """Whether the book has its last record."""
    unwritten: Event | None = None
    """Its last event, while the disk does not take it."""
    dead_since: float | None = None
    memory_kills: int = 0
    """How often the kernel had ended a process for want of memory when this one's trainer was had."""
    _reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def ended(self) -> bool:
        """Whether its last event is there."""
        return self.record.state in FINAL

    @property
    def waits(self) -> bool:
        """Whether it stands in the queue."""
        return not (self.looked_after or self.launching or self.ended)

    async def follow(self) -> bool:
        """Takes in what the log has got since, and hands it on; true when there was something."""
        async with self._reading:
            lines = await asyncio.to_thread(self.hub.tail.read)
            self._take(lines)
        return bool(lines)

    async def catch_up(self) -> None:
        """Takes in the whole log as it is."""
        while await self.follow():
            pass

    async def shown(self) -> RunRecord:
        """The record as it is now, for the book: an end that comes while the folder is looked at is not in it."""
        record = self.record
        ended = record.state in FINAL
        told: dict[str, object] = {"pause_wanted": not ended and self.wanted == "pause"}
        if self.pulse.silent and record.state in (RunState.starting, RunState.running):
            told["state"] = RunState.stalled
        told["artifacts"] = await asyncio.to_thread(self.folder.artifacts, ended)
        return record.model_copy(update=told)

    async def ask(self, want: ControlCommand, now: float) -> None:
        """Tells the trainer what a person wants. To stop is the last that can be asked for, and is asked for once.

        Raises `OSError` where the disk does not take it; a stop then goes the other way, as a signal.
        """
        async with self._asking:
            if self.ended or self.wanted == "stop":
                return
            if want == "stop":
                self.stop_asked = now
            try:
                await asyncio.to_thread(write_command, self.folder.path, want)
            except OSError:
                if want != "stop":
                    raise
                if self.trainer is not None:
                    self.trainer.terminate()
            self.wanted = want
            if want == "stop" and not self.ended:
                self.record = self.record.model_copy(update={"state": RunState.stopping})

    async def recall(self, now: float) -> None:
        """What an earlier server had asked of it."""
        self.wanted = await asyncio.to_thread(read_command, self.folder.path)
        if self.wanted == "stop" and not self.ended:
            self.stop_asked = now
            self.record = self.record.model_copy(update={"state": RunState.stopping})

    async def conclude(self, reason: ExitReason | None) -> None:
        """Writes the event that a dead trainer left out: `failed`, or `stopped` where no reason is given.

        Where it cannot be written, the run has ended all the same, and the event waits. Raises `RunLockedError` when
        the run has a trainer after all.
        """
        async with self._reading:
            record = self.record
            event = await asyncio.to_thread(self._write_end, lambda seq: _last_event(record, reason, seq))
            if event is not None:
                self._take([LogLine(event, EVENT.dump_json(event).decode())])
                self.unwritten = event
        await self.catch_up()

    def give_up(self, reason: ExitReason | None) -> None:
        """Ends a run whose folder cannot be used: nothing is written there."""
        event = _last_event(self.record, reason, self.record.last + 1)
        self._take([LogLine(event, EVENT.dump_json(event).decode())])

    async def write_late(self) -> None:
        """Writes the last event that the disk had no room for. Raises `OSError` while it still has none."""
        event = self.unwritten
        if event is not None:
            await asyncio.to_thread(self._append, event)
            self.unwritten = None

    def _take(self, lines: list[LogLine]) -> None:
        for line in lines:
            self.record = reduce(self.record, line.event)
        self.hub.publish(lines)

    def _write_end(self, event_of: Callable[[int], Event]) -> Event | None:
        """The event, where it could not be written."""
        with self.folder.locked():
            remove_leftovers(self.folder.path)
            end = event_log.read_log_end(self.folder.events)
            if end.last is not None and end.last.type in TERMINAL:
                return None
            event = event_of(max(end.seq, self.record.last) + 1)
            try:
                event_log.append(self.folder.events, event)
            except OSError:
                return event
            return None

    def _append(self, event: Event) -> None:
        with self.folder.locked():
            event_log.append(self.folder.events, event)


def _last_event(record: RunRecord, reason: ExitReason | None, seq: int) -> Event:
    now = datetime.now(UTC)
    if reason is None:
        return Stopped(run=record.id, attempt=record.attempt, seq=seq, at=now, epochs=record.epochs_done)
    return Failed(
        run=record.id,
        attempt=record.attempt,
        seq=seq,
        at=now,
        code=reason.code,
        message=reason.message,
        values=reason.values,
    )
