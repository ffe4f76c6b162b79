"""The choice between the two forms of batches."""

from layerloom.datasets.row_binder import AnyRows, Rows

from .batches import Batches
from .memory_batches import MemoryBatches
from .shuffle_order import ShuffleOrder
from .streamed_batches import StreamedBatches


def make_batches(rows: AnyRows, size: int, order: ShuffleOrder | None, most_bytes: float) -> Batches:
    """The batches of some rows: in memory if the rows are, else streamed with up to `most_bytes` of them in memory."""
    if isinstance(rows, Rows):
        return MemoryBatches(rows, size, order)
    return StreamedBatches(rows, size, order, most_bytes)
