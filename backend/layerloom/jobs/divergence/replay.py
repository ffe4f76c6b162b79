"""Replay the steps since the last weight snapshot, and bisect to the step that made the loss or a weight non-finite.

The same rows in the same order from the same variables give the same steps. Callbacks between epochs are not run again,
except that the learning rate they set is restored.
"""

import math
from collections.abc import Callable, Iterator

import keras

from layerloom.jobs.activations.activation_stats import weights_are_finite
from layerloom.jobs.checkpoints.variables import all_variables_of
from layerloom.jobs.loop.epoch_function import EpochFunction
from layerloom.jobs.loop.shuffle_order import ShuffleOrder

from .weight_snapshots import WeightSnapshots, assign_values, copy_values

CHUNKS_AT_ONCE = 10
"""Chunks of 0.1 s that are replayed between two checks for a stop."""


class Replay:
    """One search. `raise_if_stopped` is called between two ranges of batches, and may raise to end it."""

    def __init__(
        self,
        model: keras.Model,
        steps: EpochFunction,
        order: ShuffleOrder,
        snapshots: WeightSnapshots,
        raise_if_stopped: Callable[[], None],
    ) -> None:
        self._model = model
        self._steps = steps
        self._order = order
        self._snapshots = snapshots
        self._raise_if_stopped = raise_if_stopped

    def find(self, epoch: int) -> tuple[int, int] | None:
        """Epoch and batch of the failing step, in `epoch` or since the last snapshot; the model is left as it was
        before that step. `None` where there is no snapshot, or where all replayed steps are finite."""
        started = self._snapshots.restore()
        if started is None:
            return None
        first_epoch, first = started
        for each in range(first_epoch, epoch + 1):
            self._order.begin(each)
            self._snapshots.set_rate(each)
            self._model.reset_metrics()
            for start, end in self._batch_ranges(first):
                self._raise_if_stopped()
                found = self._search(start, end)
                if found is not None:
                    return each, found
            first = 0
        return None

    def _batch_ranges(self, first: int) -> Iterator[tuple[int, int]]:
        length = self._steps.chunk_sizer.batches * CHUNKS_AT_ONCE
        for start in range(first, self._steps.steps, length):
            yield start, min(start + length, self._steps.steps)

    def _search(self, first: int, last: int) -> int | None:
        # The reported loss is a mean over the epoch, so the metric variables are part of the state.
        variables = all_variables_of(self._model)
        before = copy_values(variables)
        if self._is_finite(first, last):
            return None
        assign_values(variables, before)
        if last - first == 1:
            return first
        middle = (first + last) // 2
        found = self._search(first, middle)
        return self._search(middle, last) if found is None else found

    def _is_finite(self, first: int, last: int) -> bool:
        logs = self._steps.run(first, last)
        return math.isfinite(float(logs["loss"])) and weights_are_finite(self._model)


def find_in_validation(
    model: keras.Model, steps: EpochFunction, raise_if_stopped: Callable[[], None]
) -> int | None:
    """The first validation batch whose loss is not finite."""
    first, last = 0, steps.steps
    for start in range(0, steps.steps, steps.chunk_sizer.batches * CHUNKS_AT_ONCE):
        raise_if_stopped()
        first, last = start, min(start + steps.chunk_sizer.batches * CHUNKS_AT_ONCE, steps.steps)
        if not _validation_is_finite(model, steps, first, last):
            break
    else:
        return None
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (
            (middle, last) if _validation_is_finite(model, steps, first, middle) else (first, middle)
        )
    return first


def _validation_is_finite(model: keras.Model, steps: EpochFunction, first: int, last: int) -> bool:
    model.reset_metrics()
    return math.isfinite(float(steps.run(first, last)["loss"]))
