"""The state of a fit between two batches, beside its variables: where it is, and what its callbacks remember."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom_schema.runs.events import Logs

STATE = "state"
"""The name of the state in a checkpoint, as the bytes of its JSON."""

Phase = Literal["train", "validate"]


@dataclass(frozen=True)
class TrainingState:
    """Where a fit goes on, from the same variables, as if it had never ended."""

    epoch: int
    """The epoch that goes on, from 0."""
    batch: int = 0
    """How many batches of it are done. 0 is before its `on_epoch_begin`."""
    phase: Phase = "train"
    """`validate` when all its training batches are done: the validation is then run as a whole."""
    seconds: float = 0.0
    """How long that epoch has taken so far."""
    stop_training: bool = False
    """Whether a callback has ended the fit."""
    logs: Logs = field(default_factory=dict)
    """Of the last whole epoch."""
    best_loss: float | None = None
    """The least of the whole epochs, as in the record of the run."""
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    """The fields of each callback of the document, by name."""

    @property
    def loss(self) -> float | None:
        """Of the last whole epoch, if nothing was trained after it."""
        return None if self.batch else loss_of(self.logs)

    def as_array(self) -> Array:
        """As an array of bytes. NaN and infinity, which callbacks may hold, are written as Python's JSON does."""
        return np.frombuffer(json.dumps(asdict(self)).encode(), np.uint8)

    @classmethod
    def from_array(cls, array: Array) -> "TrainingState":
        """The state that `as_array` gave. Raises `ValueError` or `TypeError` for anything else."""
        return cls(**json.loads(array.tobytes()))


def loss_of(logs: Mapping[str, float | None]) -> float | None:
    """The loss by which epochs are compared: of the validation where there is one, else of the training."""
    return logs.get("val_loss", logs.get("loss"))
