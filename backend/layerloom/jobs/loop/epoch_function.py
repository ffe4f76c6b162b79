"""The fast way through an epoch: many batches in one call of one graph, which takes its rows by itself.

Keras calls Python once a batch, and for small batches that is most of the time. Here `fit` sees an epoch as one step;
the step is a loop inside TensorFlow over the same compiled training step, on the same rows in the same order, so that
every number is the same to the last bit. The loop runs about a tenth of a second at a time: that is how soon a wish to
stop is heard and how often there is news.
"""

import time
from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf

from layerloom.datasets.row_binder import Rows

from .chunk_sizer import Pace, steps_of
from .shuffle_order import Order

Numbers = dict[str, Any]
After = Callable[[int, Numbers], None]
"""Called after each stretch with the batches done in this epoch and the metrics so far."""


def one_step() -> tf.data.Dataset:
    """What `fit` is given in place of data: an epoch of one step, whose content nobody reads."""
    return tf.data.Dataset.range(1)


class WholeEpoch:
    """A `train_function` or `test_function` for Keras that runs all batches of `rows`, in `order` or as they stand."""

    def __init__(
        self,
        model: keras.Model,
        step: Callable[[Any], Numbers],
        rows: Rows,
        batch_size: int,
        order: Order | None,
        after: After,
    ) -> None:
        self.steps = steps_of(len(rows), batch_size)
        self.pace = Pace()
        self.running: tuple[int, int] | None = None
        """The batches, from the first up to the last, that run now or ran when it failed."""
        self._rows = rows
        self._batch_size = batch_size
        self._order = order
        self._after = after
        self._stretch = _compile_stretch(model, step, rows, batch_size, order)

    def __call__(self, _: Any) -> Numbers:
        done = 0
        logs: Numbers = {}
        while done < self.steps:
            last = min(self.steps, done + self.pace.batches)
            begun = time.perf_counter()
            self.running = (done, last)
            logs = self.run(done, last)
            self.running = None
            self._after(last, logs)
            self.pace.took(last - done, time.perf_counter() - begun)
            done = last
        return logs

    def run(self, first: int, last: int) -> Numbers:
        """The batches from `first` up to `last`, and the metrics after them; nobody is told."""
        return self._stretch(tf.constant(first), tf.constant(last))

    def batch(self, number: int) -> Rows:
        """The rows of a batch, in the order that stands now."""
        place = slice(number * self._batch_size, (number + 1) * self._batch_size)
        return self._rows.some(place if self._order is None else self._order.variable.numpy()[place])


def _compile_stretch(
    model: keras.Model, step: Callable[[Any], Numbers], rows: Rows, batch_size: int, order: Order | None
) -> Callable[[tf.Tensor, tf.Tensor], Numbers]:
    """The graph that runs the batches from `first` up to `last`.

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

    def stretch(first: tf.Tensor, last: tf.Tensor) -> Numbers:
        tf.while_loop(lambda number: number < last, run, [first], parallel_iterations=1)
        return dict(model.get_metrics_result())

    compiled: Callable[[tf.Tensor, tf.Tensor], Numbers] = tf.function(stretch, autograph=False)
    return compiled


def _of_own_length(field: tf.Tensor) -> tf.Tensor:
    """The same tensor, of whose length the optimizer of the graph knows nothing."""
    return tf.raw_ops.PlaceholderWithDefault(input=field, shape=field.shape)
