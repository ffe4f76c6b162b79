"""The way back to before a loss was lost: a copy of every number that the next step depends on, taken now and then."""

import math
import time
from collections.abc import Iterable
from typing import Any

import keras
import numpy as np

from layerloom.jobs.checkpoints.checkpoints import size_of, variables_of
from layerloom.jobs.train.learning_rate import is_scheduled, last_rate

SHARE = 400
"""A copy that takes a second is followed by four hundred seconds without one."""
MOST_BYTES = 2**30
"""Of larger models no copy is kept: it would have to stay in memory beside them."""
BYTES_A_SECOND = 1e9
"""How fast numbers are copied, about."""
AT_ONCE = 0.02
"""Seconds that the copy before the first step may take."""
State = list[np.ndarray[Any, np.dtype[Any]]]


class Trail:
    """Keeps the last copy in which every number is finite, and what callbacks set the learning rate to since."""

    def __init__(self, model: keras.Model) -> None:
        self._model = model
        self._state: State | None = None
        self._rates: dict[int, float] = {}
        self._at = (0, 0)
        first = _first(model)
        self._warm = first > 0
        self._due = time.monotonic() + first

    def begin(self, epoch: int) -> None:
        """Before the first batch of an epoch, when callbacks have set what they set."""
        if not is_scheduled(self._model.optimizer):
            self._rates[epoch] = last_rate(self._model.optimizer)
        self.after(epoch, 0)

    def after(self, epoch: int, batches: int) -> None:
        """After so many batches of an epoch. A copy is taken where one is due."""
        begun = time.monotonic()
        if begun < self._due:
            return
        state = take(variables_of(self._model))
        if all(np.isfinite(array).all() for array in state if array.dtype.kind in "fV"):
            self._state, self._at = state, (epoch, batches)
            self._rates = {known: rate for known, rate in self._rates.items() if known >= epoch}
        now = time.monotonic()
        # The first copy of a small model takes ten times as long as the next, and says nothing of it.
        self._due = now + (SHARE * (now - begun) if self._warm else 0.0)
        self._warm = True

    def go_back(self) -> tuple[int, int] | None:
        """Sets the model to the last copy, and says of what epoch and after how many batches that was."""
        if self._state is None:
            return None
        give(variables_of(self._model), self._state)
        return self._at

    def set_rate(self, epoch: int) -> None:
        """Sets the learning rate that the epoch began with."""
        if epoch in self._rates:
            self._model.optimizer.learning_rate = self._rates[epoch]


def _first(model: keras.Model) -> float:
    """Seconds until the first copy: none for a small model, and no copy at all of one that is too large."""
    size = size_of(model)
    takes = size / BYTES_A_SECOND
    return math.inf if size > MOST_BYTES else 0.0 if takes <= AT_ONCE else SHARE * takes


def take(variables: Iterable[keras.Variable]) -> State:
    """A copy of what variables hold."""
    return [np.array(variable.numpy()) for variable in variables]


def give(variables: Iterable[keras.Variable], state: State) -> None:
    """Sets variables to what they held."""
    for variable, array in zip(variables, state, strict=True):
        variable.assign(array)
