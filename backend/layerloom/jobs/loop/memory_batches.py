"""Batches of rows in memory: a chunk names them, and the graph gathers their rows."""

from collections.abc import Callable, Generator
from typing import Any

import keras
import tensorflow as tf

from layerloom.datasets.row_binder import Rows

from .batches import Batches, Chunk
from .shuffle_order import ShuffleOrder


class MemoryBatches(Batches):
    """All rows are constants of the graph."""

    def __init__(self, rows: Rows, batch_size: int, order: ShuffleOrder | None) -> None:
        super().__init__(rows, batch_size, order)
        self._chosen = order.variable if order is not None else None
        with tf.device("CPU:0"):
            self._data = keras.tree.map_structure(tf.constant, rows.packed)

    def chunks(self, first: int, last: int, length: Callable[[], int]) -> Generator[Chunk, None, None]:
        while first < last:
            end = min(last, first + length())
            yield Chunk(first, end, begin=first)
            first = end

    def no_batch(self) -> Chunk:
        return Chunk(0, 0)

    def batch(self, fields: Any, number: tf.Tensor) -> Any:  # noqa: ARG002 (the rows are in the graph)
        start = number * self._batch_size
        end = tf.minimum(start + self._batch_size, len(self._rows))
        if self._chosen is None:
            return keras.tree.map_structure(lambda field: field[start:end], self._data)
        chosen = self._chosen[start:end]
        return keras.tree.map_structure(lambda field: tf.gather(field, chosen), self._data)
