"""Rows in which no cell of some columns is missing: what `data.drop_missing` of a document leaves of its data.

`is_missing` and `complete_rows` are written into scripts as they are here: they need NumPy alone, in lines of at most
100 characters.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.document import Document

from .adapt_chunks import ROWS_AT_ONCE
from .dataset import MIXED_IMAGES, TEXT, Array, Dataset, derived_key, field_info
from .lazy_arrays import LazyArray, PickedFields, lazy_field, take_rows


def is_missing(column: np.ndarray) -> np.ndarray:
    """Whether a cell is missing: NaN, or an empty text."""
    missing: np.ndarray = column == "" if column.dtype.kind in "UO" else np.isnan(column)
    return missing


def complete_rows(columns: list[np.ndarray]) -> np.ndarray:
    """The numbers of the rows, from 0, in which no cell is missing."""
    complete = np.ones(len(columns[0]), "bool")
    for column in columns:
        complete &= ~is_missing(column).any(axis=tuple(range(1, column.ndim)))
    return np.flatnonzero(complete)


def dropping_columns(document: Document, info: DatasetInfo) -> list[str]:
    """The columns of a data set in which a missing cell drops the row."""
    if document.data is None or info.follows_model:
        return []
    known = {field.name for field in info.fields if field.dtype != MIXED_IMAGES}
    return [name for name in dict.fromkeys(document.data.drop_missing) if name in known]


def drop_missing(data: Dataset, columns: Sequence[str]) -> Dataset:
    """The data without the rows in which a cell of the columns is missing. No column is read that lacks no cell."""
    if not columns:
        return data
    key = derived_key(data.rows_key, "drop_missing", *columns)
    if not may_drop(data.info, columns):
        return replace(data, rows_key=key)
    kept = _complete([lazy_field(data.arrays, name) for name in columns])
    rows = min(field.rows for field in data.info.fields if field.name in columns)
    fields = [
        _known_again(data, field, kept) if field.name in columns or field.missing else field
        for field in data.info.fields
    ]
    info = data.info.model_copy(
        update={
            "rows": len(kept),
            "fields": [field.model_copy(update={"rows": len(kept)}) for field in fields],
        }
    )
    return replace(
        data,
        info=info,
        arrays=PickedFields(data.arrays, kept),
        kept=kept,
        dropped=rows - len(kept),
        rows_key=key,
    )


def may_drop(info: DatasetInfo, columns: Sequence[str]) -> bool:
    """Whether the description of the data does not rule out that a cell of the columns is missing."""
    fields = [field for field in info.fields if field.name in columns]
    return any(field.missing != 0 and (field.dtype == TEXT or not field.finite) for field in fields)


def _complete(columns: Sequence[LazyArray]) -> Array:
    rows = min(len(column) for column in columns)
    found = [
        start
        + complete_rows(
            [take_rows(column, slice(start, min(start + ROWS_AT_ONCE, rows))) for column in columns]
        )
        for start in range(0, rows, ROWS_AT_ONCE)
    ]
    return np.concatenate(found)


def _known_again(data: Dataset, field: FieldInfo, kept: Array) -> FieldInfo:
    """A column of the rows that are left, which may lack no cell now: only then are its numbers known to be whole."""
    cells = take_rows(lazy_field(data.arrays, field.name), kept)
    if field.dtype == TEXT:
        return field.model_copy(update={"missing": int(is_missing(cells).sum())})
    return field_info(field.name, cells).model_copy(update={"dates": field.dates})
