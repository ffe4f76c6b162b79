"""A run's log: one tagged union. One event is one line of `events.jsonl`; it has a number and is never changed."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from .base import Json, Message, RunId

Logs = dict[str, float | None]
"""Every number Keras logs, under Keras's names, at full precision; `null` where it was not finite."""


class _Event(Message):
    run: RunId
    attempt: int
    seq: int
    """From 1, without a gap."""
    at: datetime


class Queued(_Event):
    """Accepted; `position` runs are before it."""

    type: Literal["queued"] = "queued"
    position: int = 0


class Started(_Event):
    """The trainer's own process is up."""

    type: Literal["started"] = "started"
    pid: int


class Compiled(_Event):
    """The model is built and compiled, the data is at hand."""

    type: Literal["compiled"] = "compiled"
    params: int
    trainable: int
    epochs: int
    steps: int
    """Batches in an epoch."""
    rows: int
    validation_rows: int
    outputs: list[str]


class EpochStarted(_Event):
    """`epoch` counts from 0."""

    type: Literal["epoch_started"] = "epoch_started"
    epoch: int


class Batch(_Event):
    """`batch` batches of the epoch are done; at most ten such events a second."""

    type: Literal["batch"] = "batch"
    epoch: int
    batch: int
    logs: Logs


class EpochEnded(_Event):
    """All the numbers of one epoch, validation included."""

    type: Literal["epoch_ended"] = "epoch_ended"
    epoch: int
    logs: Logs
    nonfinite: dict[str, Literal["nan", "inf", "-inf"]] = Field(default_factory=dict)
    seconds: float
    """By a monotonic clock, validation included."""


class CheckpointSaved(_Event):
    """A whole, verified checkpoint of the state after `epoch`."""

    type: Literal["checkpoint_saved"] = "checkpoint_saved"
    epoch: int
    name: str


class Paused(_Event):
    """Between epochs, holding its place."""

    type: Literal["paused"] = "paused"
    epoch: int


class Resumed(_Event):
    """Goes on after a pause."""

    type: Literal["resumed"] = "resumed"
    epoch: int


class Stopping(_Event):
    """The wish to stop has arrived; the batch in hand is finished first."""

    type: Literal["stopping"] = "stopping"


class Stopped(_Event):
    """Ended as wished. `epochs` were finished."""

    type: Literal["stopped"] = "stopped"
    epochs: int


class Completed(_Event):
    """Ended by itself. `early` names the callback that ended it before its last epoch."""

    type: Literal["completed"] = "completed"
    epochs: int
    early: str | None = None


class Failed(_Event):
    """Ended by a fault: a code, a sentence for a person, a next step."""

    type: Literal["failed"] = "failed"
    code: str
    message: str
    values: dict[str, Json] = Field(default_factory=dict)


class Diverged(_Event):
    """Ended because the loss was not a finite number any more."""

    type: Literal["diverged"] = "diverged"
    epoch: int
    message: str


Event = Annotated[
    Queued
    | Started
    | Compiled
    | EpochStarted
    | Batch
    | EpochEnded
    | CheckpointSaved
    | Paused
    | Resumed
    | Stopping
    | Stopped
    | Completed
    | Failed
    | Diverged,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
TERMINAL = frozenset({"stopped", "completed", "failed", "diverged"})


class EventPage(Message):
    """Events after a sequence number; `last` is the highest number there is."""

    events: list[Event]
    last: int
