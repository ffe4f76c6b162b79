"""[E] A Keras callback that writes epoch and batch events and ends runs whose loss is NaN."""

import math
import time
from collections.abc import Mapping
from typing import Literal, NamedTuple

import keras
import numpy as np

from layerloom.jobs.activations.activation_monitor import ActivationMonitor
from layerloom.jobs.divergence.nonfinite_loss import NonFiniteLoss
from layerloom.jobs.divergence.weight_snapshots import WeightSnapshots
from layerloom.jobs.loop.epoch_function import Numbers
from layerloom.jobs.loop.learning_rate import last_rate
from layerloom.jobs.loop.shuffle_order import ShuffleOrder
from layerloom.jobs.run_control import RunControl
from layerloom.rundir.event_writer import EventLog
from layerloom_schema.base import Json
from layerloom_schema.runs.events import Logs

from .fit_progress import FitProgress

BATCH_EVERY = 0.1
"""Seconds between two batch events."""
NotFinite = Literal["nan", "inf", "-inf"]


class FitSize(NamedTuple):
    """The size of a fit: epochs, batches per epoch, training rows."""

    epochs: int
    steps: int
    rows: int


class EventCallback(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """Writes events, has checkpoints saved, and raises `NonFiniteLoss`.

    It is the last callback, after those of the document: the learning rate that they set belongs to the epoch.
    """

    def __init__(
        self,
        log: EventLog,
        control: RunControl,
        order: ShuffleOrder,
        progress: FitProgress,
        size: FitSize,
        monitor: ActivationMonitor,
        snapshots: WeightSnapshots,
    ) -> None:
        super().__init__()
        self.finished = progress.finished
        self._log = log
        self._control = control
        self._order = order
        self._progress = progress
        self._size = size
        self._monitor = monitor
        self._snapshots = snapshots
        self._rate: float | None = None
        self._epoch = 0
        self._started = 0.0
        self._last_batch_event = 0.0
        self._pending_batch: tuple[int, Numbers] | None = None

    def on_train_begin(self, logs: Mapping[str, float] | None = None) -> None:  # noqa: ARG002 (Keras's)
        self._progress.begin()

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:  # noqa: ARG002 (Keras's)
        self._epoch = epoch
        self._order.begin(epoch)
        self._log.write("epoch_started", epoch=epoch)
        batches, seconds = self._progress.begin_epoch(epoch)
        self._started = time.perf_counter() - seconds
        self._snapshots.begin(epoch, batches)

    def after_chunk(self, batches: int, logs: Numbers) -> None:
        """After a chunk of training batches: write a batch event, at most ten a second; raise on a NaN loss."""
        self._pending_batch = (batches, logs)
        self._write_batch()
        is_nan = not math.isfinite(float(logs["loss"]))
        if is_nan or batches == self._size.steps:
            # Callbacks set the rate of the next epoch before `on_epoch_end` is called here.
            self._rate = last_rate(self.model.optimizer)
        if is_nan:
            self._end_epoch(self._epoch, logs)
            raise NonFiniteLoss(self._epoch)
        self._snapshots.after(self._epoch, batches)
        seconds = time.perf_counter() - self._started
        self._progress.after_chunk(self._epoch, batches, seconds, now=self._control.stop_requested)
        self._control.raise_if_stopped()

    def after_validation(self, batches: int, logs: Numbers) -> None:  # noqa: ARG002 (the same for both functions)
        """After a chunk of validation batches: write the pending batch event; raise if a stop was requested."""
        self._write_batch()
        self._control.raise_if_stopped()

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        numbers = dict(logs or {})
        seconds = self._end_epoch(epoch, numbers)
        if not math.isfinite(numbers.get("val_loss", 0.0)):
            raise NonFiniteLoss(epoch, validation=True)
        self.finished += 1
        last = epoch + 1 == self._size.epochs or self.model.stop_training
        halts = last or self._control.stop_requested or self._control.pause_requested
        self._progress.after_epoch(epoch, finite(numbers)[0], now=halts)
        self._monitor.after_epoch(epoch, seconds_a_row=seconds / self._size.rows, last=last)
        if not last:
            self._control.raise_if_stopped()
            self._control.wait_while_paused(epoch)

    def _write_batch(self) -> None:
        now = time.perf_counter()
        if self._pending_batch is None or now - self._last_batch_event < BATCH_EVERY:
            return
        self._last_batch_event = now
        batches, logs = self._pending_batch
        self._pending_batch = None
        self._log.write("batch", epoch=self._epoch, batch=batches, logs={**finite(logs)[0]})

    def _end_epoch(self, epoch: int, logs: Numbers) -> float:
        """Write `epoch_ended`, and return the seconds that the epoch took."""
        self._pending_batch = None
        numbers, missing = finite(logs)
        seconds = time.perf_counter() - self._started
        self._log.write(
            "epoch_ended",
            epoch=epoch,
            logs={**numbers},
            nonfinite=missing,
            seconds=seconds,
            learning_rate=self._rate if self._rate is None or math.isfinite(self._rate) else None,
        )
        return seconds


def finite(logs: Numbers) -> tuple[Logs, dict[str, Json]]:
    """The values with `None` for those that are not finite, and the names of those: nan, inf or -inf. A metric with
    several values (one per class) becomes several numbered entries."""
    numbers: Logs = {}
    missing: dict[str, Json] = {}
    for name, value in logs.items():
        several = np.asarray(value, dtype=np.float64).reshape(-1)
        for index, number in enumerate(several.tolist()):
            key = name if several.size == 1 else f"{name}_{index}"
            numbers[key] = number if math.isfinite(number) else None
            if not math.isfinite(number):
                missing[key] = _non_finite_name(number)
    return numbers, missing


def _non_finite_name(number: float) -> NotFinite:
    if math.isnan(number):
        return "nan"
    return "inf" if number > 0 else "-inf"
