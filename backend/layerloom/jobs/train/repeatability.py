"""Whether training is reproducible to the last bit without deterministic operations."""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import tensorflow as tf

from layerloom.catalog.keras_private import compute_output_spec
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.lazy_arrays import LazyArray
from layerloom.datasets.row_binder import AnyRows

SUMMED_IN_ORDER = 51_200
"""Maximum values of one batch in an Embedding's gradient. On CPUs TensorFlow was seen to sum this many in a fixed
order; 102,400 and more in an order that changed between two runs of one script."""


def make_deterministic() -> None:
    """Enable deterministic operations for the rest of the process."""
    tf.config.experimental.enable_op_determinism()


def is_repeatable(model: keras.Model, rows: AnyRows, batch_size: int) -> bool:
    """Whether training on `rows` is bitwise reproducible without deterministic operations.

    On CPUs it is, unless the gradient of an Embedding is large. On GPUs it may not be.
    """
    if tf.config.list_physical_devices("GPU"):
        return False
    return _most_looked_up(model, rows, batch_size) <= SUMMED_IN_ORDER


def _most_looked_up(model: keras.Model, rows: AnyRows, batch_size: int) -> float:
    """The values that a batch looks up in the most used Embedding, over all its calls."""
    tables = [
        layer
        for layer in model._flatten_layers()
        if isinstance(layer, keras.layers.Embedding) and layer.trainable_weights
    ]
    if not tables:
        return 0
    size = min(batch_size, len(rows))
    batch = {
        name: keras.KerasTensor((size, *field.shape[1:]), _dtype(field)) for name, field in rows.x.items()
    }
    with _counted(tables) as looked_up:
        compute_output_spec(model, batch)
    if math.isfinite(max(looked_up.values())):
        return max(looked_up.values())
    first = {name: tf.constant(field[:size]) for name, field in rows.x.items()}
    with _counted(tables) as looked_up, keras.StatelessScope():
        model(first, training=False)
    return max(looked_up.values())


def _dtype(field: LazyArray) -> str:
    """The dtype of a field as a Keras dtype: NumPy stores strings as objects."""
    return TEXT if field.dtype.kind == "O" else str(field.dtype)


@contextmanager
def _counted(tables: Iterable[keras.layers.Embedding]) -> Iterator[dict[int, float]]:
    """Count the values that each Embedding outputs while its calls are traced, by index."""
    counts: dict[int, float] = {}

    def counting(index: int, table: keras.layers.Embedding) -> Callable[..., Any]:
        look_up = table.call

        def call(inputs: Any, **others: Any) -> Any:
            # The number of words in a text is only known from the text itself.
            counts[index] += math.inf if None in inputs.shape else math.prod(inputs.shape) * table.output_dim
            return look_up(inputs, **others)

        return call

    tables = list(tables)
    for index, table in enumerate(tables):
        counts[index] = 0
        table.call = counting(index, table)
    try:
        yield counts
    finally:
        for table in tables:
            del table.call
