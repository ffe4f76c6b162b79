"""An epoch as one train function: a TensorFlow graph that gathers rows and runs many batches per call.

Keras returns to Python after every batch, which dominates the time of small batches. Here `fit` sees an epoch of one
step; that step is a `tf.while_loop` over the same compiled training step, on the same rows in the same order, so that
every number is equal to the last bit. Each call runs a chunk of about 0.1 s, which bounds the delay of a stop and the
interval of progress events.
"""

import time
from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf

from layerloom.datasets.row_binder import Rows

from .chunk_sizer import ChunkSizer, steps_of
from .shuffle_order import ShuffleOrder

Numbers = dict[str, Any]
After = Callable[[int, Numbers], None]
"""Called after each chunk with the number of batches done in this epoch and the metrics so far."""


def placeholder_dataset() -> tf.data.Dataset:
    """The dataset given to `fit`: one step per epoch, whose content is ignored."""
    return tf.data.Dataset.range(1)


class EpochFunction:
    """A `train_function` or `test_function` for Keras that runs all batches of `rows`, in `order`, or in stored order."""

    def __init__(
        self,
        model: keras.Model,
        step: Callable[[Any], Numbers],
        rows: Rows,
        batch_size: int,
        order: ShuffleOrder | None,
        after: After,
    ) -> None:
        self.steps = steps_of(len(rows), batch_size)
        self.chunk_sizer = ChunkSizer()
        self.running: tuple[int, int] | None = None
        """The half-open range of batches that is running, or was when an exception was raised."""
        self._rows = rows
        self._batch_size = batch_size
        self._order = order
        self._after = after
        self._run_chunk = _compile_chunk(model, step, rows, batch_size, order)

    def __call__(self, _: Any) -> Numbers:
        done = 0
        logs: Numbers = {}
        while done < self.steps:
            last = min(self.steps, done + self.chunk_sizer.batches)
            started = time.perf_counter()
            self.running = (done, last)
            logs = self.run(done, last)
            self.running = None
            self._after(last, logs)
            self.chunk_sizer.record(last - done, time.perf_counter() - started)
            done = last
        return logs

    def run(self, first: int, last: int) -> Numbers:
        """Run batches `first` to `last` (exclusive) and return the metrics after them, without calling `after`."""
        return self._run_chunk(tf.constant(first), tf.constant(last))

    def batch(self, number: int) -> Rows:
        """The rows of a batch in the current order."""
        place = slice(number * self._batch_size, (number + 1) * self._batch_size)
        return self._rows.some(place if self._order is None else self._order.variable.numpy()[place])


def _compile_chunk(
    model: keras.Model,
    step: Callable[[Any], Numbers],
    rows: Rows,
    batch_size: int,
    order: ShuffleOrder | None,
) -> Callable[[tf.Tensor, tf.Tensor], Numbers]:
    """The graph that runs batches `first` to `last` (exclusive).

    The length of a batch stays unknown to the graph, as it is in `fit`: known lengths let TensorFlow rewrite divisions,
    and the last bit with them. Each field has an unknown length of its own, as out of the iterator of `fit`: with one
    length for all, TensorFlow divides the sum of several losses once, where `fit` sums the divided ones.
    """
    with tf.device("CPU:0"):
        data = keras.tree.map_structure(tf.constant, rows.packed)
    count = len(rows)
    one_step_on_data = tf.function(
        step, reduce_retracing=True, autograph=False, jit_compile=model.jit_compile
    )

    def batch(number: tf.Tensor) -> Any:
        start = number * batch_size
        end = tf.minimum(start + batch_size, count)
        if order is None:
            return keras.tree.map_structure(lambda field: _of_own_length(field[start:end]), data)
        chosen = order.variable[start:end]
        return keras.tree.map_structure(lambda field: _of_own_length(tf.gather(field, chosen)), data)

    def run(number: tf.Tensor) -> tf.Tensor:
        with tf.device("CPU:0"):
            rows_of_batch = batch(number)
        logs = one_step_on_data(rows_of_batch)
        with tf.control_dependencies(tf.nest.flatten(logs)):
            return number + 1

    def run_chunk(first: tf.Tensor, last: tf.Tensor) -> Numbers:
        tf.while_loop(lambda number: number < last, run, [first], parallel_iterations=1)
        return dict(model.get_metrics_result())

    compiled: Callable[[tf.Tensor, tf.Tensor], Numbers] = tf.function(run_chunk, autograph=False)
    return compiled


def _of_own_length(field: tf.Tensor) -> tf.Tensor:
    """The same tensor with a length that the graph optimizer does not know."""
    return tf.raw_ops.PlaceholderWithDefault(input=field, shape=field.shape)
