"""A hash of 64 bits of every row, by which equal rows are found."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.dataset import TEXT, Array
from layerloom_schema.datasets import FieldInfo

_ROWS = 1 << 16


def row_hashes(arrays: Mapping[str, Array], fields: Sequence[FieldInfo], rows: int) -> NDArray[np.uint64]:
    """The hash of each row by the fields, in their order; equal cells have an equal hash in every data set."""
    hashes = [np.zeros(0, np.uint64)]
    for start in range(0, rows, _ROWS):
        stop = min(rows, start + _ROWS)
        parts = {field.name: _part(arrays, field, start, stop) for field in fields}
        hashes.append(pl.DataFrame(parts).hash_rows(seed=0).to_numpy())
    return np.concatenate(hashes)


def _part(arrays: Mapping[str, Array], field: FieldInfo, start: int, stop: int) -> pl.Series:
    """The cells of some rows; of several numbers a row, their bytes."""
    if field.dtype == TEXT and isinstance(arrays, StoredColumns) and not field.shape:
        return pl.Series(arrays.texts(field.name).read(start, stop), dtype=pl.String)
    values = np.ascontiguousarray(arrays[field.name][start:stop]).reshape(stop - start, -1)
    if field.dtype == TEXT:
        return pl.Series(["\0".join(map(str, row)) for row in values], dtype=pl.String)
    if values.shape[1] == 1:
        return pl.Series(values[:, 0])
    return pl.Series([row.tobytes() for row in values], dtype=pl.Binary)
