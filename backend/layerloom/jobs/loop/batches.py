"""The batches of an epoch, in two forms: of rows in memory, and of rows that are read while the model trains.

The graph of an epoch (`epoch_function`) is given them chunk by chunk. Both forms make the same batches, so that no
number depends on the form.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from layerloom.datasets.row_binder import AnyRows, Rows

from .shuffle_order import ShuffleOrder


@dataclass(frozen=True)
class Chunk:
    """Batches `first` to `last` (exclusive) of an epoch, which one call of the graph runs."""

    first: int
    last: int
    fields: Any = ()
    """Tensors from which `Batches.batch` takes a batch, as `signature` says."""
    begin: int = 0
    """The number of the first batch in `fields`."""


class Batches(ABC):
    """The batches of some rows in `order`, or in stored order."""

    signature: Any = ()
    """Types of the fields of a chunk; the graph is traced once for all chunks."""

    def __init__(self, rows: AnyRows, batch_size: int, order: ShuffleOrder | None) -> None:
        self.steps = steps_of(len(rows), batch_size)
        self._rows = rows
        self._batch_size = batch_size
        self._order = order

    @abstractmethod
    def chunks(self, first: int, last: int, length: Callable[[], int]) -> Generator[Chunk, None, None]:
        """Batches `first` to `last` (exclusive), in chunks of `length()` batches or fewer."""

    @abstractmethod
    def no_batch(self) -> Chunk:
        """A chunk without batches, by which the graph is traced."""

    @abstractmethod
    def batch(self, fields: Any, number: tf.Tensor) -> Any:
        """A batch of a chunk as tensors, made in the graph: inputs, targets, and sample weights if any."""

    def rows(self, number: int) -> Rows:
        """The rows of a batch of the epoch, in the current order."""
        return self._rows.some(self._places(number, number + 1))

    def _places(self, first: int, last: int) -> Any:
        """The index of the rows of batches `first` to `last` (exclusive)."""
        place = slice(first * self._batch_size, min(last * self._batch_size, len(self._rows)))
        return place if self._order is None else self._order.rows[place]


def steps_of(rows: int, batch_size: int) -> int:
    """Batches per epoch; the last may be smaller."""
    return -(-rows // batch_size)
