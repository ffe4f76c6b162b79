"""Events of a run, as a tagged union. Each is one line of `events.jsonl` with a sequence number, never changed."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from layerloom_schema.base import Json, Message, ModelName, NodeId, RunId
from layerloom_schema.checks.problems import Where

from .failures import Failure, FailureCode

Logs = dict[str, float | None]
"""Every number Keras logs, under Keras's names, at full precision; `null` where it was not finite."""


class _Event(Message):
    run: RunId
    attempt: int
    seq: int
    """From 1, without a gap."""
    at: datetime


class Queued(_Event):
    """The run was accepted; `position` runs are before it."""

    type: Literal["queued"] = "queued"
    position: int = 0


class Started(_Event):
    """The trainer process has started."""

    type: Literal["started"] = "started"
    pid: int


class Compiled(_Event):
    """The model was built and compiled, and the data is loaded."""

    type: Literal["compiled"] = "compiled"
    params: int
    trainable: int
    epochs: int
    steps: int
    """Batches in an epoch."""
    rows: int
    validation_rows: int
    test_rows: int = 0
    """Rows that no training sees; 0 in logs from before a document could hold any back."""
    dropped_rows: int = 0
    """Rows that were left out, as a cell is missing."""
    outputs: list[str]
    repeatable: bool | None = None
    """Whether the same run gives the same numbers to the last bit; `null` in logs from before this was found out."""


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
    learning_rate: float | None = None
    """What the optimizer used last in this epoch."""


class NodeReading(Message):
    """What one call gave for the watched rows, and how its layer learns from them.

    `low` and `high` are of its finite numbers; `dead` is the share of its units (places of the last axis) that gave 0
    for every row, for layers whose activation can be 0 for good; `gradient` the Euclidean norm of the loss's gradient
    by the layer's trainable weights, `null` where it has none; `nonfinite` the share of numbers that are not finite.
    """

    node: NodeId
    model: ModelName | None = None
    low: float | None = None
    high: float | None = None
    dead: float | None = None
    gradient: float | None = None
    nonfinite: float = 0.0


class Observed(_Event):
    """What every call gave after `epoch` for a few fixed rows of the training data.

    Where the loss was lost in `epoch`, the rows are those of the batch that lost it.
    """

    type: Literal["observed"] = "observed"
    epoch: int
    rows: int
    nodes: list[NodeReading]


class OutputConfusion(Message):
    """How one output confuses the classes: rows by true class, then by predicted class."""

    name: str
    classes: list[str]
    counts: list[list[int]]


class Confusion(_Event):
    """How the validation rows were classified after `epoch`, by each output that tells classes apart."""

    type: Literal["confusion"] = "confusion"
    epoch: int
    outputs: list[OutputConfusion]


class CheckpointSaved(_Event):
    """A whole, verified checkpoint of the state after `epoch`, or after `batch` batches of it."""

    type: Literal["checkpoint_saved"] = "checkpoint_saved"
    epoch: int
    batch: int | None = None
    name: str


class Restored(_Event):
    """This attempt goes on as it was after `batch` batches of `epoch`: what earlier attempts reported from there on is
    superseded, and is trained again.
    """

    type: Literal["restored"] = "restored"
    epoch: int
    batch: int = 0
    name: str | None = None
    """The checkpoint; `null` where none had been saved, so that the run begins again."""
    damaged: list[str] = Field(default_factory=list)
    """Newer checkpoints that are not as they were written."""
    logs: Logs = Field(default_factory=dict)
    """Of the last whole epoch before."""
    best_loss: float | None = None
    """The least of the whole epochs before."""


class Paused(_Event):
    """The run waits between two epochs, and keeps its slot."""

    type: Literal["paused"] = "paused"
    epoch: int


class Resumed(_Event):
    """The run goes on after a pause."""

    type: Literal["resumed"] = "resumed"
    epoch: int


class Stalled(_Event):
    """The trainer is alive and has made no step for `seconds`. It is not killed for that; the next event ends this state.

    Written by the trainer while it runs. If its process does not run, the server sends this event to all listeners: it is
    not in the log, and has the sequence number of the last event that is.
    """

    type: Literal["stalled"] = "stalled"
    epoch: int | None = None
    """The current epoch; `None` before the first."""
    seconds: float
    cause: Literal["no_step", "disk_full"] = "no_step"
    """With `disk_full` training is over, and the model waits for disk space."""


class Gap(_Event):
    """Replaces the events `first` to `seq`, of which the log has no readable line.

    A stream may also pass over numbers without a gap: of what a slow listener has not been sent yet, batches are left
    out.
    """

    type: Literal["gap"] = "gap"
    first: int


class Stopping(_Event):
    """The request to stop was received; the current batch is finished first."""

    type: Literal["stopping"] = "stopping"


class Stopped(_Event):
    """The run was stopped on request after `epochs` epochs."""

    type: Literal["stopped"] = "stopped"
    epochs: int


class Completed(_Event):
    """The run has ended. `stopped_by` names the callback that ended it before its last epoch."""

    type: Literal["completed"] = "completed"
    epochs: int
    stopped_by: str | None = None


class Failed(_Event):
    """The run failed: why, in English what to do next, and the node where Keras failed, if known."""

    type: Literal["failed"] = "failed"
    code: str
    variant: str | None = None
    params: dict[str, Json] = Field(default_factory=dict)
    message: str
    values: dict[str, Json] = Field(default_factory=dict)
    """In logs of earlier versions, which have no variant and no params."""
    where: Where | None = None

    @property
    def failure(self) -> Failure:
        """The cause, whose sentence is `message` in English."""
        return Failure(code=self.code, variant=self.variant, params=self.params)


class Diverged(_Event):
    """The run ended as its loss was not finite; with `masked_by_relu`, as weights were not finite while the loss was:
    a compiled layer with relu gives 0 for NaN.

    `where` is the first call, in the order of calls, whose numbers were not finite, and `origin` what they were: of
    an input or a target, weights, what it gave, the loss of an output, or the gradient.
    """

    type: Literal["diverged"] = "diverged"
    epoch: int
    variant: str | None = None
    """`null` in logs of earlier versions, which have no params either."""
    params: dict[str, Json] = Field(default_factory=dict)
    message: str
    where: Where | None = None
    origin: Literal["input", "weights", "activation", "loss", "gradient"] | None = None
    masked_by_relu: bool = False

    @property
    def failure(self) -> Failure:
        """The cause, whose sentence is `message` in English."""
        return Failure(code=FailureCode.diverged, variant=self.variant, params=self.params)


Event = Annotated[
    Queued
    | Started
    | Compiled
    | EpochStarted
    | Batch
    | EpochEnded
    | Observed
    | Confusion
    | CheckpointSaved
    | Restored
    | Paused
    | Resumed
    | Stalled
    | Gap
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
    """A page of events after a sequence number; `last_seq` is the highest sequence number of the run.

    To get all, request again after the last event of the page, until that is `last_seq`.
    """

    events: list[Event]
    last_seq: int
