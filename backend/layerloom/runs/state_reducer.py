"""The record of a run as a pure function of its events."""

from layerloom_schema.runs.events import (
    Batch,
    CheckpointSaved,
    Compiled,
    Completed,
    Confusion,
    Diverged,
    EpochEnded,
    EpochStarted,
    Event,
    Failed,
    Gap,
    Observed,
    Paused,
    Queued,
    Restored,
    Resumed,
    Stalled,
    Started,
    Stopped,
    Stopping,
)
from layerloom_schema.runs.views import FINAL, RunRecord, RunState


def reduce(record: RunRecord, event: Event) -> RunRecord:
    """The record after one more event. Repeated events, and events after the end, change nothing.

    A new attempt goes on after the end.
    """
    goes_on = isinstance(event, Queued) and event.attempt > record.attempt
    if event.seq <= record.last_seq or (record.state in FINAL and not goes_on):
        return record
    changes: dict[str, object] = {"last_seq": event.seq, "attempt": event.attempt}
    match event:
        case Queued():
            changes |= {"state": RunState.queued, "ended_at": None, "message": None, "failure": None}
        case Started():
            changes["state"] = _unless_stopping(record, RunState.starting)
        case Compiled():
            changes |= {"state": _unless_stopping(record, RunState.running), "epochs": event.epochs}
        case EpochStarted() | Resumed():
            changes["state"] = _unless_stopping(record, RunState.running)
        case Restored():
            changes |= {"epochs_done": event.epoch, "logs": event.logs, "best_loss": event.best_loss}
        case EpochEnded():
            best = _least(record.best_loss, event.logs.get("val_loss", event.logs.get("loss")))
            changes |= {"epochs_done": event.epoch + 1, "logs": dict(event.logs), "best_loss": best}
        case Stalled():
            changes["state"] = _unless_stopping(record, RunState.stalled)
        case Paused():
            changes["state"] = _unless_stopping(record, RunState.paused)
        case Stopping():
            changes["state"] = RunState.stopping
        case Stopped() | Completed():
            changes |= {"state": RunState(event.type), "ended_at": event.at}
        case Failed() | Diverged():
            failure = event.failure if event.failure.has_sentence else None
            changes |= {"state": RunState(event.type), "ended_at": event.at}
            changes |= {"message": event.message, "failure": failure}
        case Batch() | CheckpointSaved() | Confusion() | Observed():
            pass
        case Gap():
            return record.model_copy(update=changes)
    if record.state is RunState.stalled:
        changes.setdefault("state", RunState.running)
    return record.model_copy(update=changes)


def _least(known: float | None, number: float | None) -> float | None:
    numbers = [each for each in (known, number) if each is not None]
    return min(numbers, default=None)


def _unless_stopping(record: RunRecord, state: RunState) -> RunState:
    return RunState.stopping if record.state is RunState.stopping else state
