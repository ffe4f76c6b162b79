"""A hash of 64 bits of every row, by which equal rows are found."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import IO

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.dataset import TEXT, Array
from layerloom_schema.data.datasets import FieldInfo

Progress = Callable[[int, int], None]
"""Called with how many rows of how many have been looked at."""
_ROWS, _FEW_ROWS, _CELLS = 1 << 16, 1 << 10, 1 << 21
"""Rows and cells that are hashed together: at most, and at least of a table with very many columns."""
_SORTED_AT_ONCE = 1 << 22


def row_hashes(
    arrays: Mapping[str, Array], fields: Sequence[FieldInfo], rows: int, progress: Progress | None = None
) -> Iterator[NDArray[np.uint64]]:
    """The hashes of all rows by the fields, in their order; equal cells have an equal hash in every data set."""
    step = max(_FEW_ROWS, min(_ROWS, _CELLS // max(1, len(fields))))
    for start in range(0, rows, step):
        stop = min(rows, start + step)
        parts = {field.name: _part(arrays, field, start, stop) for field in fields}
        yield pl.DataFrame(parts).hash_rows(seed=0).to_numpy()
        if progress is not None:
            progress(stop, rows)


def count_repeated(hashes: Iterable[NDArray[np.uint64]], rows: int) -> int:
    """How many hashes have come before. They wait in files, from which one range of them at a time is sorted."""
    ranges = -(-rows // _SORTED_AT_ONCE)
    with ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(ranges)]
        for part in hashes:
            of_range = part % np.uint64(ranges)
            for number, file in enumerate(files):
                file.write(part[of_range == number].tobytes())
        return sum(map(_repeated, files))


def _repeated(file: IO[bytes]) -> int:
    file.seek(0)
    hashes = np.fromfile(file, np.uint64)
    return int(hashes.size - np.unique(hashes).size)


def _part(arrays: Mapping[str, Array], field: FieldInfo, start: int, stop: int) -> pl.Series:
    """The cells of some rows; of several numbers a row, their bytes."""
    if field.dtype == TEXT and isinstance(arrays, StoredColumns) and not field.shape:
        return pl.Series(arrays.texts(field.name).read(start, stop), dtype=pl.String)
    if field.dtype != TEXT and isinstance(arrays, StoredColumns):
        found = arrays.numbers(field.name, start, stop)
    else:
        found = np.ascontiguousarray(arrays[field.name][start:stop])
    values = found.reshape(stop - start, -1)
    if field.dtype == TEXT:
        return pl.Series(["\0".join(map(str, row)) for row in values], dtype=pl.String)
    if values.shape[1] == 1:
        return pl.Series(values[:, 0])
    return pl.Series([row.tobytes() for row in values], dtype=pl.Binary)
