"""Periodic in-memory snapshots of all variables, so that a NaN loss can be replayed from the last finite step."""

import math
import time
from collections.abc import Iterable
from typing import Any

import keras
import numpy as np

from layerloom.jobs.checkpoints.variables import size_of, variables_of
from layerloom.jobs.loop.learning_rate import is_scheduled, last_rate

SHARE = 400
"""After a snapshot that took 1 s, none is taken for 400 s."""
MOST_BYTES = 2**30
"""Larger models get no snapshots: a snapshot doubles their memory."""
BYTES_A_SECOND = 1e9
"""Estimated copy speed."""
AT_ONCE = 0.02
"""A first snapshot is taken before the first step if it takes at most this many seconds."""
State = list[np.ndarray[Any, np.dtype[Any]]]


class WeightSnapshots:
    """Holds the last snapshot with only finite values, and the learning rate of each epoch since."""

    def __init__(self, model: keras.Model) -> None:
        self._model = model
        self._state: State | None = None
        self._rates: dict[int, float] = {}
        self._at = (0, 0)
        first = _first(model)
        self._warm = first > 0
        self._due = time.monotonic() + first

    def begin(self, epoch: int, batches: int = 0) -> None:
        """Before the next batch of an epoch, after the `on_epoch_begin` of other callbacks; `batches` are done."""
        if not is_scheduled(self._model.optimizer):
            self._rates[epoch] = last_rate(self._model.optimizer)
        self.after(epoch, batches)

    def after(self, epoch: int, batches: int) -> None:
        """After `batches` batches of an epoch: take a snapshot where one is due."""
        started = time.monotonic()
        if started < self._due:
            return
        state = copy_values(variables_of(self._model))
        if all(np.isfinite(array).all() for array in state if array.dtype.kind in "fV"):
            self._state, self._at = state, (epoch, batches)
            self._rates = {known: rate for known, rate in self._rates.items() if known >= epoch}
        now = time.monotonic()
        # The first snapshot of a small model takes ten times as long as the next, so it is not used to schedule.
        self._due = now + (SHARE * (now - started) if self._warm else 0.0)
        self._warm = True

    def restore(self) -> tuple[int, int] | None:
        """Set the model to the last snapshot, and return its epoch and number of batches; None where there is none."""
        if self._state is None:
            return None
        assign_values(variables_of(self._model), self._state)
        return self._at

    def set_rate(self, epoch: int) -> None:
        """Set the learning rate that the epoch began with."""
        if epoch in self._rates:
            self._model.optimizer.learning_rate = self._rates[epoch]


def _first(model: keras.Model) -> float:
    """Seconds until the first snapshot: 0 for a small model, infinity for one that is too large."""
    size = size_of(model)
    takes = size / BYTES_A_SECOND
    return math.inf if size > MOST_BYTES else 0.0 if takes <= AT_ONCE else SHARE * takes


def copy_values(variables: Iterable[keras.Variable]) -> State:
    """A copy of the values of variables."""
    return [np.array(variable.numpy()) for variable in variables]


def assign_values(variables: Iterable[keras.Variable], state: State) -> None:
    """Assign copied values to variables."""
    for variable, array in zip(variables, state, strict=True):
        variable.assign(array)
