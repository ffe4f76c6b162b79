"""Runs as the API shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import UUID4, Field

from .base import Body, Json, Message, RunId
from .document import Document
from .failures import Failure
from .languages import Language
from .limits import Limits


class RunState(StrEnum):
    """States of a run. The last four are final."""

    queued = "queued"
    starting = "starting"
    running = "running"
    paused = "paused"
    stalled = "stalled"
    """The trainer is alive and has made no step for long."""
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
    last_seq: int
    """The highest sequence number of its events."""
    logs: dict[str, float | None] = Field(default_factory=dict)
    """Of its last whole epoch."""
    best_loss: float | None = None
    """The least of its epochs so far: of the validation where there is one, else of the training."""
    created_at: datetime
    ended_at: datetime | None = None
    message: str | None = None
    """Why it failed or diverged, in the language that was asked for."""
    failure: Failure | None = None
    """What `message` is made of; `null` for runs of earlier versions, whose message is English."""
    artifacts: list[str] = Field(default_factory=list)
    pause_wanted: bool = False
    """Whether it was asked to wait after the current epoch, or waits."""
    queue_position: int = 0
    """How many runs it waits for; 0 if it was started."""
    label: str | None = None
    """A name given by a person; `name` is that of its document."""

    def in_language(self, language: Language) -> Self:
        """The same record with its message in another language."""
        if self.failure is None:
            return self
        return self.model_copy(update={"message": self.failure.sentence(language)})


class LabelRun(Body):
    """A name for a run, in any script; an empty one removes it."""

    label: str = Field(max_length=120)


class RunDetail(RunRecord):
    """With the snapshot it trains."""

    document: dict[str, Json]


class RunList(Message):
    """A page of runs, newest first. With `has_more`, request again with the id of the last one as `after`."""

    runs: list[RunRecord]
    has_more: bool

    def in_language(self, language: Language) -> Self:
        """The same records with their messages in another language."""
        return self.model_copy(update={"runs": [record.in_language(language) for record in self.runs]})


PROTOCOL = 2
"""How a trainer of this version writes events and reads the control file."""


class RunData(Body):
    """The data that a run trains on, as it was when the run was started."""

    versions: dict[str, str] = Field(default_factory=dict)
    """The version of each data set that the document names, for training and validation, by its name. A name that is
    missing is read in the version at hand."""


class RunSpec(Body):
    """`spec.json` of a run folder: everything the trainer needs. It never changes."""

    protocol: int = 1
    """The version of the event log and of the control file. Specs from before versions were counted have none."""
    run: RunId
    attempt: int
    document: Document
    limits: Limits = Field(default_factory=Limits)
    """The limits of the server or command that accepted the document."""
    data: RunData = Field(default_factory=RunData)
    data_path: str | None = None
    """An `.npz` that the command line was given, in place of the document's data set."""
