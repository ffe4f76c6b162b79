"""Adapt preprocessing layers (Normalization, TextVectorization ...) to the training rows before `fit`.

Rows are used in stored order, 65,536 at a time where there are more. A layer fed by a model input is given that field; a
layer behind others is given the output of the graph before it, computed 1,024 rows at a time. An exported script does
the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import keras
import numpy as np
import tensorflow as tf

from layerloom.build.real.model_builder import Adapt
from layerloom.datasets.adapt_chunks import ROWS_AT_ONCE, TOKEN_LAYERS, in_chunks, keeps_columns
from layerloom.datasets.dataset import TEXT, Array
from layerloom.datasets.lazy_arrays import LazyArray, MappedArray, take_rows
from layerloom.datasets.row_binder import AnyRows

AT_ONCE = 1024
"""Rows per call of the graph before the layer."""


def adapt_to(rows: AnyRows) -> Adapt:
    """The hook that adapts each such layer when it is built, before its first call."""

    def adapt(layer: keras.Layer, inputs: Mapping[str, keras.KerasTensor], tensor: keras.KerasTensor) -> None:
        name = next((name for name, given in inputs.items() if given is tensor), None)
        tokens = type(layer).__name__ in TOKEN_LAYERS
        if name is not None:
            field = rows.x[name]
            shape = tensor.shape[1:]
            last_of_one = shape[-1:] == (1,) and None not in shape
            if last_of_one and keeps_columns(type(layer).__name__, layer.get_config()):
                field = MappedArray(lambda part: part.reshape(-1, *shape), field)
            layer.adapt(_field(field, tokens=tokens))
            return
        before = keras.Model(dict(inputs), tensor)
        parts = _outputs(
            before, {name: rows.x[name] for name in inputs}, len(rows), texts=tensor.dtype == TEXT
        )
        if len(rows) <= ROWS_AT_ONCE:
            layer.adapt(next(parts))
        else:
            layer.adapt(_one_document_a_row(part) if tokens else part for part in parts)

    return adapt


def _field(field: LazyArray, *, tokens: bool) -> Array | Iterable[Array]:
    if len(field) <= ROWS_AT_ONCE:
        return take_rows(field, slice(None))
    if tokens:
        field = MappedArray(_one_document_a_row, field)
    return in_chunks(cast("Array", field))  # it is only sliced


def _one_document_a_row(part: Array) -> Array:
    return part[:, None] if part.ndim == 1 else part


def _outputs(
    before: keras.Model, fields: Mapping[str, LazyArray], rows: int, *, texts: bool
) -> Iterator[Array]:
    """The outputs of the graph before the layer, for `ROWS_AT_ONCE` rows at a time."""
    for start in range(0, rows, ROWS_AT_ONCE):
        stop = start + ROWS_AT_ONCE
        part = {name: _as_keras_takes(take_rows(field, slice(start, stop))) for name, field in fields.items()}
        yield _texts(before, part) if texts else before.predict(part, batch_size=AT_ONCE, verbose=0)


def _as_keras_takes(field: Array) -> Array | tf.Tensor:
    """`predict` takes texts as tensors only."""
    return tf.constant(field) if field.dtype.kind == "O" else field


def _texts(before: keras.Model, fields: Mapping[str, Array | tf.Tensor]) -> Array:
    """The same of texts, which `predict` does not return."""
    rows = len(next(iter(fields.values())))
    parts = [
        before({name: tf.constant(field[start : start + AT_ONCE]) for name, field in fields.items()})
        for start in range(0, rows, AT_ONCE)
    ]
    return np.concatenate([part.numpy() for part in parts])
