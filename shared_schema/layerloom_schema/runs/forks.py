"""Forks: runs that begin with the weights of another run, and what of its checkpoint fits the current model."""

from enum import StrEnum
from typing import Literal

from pydantic import UUID4

from layerloom_schema.base import Body, Message, RunId


class ForkPoint(StrEnum):
    """Which of the checkpoints that a run has kept."""

    last = "last"
    """The newest one. The weights of a checkpoint are all finite, also where the run diverged later."""
    best = "best"
    """The one with the least loss: of the validation where there is one, else of the training."""


class ForkFrom(Body):
    """The checkpoint that a new run is to begin with."""

    run: UUID4
    checkpoint: ForkPoint = ForkPoint.last


class RunOrigin(Message):
    """The checkpoint that a run began with."""

    run: RunId
    checkpoint: ForkPoint
    epoch: int
    """The last epoch of that run that the checkpoint has seen a batch of, from 0."""


class KeptCheckpoint(Message):
    """A checkpoint that a run can be forked from."""

    checkpoint: ForkPoint
    epoch: int
    """The last epoch that it has seen a batch of, from 0."""
    batch: int | None
    """How many batches of that epoch; `null` for all of them."""
    loss: float | None
    """Of the whole epoch, if nothing was trained after it."""


class NewWeight(Message):
    """A weight that does not come from the checkpoint: it begins as its initializer draws it."""

    name: str
    shape: list[int]
    saved_shape: list[int] | None
    """Its shape in the checkpoint, where it is another one."""


class ForkedLayer(Message):
    """What a layer with weights takes from the checkpoint."""

    layer: str
    """Its name, after those of the nested models that it is in."""
    kept: int
    """How many of its weights come from the checkpoint."""
    new: list[NewWeight]
    optimizer: Literal["kept", "partly", "new", "none"]
    """Whether what the optimizer remembers of its weights comes from the checkpoint; `none` where it remembers nothing
    of them, as they are frozen or the optimizer is without memory."""


class ForkReport(Message):
    """What a new run of a document takes from a checkpoint of another run."""

    run: RunId
    checkpoint: ForkPoint
    checkpoints: list[KeptCheckpoint]
    """All that there are; `best` only where it is another one than `last`."""
    layers: list[ForkedLayer]
    left_over: list[str]
    """Layers of the checkpoint that the document has no longer."""
    optimizers: list[str]
    """The classes of the document's optimizers that go on with what they remember."""
    other_optimizers: list[str]
    """Those that begin without any: the run had another one."""
    steps: int | None
    """The step at which the optimizer goes on, and with it a schedule of the learning rate; `null` where it begins."""
    learned: list[str]
    """Layers and recipes that keep what they learned from the rows of the run."""
    adapted: list[str]
    """Those that learn from the training rows, as they are new or changed."""
