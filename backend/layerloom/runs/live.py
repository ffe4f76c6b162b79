"""A run that has not ended, or whose process has not: its record, its log, its listeners, its trainer."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from layerloom.runs import log
from layerloom.runs.executor import Trainer
from layerloom.runs.exits import ExitReason, memory_kills
from layerloom.runs.folder import RunFolder
from layerloom.runs.hub import Hub
from layerloom.runs.state import reduce
from layerloom_schema.events import TERMINAL, Event, Failed, Queued, Stopped
from layerloom_schema.runs import FINAL, RunRecord, RunState


@dataclass
class Live:
    """What the supervisor keeps of one run. Times are of the event loop's clock."""

    record: RunRecord
    folder: RunFolder
    hub: Hub
    trainer: Trainer | None = None
    launching: bool = False
    kill_at: float | None = None
    """When a run that was asked to stop, or has ended, has had time enough."""
    kept: bool = False
    """Whether the book has its last record."""
    dead_since: float | None = None
    memory_kills: int = field(default_factory=memory_kills)

    @property
    def ended(self) -> bool:
        """Whether its last event is there."""
        return self.record.state in FINAL

    @property
    def waits(self) -> bool:
        """Whether it stands in the queue."""
        return self.trainer is None and not self.launching and not self.ended

    def follow(self) -> bool:
        """Takes in what the log has got since, and hands it on; true when there was something."""
        lines = self.hub.tail.read()
        for line in lines:
            self.record = reduce(self.record, line.event)
        if lines:
            self.hub.publish(lines)
        return bool(lines)

    def catch_up(self) -> None:
        """Takes in the whole log as it is."""
        while self.follow():
            pass

    def shown(self) -> RunRecord:
        """The record for the book."""
        told = {
            "artifacts": self.folder.artifacts(self.ended),
            "pause_wanted": not self.ended and self.folder.wanted == "pause",
        }
        return self.record.model_copy(update=told)

    def prepare(self, document: str, position: int) -> None:
        """Makes the folder, where there is none yet, with the snapshot and the first event."""
        record = self.record
        spec = f'{{"run":"{record.id}","attempt":{record.attempt},"document":{document}}}\n'
        queued = Queued(run=record.id, attempt=record.attempt, seq=1, at=datetime.now(UTC), position=position)
        self.folder.create(spec, queued)
        self.catch_up()

    def conclude(self, reason: ExitReason | None) -> None:
        """Writes the event that a dead trainer left out: `failed`, or `stopped` where that was wished for.

        Raises `LockHeld` when the run has a trainer after all.
        """
        with self.folder.locked():
            lines = log.read_all(self.folder.events)
            if any(line.event.type in TERMINAL for line in lines):
                return
            log.append(self.folder.events, self._last_event(reason, lines))

    def _last_event(self, reason: ExitReason | None, lines: list[log.Line]) -> Event:
        record = self.record
        seq = (lines[-1].event.seq if lines else 0) + 1
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

    def want_stop(self, kill_at: float) -> None:
        """Asks its trainer to stop; asking again changes nothing."""
        if self.record.state is not RunState.stopping:
            self.folder.want("stop")
            self.record = self.record.model_copy(update={"state": RunState.stopping})
        if self.kill_at is None:
            self.kill_at = kill_at
