"""Batches of rows that are not in memory: a thread gathers the rows of the next chunk while the graph runs one."""

from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from layerloom.datasets.lazy_arrays import LazyArray
from layerloom.datasets.row_binder import LazyRows

from .batches import Batches, Chunk
from .shuffle_order import ShuffleOrder

IN_FLIGHT = 2
"""Chunks in memory: one that runs, and the next."""
CHUNK_BYTES = 2**26
"""Maximum bytes of the rows of a chunk, where a batch is not larger."""


class StreamedBatches(Batches):
    """A chunk holds its rows, in the order of the epoch.

    Lengths are unknown to the graph, so that chunks of other lengths, the last batch too, are not traced again.
    """

    def __init__(
        self, rows: LazyRows, batch_size: int, order: ShuffleOrder | None, most_bytes: float
    ) -> None:
        super().__init__(rows, batch_size, order)
        self.signature = keras.tree.map_structure(_spec, rows.packed)
        allowed = min(CHUNK_BYTES, most_bytes / (2 * IN_FLIGHT))  # a chunk is there as arrays and as tensors
        bytes_of_batch = rows.bytes / max(len(rows), 1) * batch_size
        self._longest = max(1, int(allowed / max(bytes_of_batch, 1)))

    def chunks(self, first: int, last: int, length: Callable[[], int]) -> Generator[Chunk, None, None]:
        waiting: deque[Future[Chunk]] = deque()
        with ThreadPoolExecutor(1, thread_name_prefix="rows") as gatherer:
            while first < last or waiting:
                while first < last and len(waiting) < IN_FLIGHT:
                    end = min(last, first + min(length(), self._longest))
                    waiting.append(gatherer.submit(self._gathered, first, end))
                    first = end
                yield waiting.popleft().result()

    def no_batch(self) -> Chunk:
        with tf.device("CPU:0"):
            return Chunk(0, 0, keras.tree.map_structure(_without_rows, self.signature))

    def batch(self, fields: Any, number: tf.Tensor) -> Any:
        start = number * self._batch_size
        return keras.tree.map_structure(lambda field: field[start : start + self._batch_size], fields)

    def _gathered(self, first: int, last: int) -> Chunk:
        rows = self._rows.some(self._places(first, last))
        with tf.device("CPU:0"):
            return Chunk(first, last, keras.tree.map_structure(tf.constant, rows.packed))


def _spec(field: LazyArray) -> tf.TensorSpec:
    dtype = "string" if field.dtype == np.dtype(object) else field.dtype
    return tf.TensorSpec((None, *field.shape[1:]), dtype)


def _without_rows(field: tf.TensorSpec) -> tf.Tensor:
    return tf.zeros((0, *field.shape[1:]), field.dtype)
