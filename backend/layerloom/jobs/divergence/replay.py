"""Goes over the last steps again, from the last copy of the state, to the one step that lost the loss.

The same rows in the same order, from the same numbers, give the same steps. What callbacks did between two epochs is
not done again, but for the learning rate that they left.
"""

import math
from collections.abc import Callable, Iterator

import keras

from layerloom.jobs.activations.activation_stats import weights_are_finite
from layerloom.jobs.checkpoints.checkpoints import variables_of
from layerloom.jobs.loop.epoch_function import WholeEpoch
from layerloom.jobs.loop.shuffle_order import Order

from .weight_snapshots import Trail, give, take

PIECE = 10
"""How many stretches, of a tenth of a second each, are gone over in one piece: so often a wish to stop is heard."""


class Replay:
    """One search. `heed` is asked between two pieces, and may raise to end it."""

    def __init__(
        self, model: keras.Model, steps: WholeEpoch, order: Order, trail: Trail, heed: Callable[[], None]
    ) -> None:
        self._model = model
        self._steps = steps
        self._order = order
        self._trail = trail
        self._heed = heed

    def find(self, epoch: int) -> tuple[int, int] | None:
        """Epoch and batch of the step that broke loss or weights, in `epoch` or since the last copy; the model then
        stands before that step. `None` where there is no copy, or where the steps go well this time."""
        begun = self._trail.go_back()
        if begun is None:
            return None
        first_epoch, first = begun
        for each in range(first_epoch, epoch + 1):
            self._order.begin(each)
            self._trail.set_rate(each)
            self._model.reset_metrics()
            for start, end in self._pieces(first):
                self._heed()
                found = self._search(start, end)
                if found is not None:
                    return each, found
            first = 0
        return None

    def _pieces(self, first: int) -> Iterator[tuple[int, int]]:
        length = self._steps.pace.batches * PIECE
        for start in range(first, self._steps.steps, length):
            yield start, min(start + length, self._steps.steps)

    def _search(self, first: int, last: int) -> int | None:
        # The loss that is told is a mean over the epoch: it goes on from what it was.
        held = [*variables_of(self._model), *self._model.metrics_variables]
        before = take(held)
        if self._goes_well(first, last):
            return None
        give(held, before)
        if last - first == 1:
            return first
        middle = (first + last) // 2
        found = self._search(first, middle)
        return self._search(middle, last) if found is None else found

    def _goes_well(self, first: int, last: int) -> bool:
        logs = self._steps.run(first, last)
        return math.isfinite(float(logs["loss"])) and weights_are_finite(self._model)


def find_in_validation(model: keras.Model, steps: WholeEpoch, heed: Callable[[], None]) -> int | None:
    """The first batch of the rows to validate on whose loss is not finite."""
    first, last = 0, steps.steps
    for start in range(0, steps.steps, steps.pace.batches * PIECE):
        heed()
        first, last = start, min(start + steps.pace.batches * PIECE, steps.steps)
        if not _validates(model, steps, first, last):
            break
    else:
        return None
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (middle, last) if _validates(model, steps, first, middle) else (first, middle)
    return first


def _validates(model: keras.Model, steps: WholeEpoch, first: int, last: int) -> bool:
    model.reset_metrics()
    return math.isfinite(float(steps.run(first, last)["loss"]))
