"""Runs as the API shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import UUID4, Field, StringConstraints

from layerloom_schema.base import Body, Json, Message, RunId
from layerloom_schema.data.learned_layers import LearnedLayer
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits
from layerloom_schema.text.languages import Language

from .failures import Failure
from .forks import ForkFrom, RunOrigin


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


Priority = Annotated[int, Field(ge=-100, le=100)]
"""Of queued runs those of the highest priority start first, of equal ones the first that came."""


class StartRun(Body):
    """A run is named by the client, so that a repeated start is the same run."""

    id: UUID4 | None = None
    document: Document
    project: str | None = None
    priority: Priority = 0
    origin: ForkFrom | None = Field(default=None, alias="from")
    """The checkpoint of another run whose weights it begins with, as far as they fit the document."""


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
    priority: int = 0
    """Its `Priority` in the queue."""
    memory_bytes: int | None = None
    """What its trainer takes at most, as estimated before the start; `null` for runs of earlier versions."""
    free_bytes: int | None = None
    """The memory that is free, while the run waits for more; else `null`."""
    label: str | None = None
    """A name given by a person; `name` is that of its document."""
    number: int = 0
    """From 1, in the order of the starts of its project's runs; it stays with the run."""
    note: str | None = None
    """What a person has written about it."""
    tags: list[str] = Field(default_factory=list)
    sweep: str | None = None
    """The sweep that started it as one of its trials."""
    origin: RunOrigin | None = None
    """The checkpoint of another run that it began with."""
    parameters: dict[str, Json] = Field(default_factory=dict)
    """Settings of its document that the list was asked to show, by the names that were asked for."""

    def in_language(self, language: Language) -> Self:
        """The same record with its message in another language."""
        if self.failure is None:
            return self
        return self.model_copy(update={"message": self.failure.sentence(language)})


class PrioritizeRun(Body):
    """Another priority for a queued run."""

    priority: Priority


class LabelRun(Body):
    """A name for a run, in any script; an empty one removes it."""

    label: str = Field(max_length=120)


class NoteRun(Body):
    """A note about a run; an empty one removes it."""

    note: str = Field(max_length=10_000)


Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class TagRun(Body):
    """The tags of a run, in place of those that it has."""

    tags: list[Tag] = Field(max_length=20)


class RunColumns(Message):
    """The names of all metrics, parameters and tags of runs: what the list can be sorted and filtered by."""

    metrics: list[str]
    parameters: list[str]
    tags: list[str]


class RunDetail(RunRecord):
    """With the snapshot it trains."""

    document: dict[str, Json]


class RunList(Message):
    """A part of the list of runs. With `has_more`, request again with a greater `offset`; newest first without a
    filter, also with the id of the last one as `after`."""

    runs: list[RunRecord]
    has_more: bool
    total: int | None = None
    """How many runs the filter leaves; not counted where `after` was given."""

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
    recipes: dict[str, Recipe] = Field(default_factory=dict)
    """Of a fork: recipes with what they learned in the run that it came from. They are not fitted again."""


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
    origin: RunOrigin | None = None
    """The checkpoint of another run that it begins with, which lies in the folder."""
    learned: list[LearnedLayer] = Field(default_factory=list)
    """Of a fork: what layers learned in the run that it came from, by their current names. They do not adapt again."""
    data_path: str | None = None
    """An `.npz` that the command line was given, in place of the document's data set."""
