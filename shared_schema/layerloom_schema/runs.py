"""Runs as the API shows them."""

from datetime import datetime
from enum import StrEnum

from pydantic import UUID4, Field

from .base import Body, Json, Message, RunId
from .document import Document
from .limits import Limits


class RunState(StrEnum):
    """Where a run stands. The last four are final."""

    queued = "queued"
    starting = "starting"
    running = "running"
    paused = "paused"
    stalled = "stalled"
    """No step for longer than there is reason for; the trainer lives."""
    stopping = "stopping"
    stopped = "stopped"
    completed = "completed"
    failed = "failed"
    diverged = "diverged"


FINAL = frozenset({RunState.stopped, RunState.completed, RunState.failed, RunState.diverged})


class StartRun(Body):
    """A run is named by the client, so that a repeated start is the same run."""

    id: UUID4 | None = None
    document: Document
    project: str | None = None


class RunRecord(Message):
    """One training of one snapshot of a document."""

    id: RunId
    state: RunState
    attempt: int
    name: str
    project: str | None
    dataset: str
    epochs: int
    seed: int
    epochs_done: int
    last: int
    """The highest sequence number of its events."""
    logs: dict[str, float | None] = Field(default_factory=dict)
    """Of its last whole epoch."""
    best_loss: float | None = None
    """The least of its epochs so far: of the validation where there is one, else of the training."""
    created_at: datetime
    ended_at: datetime | None = None
    message: str | None = None
    artifacts: list[str] = Field(default_factory=list)
    pause_wanted: bool = False
    """It is to wait after the epoch in hand, or waits already."""
    ahead: int = 0
    """How many runs it still waits for; 0 for one whose turn has come."""
    label: str | None = None
    """What a person calls it; the name is that of its document."""


class LabelRun(Body):
    """What a person calls a run, in any script; nothing takes the name away."""

    label: str = Field(max_length=120)


class RunDetail(RunRecord):
    """With the snapshot it trains."""

    document: dict[str, Json]


class RunList(Message):
    """Newest first."""

    runs: list[RunRecord]


class RunSpec(Body):
    """`spec.json` of a run folder: all that the trainer needs, and nothing that may change."""

    run: RunId
    attempt: int
    document: Document
    limits: Limits = Field(default_factory=Limits)
    """Those of the server, or of the command, that accepted the document."""
    data_path: str | None = None
    """An `.npz` that the command line was given, in place of the document's data set."""
