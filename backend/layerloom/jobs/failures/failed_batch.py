"""Find the node and the cause when Keras raises in `fit`: the batch that failed is run again call by call."""

import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import keras
import tensorflow as tf

from layerloom.jobs.activations.activation_monitor import MOST_NUMBERS
from layerloom.jobs.activations.activation_probe import ActivationProbe
from layerloom.jobs.loop.epoch_function import EpochFunction
from layerloom.jobs.run_control import RunControl, StopRun
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document

from .call_by_call import FailurePoint, find_failure

LONGEST = 20.0
"""Time limit of the search in seconds."""
_NOT_THE_CAUSE = (MemoryError, OSError, tf.errors.ResourceExhaustedError)
"""Memory and file errors have failure codes of their own."""
_LIBRARIES = ("keras", "tensorflow", "numpy", "ml_dtypes")


class KerasFailure(Exception):
    """An exception of Keras or TensorFlow during a run. `node` is the title of the node that raised it, if found."""

    def __init__(self, error: Exception, point: FailurePoint | None = None, node: Json = None) -> None:
        super().__init__(str(error))
        self.error = point.error if point is not None else error
        self.point = point
        self.node = node


@contextmanager
def full_tracebacks() -> Iterator[None]:
    """Turn off the traceback filters of Keras and TensorFlow, so that `is_keras_error` sees their frames."""
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


def is_keras_error(error: BaseException) -> bool:
    """Whether Keras or TensorFlow raised an exception, and it is no memory or file error."""
    if isinstance(error, _NOT_THE_CAUSE):
        return False
    # Errors from TensorFlow's C++ code have no Python frame of TensorFlow.
    if isinstance(error, tf.errors.OpError):
        return True
    frames = [frame.f_globals.get("__name__", "") for frame, _ in traceback.walk_tb(error.__traceback__)]
    return bool(frames) and frames[-1].split(".")[0] in _LIBRARIES


@dataclass(frozen=True)
class FailedBatch:
    """Search for the call that failed. An error in the search itself is printed, and the first exception is reported."""

    document: Document
    model: keras.Model
    probe: ActivationProbe
    control: RunControl
    training: EpochFunction
    validation: EpochFunction

    def explain(self, error: Exception) -> KerasFailure:
        """The exception with the node that raised it."""
        try:
            point = self._search()
        except StopRun:
            print("Stopped before it was found where Keras stopped.", flush=True)
            point = None
        except Exception:
            traceback.print_exc()
            point = None
        if point is not None and not isinstance(point.error, _NOT_THE_CAUSE):
            node = None if point.node_ref is None else self.probe.title(point.node_ref)
            return KerasFailure(error, point, node)
        return KerasFailure(error)

    def _search(self) -> FailurePoint | None:
        """The first batch of the last chunk that fails when it is run call by call."""
        end = time.monotonic() + LONGEST
        steps = self.validation if self.validation.running is not None else self.training
        for number in _last_batch_first(steps):
            self.control.raise_if_stopped()
            if time.monotonic() > end:
                return None
            rows = steps.batch(number)
            if len(rows) * self.probe.numbers_in_a_row() > MOST_NUMBERS:
                print("The batch that failed is too large to be looked at.", flush=True)
                return None
            point = find_failure(self.document, self.model, self.probe, rows, training=steps is self.training)
            if point is not None:
                return point
        return None


def _last_batch_first(steps: EpochFunction) -> Iterator[int]:
    """The batches that were running; the last of an epoch first, as it may be smaller than the others."""
    first, last = steps.running or (0, 0)
    if last == steps.steps:
        yield last - 1
        last -= 1
    yield from range(first, last)
