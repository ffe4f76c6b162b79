"""An epoch as one train function: a TensorFlow graph that makes batches of rows and runs many of them per call.

Keras returns to Python after every batch, which dominates the time of small batches. Here `fit` sees an epoch of one
step; that step is a `tf.while_loop` over the same compiled training step, on the same rows in the same order, so that
every number is equal to the last bit. Each call runs a chunk of about 0.1 s, which bounds the delay of a stop and the
interval of progress events.
"""

import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import keras
import tensorflow as tf

from layerloom.datasets.row_binder import Rows

from .batches import Batches, Chunk
from .chunk_sizer import ChunkSizer

Numbers = dict[str, Any]
After = Callable[[int, Numbers], None]
"""Called after each chunk with the number of batches done in this epoch and the metrics so far."""


def placeholder_dataset() -> tf.data.Dataset:
    """The dataset given to `fit`: one step per epoch, whose content is ignored."""
    return tf.data.Dataset.range(1)


class EpochFunction:
    """A `train_function` or `test_function` for Keras that runs all batches of an epoch."""

    def __init__(
        self, model: keras.Model, step: Callable[[Any], Numbers], batches: Batches, after: After
    ) -> None:
        self.steps = batches.steps
        self.chunk_sizer = ChunkSizer()
        self.running: tuple[int, int] | None = None
        """The half-open range of batches that is running, or was when an exception was raised."""
        self._batches = batches
        self._after = after
        self._first = 0
        self._graph = _compile_chunk(model, step, batches)

    def __call__(self, _: Any) -> Numbers:
        logs: Numbers = {}
        first, self._first = self._first, 0
        if first == self.steps:  # only the validation of this epoch is left
            logs = self.trace()
            self._after(first, logs)
        with closing(self._batches.chunks(first, self.steps, lambda: self.chunk_sizer.batches)) as chunks:
            for chunk in chunks:
                started = time.perf_counter()
                self.running = (chunk.first, chunk.last)
                logs = self._run(chunk)
                self.running = None
                self._after(chunk.last, logs)
                self.chunk_sizer.record(chunk.last - chunk.first, time.perf_counter() - started)
        return logs

    def trace(self) -> Numbers:
        """Run no batch, which traces the graph and creates the variables of the metrics. Returns the metrics so far."""
        return self._run(self._batches.no_batch())

    def begin_at(self, batch: int) -> None:
        """Begin the next epoch after `batch` batches, which the variables have seen already."""
        self._first = batch

    def run(self, first: int, last: int) -> Numbers:
        """Run batches `first` to `last` (exclusive) and return the metrics after them, without calling `after`."""
        logs: Numbers = {}
        with closing(self._batches.chunks(first, last, lambda: last - first)) as chunks:
            for chunk in chunks:
                logs = self._run(chunk)
        return logs

    def batch(self, number: int) -> Rows:
        """The rows of a batch in the current order."""
        return self._batches.rows(number)

    def _run(self, chunk: Chunk) -> Numbers:
        end = chunk.begin + chunk.last - chunk.first
        return self._graph(chunk.fields, tf.constant(chunk.begin), tf.constant(end))


def _compile_chunk(
    model: keras.Model, step: Callable[[Any], Numbers], batches: Batches
) -> Callable[[Any, tf.Tensor, tf.Tensor], Numbers]:
    """The graph that runs batches `first` to `last` (exclusive) of the fields of a chunk.

    The length of a batch stays unknown to the graph, as it is in `fit`: known lengths let TensorFlow rewrite divisions,
    and the last bit with them. Each field has an unknown length of its own, as out of the iterator of `fit`: with one
    length for all, TensorFlow divides the sum of several losses once, where `fit` sums the divided ones.
    """
    one_step_on_data = tf.function(
        step, reduce_retracing=True, autograph=False, jit_compile=model.jit_compile
    )

    def run_chunk(fields: Any, first: tf.Tensor, last: tf.Tensor) -> Numbers:
        def run(number: tf.Tensor) -> tf.Tensor:
            with tf.device("CPU:0"):
                rows_of_batch = keras.tree.map_structure(_of_own_length, batches.batch(fields, number))
            logs = one_step_on_data(rows_of_batch)
            with tf.control_dependencies(tf.nest.flatten(logs)):
                return number + 1

        tf.while_loop(lambda number: number < last, run, [first], parallel_iterations=1)
        return dict(model.get_metrics_result())

    number = tf.TensorSpec((), "int32")
    compiled: Callable[[Any, tf.Tensor, tf.Tensor], Numbers] = tf.function(
        run_chunk, input_signature=[batches.signature, number, number], autograph=False
    )
    return compiled


def _of_own_length(field: tf.Tensor) -> tf.Tensor:
    """The same tensor with a length that the graph optimizer does not know."""
    return tf.raw_ops.PlaceholderWithDefault(input=field, shape=field.shape)
