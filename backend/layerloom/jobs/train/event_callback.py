"""[E] From Keras's callbacks to events."""

import math
import time
from collections.abc import Mapping
from typing import Literal, NamedTuple

import keras
import numpy as np

from layerloom.jobs.activations.activation_monitor import Watch
from layerloom.jobs.activations.activation_stats import weights_are_finite
from layerloom.jobs.checkpoints.checkpoints import Checkpoints
from layerloom.jobs.divergence.weight_snapshots import Trail
from layerloom.jobs.loop.epoch_function import Numbers
from layerloom.jobs.loop.shuffle_order import Order
from layerloom_schema.base import Json

from .control import Wish
from .event_log import EventLog
from .learning_rate import last_rate

BATCH_EVERY = 0.1
"""Seconds between two batch events."""
NotFinite = Literal["nan", "inf", "-inf"]


class Lost(Exception):
    """Ends training in `epoch`: its loss is not a finite number any more, or that of the rows to validate on.

    With `hidden` the loss is, but weights are not: a compiled layer with relu gives 0 where it should give NaN.
    """

    def __init__(self, epoch: int, *, validation: bool = False, hidden: bool = False) -> None:
        super().__init__(epoch)
        self.epoch = epoch
        self.validation = validation
        self.hidden = hidden
        self.story: dict[str, Json] = {}


class Plan(NamedTuple):
    """How much there is to do: epochs, batches in each, rows in those."""

    epochs: int
    steps: int
    rows: int


class Reporter(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Writes the events of epochs and batches, keeps checkpoints, and ends a run whose loss is lost.

    It stands after the document's own callbacks, whose numbers (a learning rate) belong to the epoch.
    """

    def __init__(
        self,
        log: EventLog,
        wish: Wish,
        order: Order,
        checkpoints: Checkpoints,
        plan: Plan,
        watch: Watch,
        trail: Trail,
    ) -> None:
        super().__init__()
        self.finished = 0
        self._log = log
        self._wish = wish
        self._order = order
        self._checkpoints = checkpoints
        self._plan = plan
        self._watch = watch
        self._trail = trail
        self._rate: float | None = None
        self._epoch = 0
        self._begun = 0.0
        self._news = 0.0
        self._unsaid: tuple[int, Numbers] | None = None

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:  # noqa: ARG002 (Keras's)
        self._epoch = epoch
        self._order.begin(epoch)
        self._log.write("epoch_started", epoch=epoch)
        self._begun = time.perf_counter()
        self._trail.begin(epoch)

    def after_stretch(self, batches: int, logs: Numbers) -> None:
        """News of a training epoch, at most ten times a second. A loss that is lost ends its epoch there."""
        self._unsaid = (batches, logs)
        self._say_batch()
        lost = not math.isfinite(float(logs["loss"]))
        if lost or batches == self._plan.steps:
            # Callbacks set the next epoch's rate before they let the end of this one be told.
            self._rate = last_rate(self.model.optimizer)
        if lost:
            self._end_epoch(self._epoch, logs)
            raise Lost(self._epoch)
        self._trail.after(self._epoch, batches)
        self._wish.heed()

    def after_validation(self, batches: int, logs: Numbers) -> None:  # noqa: ARG002 (the same for both functions)
        """Validation has no news of its own: time for the last batch of the epoch, and for the wish to stop."""
        self._say_batch()
        self._wish.heed()

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        numbers = dict(logs or {})
        seconds = self._end_epoch(epoch, numbers)
        if not math.isfinite(numbers.get("val_loss", 0.0)):
            raise Lost(epoch, validation=True)
        self.finished += 1
        last = epoch + 1 == self._plan.epochs or self.model.stop_training
        self._checkpoint(epoch, now=last)
        self._watch.after_epoch(epoch, seconds_a_row=seconds / self._plan.rows, last=last)
        if not last:
            self._wish.heed()
            self._wish.rest(epoch)

    def _checkpoint(self, epoch: int, *, now: bool) -> None:
        """Saves the state after `epoch` where one is due. A disk that takes no more does not end the run; weights that
        are not finite do, whatever the loss says."""
        if not now and not self._checkpoints.due:
            return
        if not weights_are_finite(self.model):
            raise Lost(epoch, hidden=True)
        try:
            name = self._checkpoints.save(epoch, now=now)
        except OSError as error:
            print(f"No checkpoint after epoch {epoch}: {error}", flush=True)
            return
        if name is not None:
            self._log.write("checkpoint_saved", epoch=epoch, name=name)

    def _say_batch(self) -> None:
        now = time.perf_counter()
        if self._unsaid is None or now - self._news < BATCH_EVERY:
            return
        self._news = now
        batches, logs = self._unsaid
        self._unsaid = None
        self._log.write("batch", epoch=self._epoch, batch=batches, logs=finite(logs)[0])

    def _end_epoch(self, epoch: int, logs: Numbers) -> float:
        """Says how long it took."""
        self._unsaid = None
        numbers, missing = finite(logs)
        seconds = time.perf_counter() - self._begun
        self._log.write(
            "epoch_ended",
            epoch=epoch,
            logs=numbers,
            nonfinite=missing,
            seconds=seconds,
            learning_rate=self._rate if self._rate is None or math.isfinite(self._rate) else None,
        )
        return seconds


def finite(logs: Numbers) -> tuple[dict[str, Json], dict[str, Json]]:
    """The numbers with `None` for those that are not finite, and what these are. A metric of several numbers
    (one a class) becomes several, numbered."""
    numbers: dict[str, Json] = {}
    missing: dict[str, Json] = {}
    for name, value in logs.items():
        several = np.asarray(value, dtype=np.float64).reshape(-1)
        for place, number in enumerate(several.tolist()):
            key = name if several.size == 1 else f"{name}_{place}"
            numbers[key] = number if math.isfinite(number) else None
            if not math.isfinite(number):
                missing[key] = _word(number)
    return numbers, missing


def _word(number: float) -> NotFinite:
    if math.isnan(number):
        return "nan"
    return "inf" if number > 0 else "-inf"
