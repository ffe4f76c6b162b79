"""Sweeps: trials of one document with other settings, in search of the best.

A sweep has a folder of its own. `SweepSpec` is its `sweep.json`, which never changes; `SweepLine` is a line of its
`sweep.jsonl`, from which everything else follows.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import UUID4, Field, TypeAdapter

from layerloom_schema.base import Body, Json, Message, RunId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetConfig, SetField, SetNode
from layerloom_schema.limits import Limits
from layerloom_schema.text.languages import Language

from .failures import Failure
from .views import RunData

SPEC, LOG = "sweep.json", "sweep.jsonl"
"""Files of a sweep's folder, beside those that it has in common with a run's: `lock`, `control`, `log.txt`."""
MOST_TRIALS, MOST_PLACES = 10_000, 64
Direction = Literal["minimize", "maximize"]


class Sampler(StrEnum):
    """How the settings of the next trial are chosen."""

    grid = "grid"
    """Every combination, the last dimension varying fastest."""
    random = "random"
    tpe = "tpe"
    """Tree-structured Parzen estimator, of Optuna: from what earlier trials found."""


class Pruner(StrEnum):
    """Which trials are ended early."""

    none = "none"
    median = "median"
    """One that is worse, after as many epochs, than the median of the earlier trials (Optuna's MedianPruner)."""


class Range(Body):
    """Numbers from `low` to `high`, both included; with `log` equally dense in every ratio."""

    low: float
    high: float
    step: float | None = None
    log: bool = False
    integer: bool = False


class Dimension(Body):
    """One setting that differs between trials: an edit whose `value` is chosen from `values`, or from a `range`."""

    edit: Annotated[SetConfig | SetField | SetNode, Field(discriminator="type")]
    name: str = Field(default="", max_length=200)
    """What a person calls it."""
    values: list[Json] | None = Field(default=None, max_length=1000)
    range: Range | None = None


class Objective(Body):
    """The number of an epoch's logs that is to be least or greatest, of the best epoch or of the last."""

    metric: str = Field(default="val_loss", max_length=200)
    direction: Direction = "minimize"
    epoch: Literal["best", "last"] = "best"


class SweepPlan(Body):
    """What is tried, how, how often, and what is sought."""

    space: list[Dimension] = Field(max_length=50)
    sampler: Sampler = Sampler.random
    pruner: Pruner = Pruner.none
    objective: Objective = Field(default_factory=Objective)
    trials: int = Field(default=20, ge=1, le=MOST_TRIALS)
    """At most; a grid has as many as it has combinations."""
    places: int = Field(default=1, ge=1, le=MOST_PLACES)
    """Trials at once. What a trial is asked depends on this number, as it knows the results of so many fewer."""
    seed: int = Field(default=0, ge=0, lt=2**32)


class StartSweep(SweepPlan):
    """A sweep is named by the client, so that a repeated start is the same sweep."""

    id: UUID4 | None = None
    document: Document
    project: str | None = None


class SweepSpec(SweepPlan):
    """`sweep.json`: everything that its process needs. It never changes."""

    protocol: Literal[1] = 1
    sweep: str
    document: Document
    project: str | None = None
    created_at: datetime
    limits: Limits = Field(default_factory=Limits)
    data: RunData = Field(default_factory=RunData)
    """The versions of the data sets that all its trials read."""


class TrialState(StrEnum):
    """States of a trial."""

    running = "running"
    completed = "completed"
    pruned = "pruned"
    stopped = "stopped"
    failed = "failed"


class Asked(Message):
    """A trial was given its values, one for each dimension. Written before its run is started."""

    type: Literal["asked"] = "asked"
    trial: int
    run: RunId
    values: list[Json]
    at: datetime


class Retried(Message):
    """The trainer of a trial was killed: it is trained again, as another run."""

    type: Literal["retried"] = "retried"
    trial: int
    run: RunId
    at: datetime


class Reported(Message):
    """A trial has ended. `curve` has the objective's metric of each epoch, `null` where it was not finite."""

    type: Literal["reported"] = "reported"
    trial: int
    state: TrialState
    value: float | None
    epoch: int | None
    """The epoch that `value` is of, from 0."""
    curve: list[float | None] = Field(default_factory=list)
    failure: Failure | None = None
    at: datetime


class Ended(Message):
    """The sweep has ended."""

    type: Literal["ended"] = "ended"
    state: Literal["completed", "stopped", "failed"]
    failure: Failure | None = None
    at: datetime


SweepLine = Annotated[Asked | Retried | Reported | Ended, Field(discriminator="type")]
SWEEP_LINE: TypeAdapter[SweepLine] = TypeAdapter(SweepLine)


class SweepState(StrEnum):
    """States of a sweep. The last three are final."""

    running = "running"
    stopping = "stopping"
    completed = "completed"
    stopped = "stopped"
    failed = "failed"


class Trial(Message):
    """One trial, as the API shows it."""

    number: int
    """From 0."""
    run: RunId
    values: list[Json]
    state: TrialState
    value: float | None = None
    epoch: int | None = None
    failure: Failure | None = None
    message: str | None = None
    """Why it failed, in the language that was asked for."""


class SweepRecord(Message):
    """One sweep."""

    id: str
    name: str
    project: str | None
    state: SweepState
    sampler: Sampler
    pruner: Pruner
    objective: Objective
    trials: int
    """How many there will be at most."""
    places: int
    seed: int
    ended: int
    """How many trials have ended."""
    best: Trial | None
    created_at: datetime
    ended_at: datetime | None
    failure: Failure | None = None
    message: str | None = None

    def in_language(self, language: Language) -> Self:
        """The same sweep with its sentences in another language."""
        best = None if self.best is None else _translated(self.best, language)
        message = None if self.failure is None else self.failure.sentence(language)
        return self.model_copy(update={"best": best, "message": message})


class SweepDetail(SweepRecord):
    """With its space and all its trials."""

    space: list[Dimension]
    all_trials: list[Trial]

    def in_language(self, language: Language) -> Self:
        """The same sweep with its sentences in another language."""
        trials = [_translated(trial, language) for trial in self.all_trials]
        return super().in_language(language).model_copy(update={"all_trials": trials})


class SweepList(Message):
    """Sweeps, newest first."""

    sweeps: list[SweepRecord]


class LoggedMetric(Message):
    """A number that every epoch of a training logs, and the direction in which it improves, where that is known."""

    name: str
    better: Direction | None


class LoggedMetrics(Message):
    """What the epochs of a document's training log: what a sweep can seek."""

    metrics: list[LoggedMetric]


def _translated(trial: Trial, language: Language) -> Trial:
    message = None if trial.failure is None else trial.failure.sentence(language)
    return trial.model_copy(update={"message": message})
