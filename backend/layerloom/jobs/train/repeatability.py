"""Whether a second run of the same document gives the same numbers to the last bit."""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import tensorflow as tf

from layerloom.catalog.keras_private import compute_output_spec
from layerloom.datasets.dataset import TEXT, Array
from layerloom.datasets.row_binder import Rows

SUMMED_IN_ORDER = 51_200
"""Numbers that the lookups of one batch may bring into an Embedding's gradient. On CPUs TensorFlow was seen to sum so
many in one order; 102,400 and more in an order that changed between two runs of one script."""


def make_deterministic() -> None:
    """Has TensorFlow use only operations that give the same bits every time, for the rest of the process."""
    tf.config.experimental.enable_op_determinism()


def is_repeatable(model: keras.Model, rows: Rows, batch_size: int) -> bool:
    """Whether training on `rows` gives the same bits every time without deterministic operations.

    It does on CPUs, unless the gradient of an Embedding is large. On a GPU nothing is promised.
    """
    if tf.config.list_physical_devices("GPU"):
        return False
    return _most_looked_up(model, rows, batch_size) <= SUMMED_IN_ORDER


def _most_looked_up(model: keras.Model, rows: Rows, batch_size: int) -> float:
    """The numbers that a batch looks up in the table that is asked for most, over all of its calls."""
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


def _dtype(field: Array) -> str:
    """TensorFlow takes texts as objects, which Keras has no tensor for."""
    return TEXT if field.dtype.kind == "O" else str(field.dtype)


@contextmanager
def _counted(tables: Iterable[keras.layers.Embedding]) -> Iterator[dict[int, float]]:
    """Counts the numbers that each table gives while its calls are traced, by its place."""
    counts: dict[int, float] = {}

    def counting(place: int, table: keras.layers.Embedding) -> Callable[..., Any]:
        look_up = table.call

        def call(inputs: Any, **others: Any) -> Any:
            # How many words texts make is only known of the texts themselves.
            counts[place] += math.inf if None in inputs.shape else math.prod(inputs.shape) * table.output_dim
            return look_up(inputs, **others)

        return call

    tables = list(tables)
    for place, table in enumerate(tables):
        counts[place] = 0
        table.call = counting(place, table)
    try:
        yield counts
    finally:
        for table in tables:
            del table.call
