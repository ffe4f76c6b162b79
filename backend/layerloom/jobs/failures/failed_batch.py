"""What a run says that Keras ended: the batch that failed is run again call by call, for the node and the true cause."""

import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import keras
import tensorflow as tf

from layerloom.jobs.activations.activation_monitor import MOST_NUMBERS
from layerloom.jobs.activations.activation_probe import Probe
from layerloom.jobs.loop.epoch_function import WholeEpoch
from layerloom.jobs.train.control import StopRun, Wish
from layerloom_schema.document import Document

from .call_by_call import Stop, stop_in

LONGEST = 20.0
"""Seconds after which the search is given up."""
_NOT_THE_CAUSE = (MemoryError, OSError, tf.errors.ResourceExhaustedError)
"""Want of memory and faults of files have sentences of their own."""
_LIBRARIES = ("keras", "tensorflow", "numpy", "ml_dtypes")


class KerasStopped(Exception):
    """Ends a run that Keras ended. `title` names the node where it did, if that was found."""

    def __init__(self, error: Exception, stop: Stop | None = None, title: str | None = None) -> None:
        super().__init__(str(error))
        self.error = stop.error if stop is not None else error
        self.stop = stop
        self.title = title


@contextmanager
def whole_tracebacks() -> Iterator[None]:
    """Keras and TensorFlow leave their own frames in the traceback of what they raise: it is seen to be theirs."""
    keras_filters = keras.config.is_traceback_filtering_enabled()
    tensorflow_filters = tf.debugging.is_traceback_filtering_enabled()
    keras.config.disable_traceback_filtering()
    tf.debugging.disable_traceback_filtering()
    try:
        yield
    finally:
        if keras_filters:
            keras.config.enable_traceback_filtering()
        if tensorflow_filters:
            tf.debugging.enable_traceback_filtering()


def is_of_keras(error: BaseException) -> bool:
    """Whether an exception comes out of Keras or TensorFlow, and says nothing of memory or files."""
    if isinstance(error, _NOT_THE_CAUSE):
        return False
    # What TensorFlow's own code in C++ raises has no frame of it.
    if isinstance(error, tf.errors.OpError):
        return True
    frames = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    return bool(frames) and frames[-1].split(".")[0] in _LIBRARIES


@dataclass(frozen=True)
class FailedBatch:
    """All that the search needs. Whatever goes wrong in it, the run has failed with what Keras said first."""

    document: Document
    model: keras.Model
    probe: Probe
    wish: Wish
    training: WholeEpoch
    validation: WholeEpoch

    def explained(self, error: Exception) -> KerasStopped:
        """The error with the place where it came about."""
        try:
            stop = self._search()
        except StopRun:
            print("Stopped before it was found where Keras stopped.", flush=True)
            stop = None
        except Exception:
            traceback.print_exc()
            stop = None
        if stop is not None and not isinstance(stop.error, _NOT_THE_CAUSE):
            return KerasStopped(error, stop, self._title(stop))
        return KerasStopped(error)

    def _title(self, stop: Stop) -> str | None:
        if stop.place is None:
            return None
        title = self.probe.title(stop.place)
        return title if stop.step == "call" else f"the {stop.step} of {title}"

    def _search(self) -> Stop | None:
        """The first batch of the graph's last call that does not go through."""
        end = time.monotonic() + LONGEST
        steps = self.validation if self.validation.running is not None else self.training
        for number in _last_first(steps):
            self.wish.heed()
            if time.monotonic() > end:
                return None
            rows = steps.batch(number)
            if len(rows) * self.probe.numbers_in_a_row() > MOST_NUMBERS:
                print("The batch that failed is too large to be looked at.", flush=True)
                return None
            stop = stop_in(self.document, self.model, self.probe, rows, training=steps is self.training)
            if stop is not None:
                return stop
        return None


def _last_first(steps: WholeEpoch) -> Iterator[int]:
    """The batches that ran when it failed; first the last of an epoch, which may be smaller than the others."""
    first, last = steps.running or (0, 0)
    if last == steps.steps:
        yield last - 1
        last -= 1
    yield from range(first, last)
