"""Columns that give a target away: each of their values comes with one target, or both rise together."""

import math
from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.dataset import TEXT
from layerloom_schema.data.datasets import (
    ColumnStatistics,
    ColumnType,
    DatasetVersion,
    Suspicion,
    SuspicionKind,
)

from .row_hashes import Progress

NEAR_UNIQUE = 0.5
"""The share of different values from which it says nothing that each of them comes with one target."""
SAME = 0.9999
"""The correlation from which a column gives the target away."""
_ROWS = 1 << 16


def find_leaks(
    columns: StoredColumns,
    manifest: DatasetVersion,
    statistics: Mapping[str, ColumnStatistics],
    target: str,
    progress: Progress | None = None,
) -> Iterator[Suspicion]:
    """A suspicion for each column from which the target follows. One pass over the rows, few of them in memory."""
    if statistics[target].distinct == 1:
        return
    pairs = [
        _Pair(column.name, statistics[column.name])
        for column in manifest.columns
        if column.name != target
        and column.type not in (ColumnType.array, ColumnType.image)
        and statistics[column.name].distinct != 1
    ]
    for start in range(0, manifest.rows, _ROWS):
        stop = min(manifest.rows, start + _ROWS)
        wanted = _series(columns, target, start, stop)
        for pair in pairs:
            if pair.is_open:
                pair.add(_series(columns, pair.name, start, stop), wanted)
        if progress is not None:
            progress(stop, manifest.rows)
    for pair in pairs:
        if pair.share:
            yield Suspicion(
                kind=SuspicionKind.leak,
                column=pair.name,
                params={"column": pair.name, "target": target, "share": pair.share},
            )


class _Pair:
    """What is known of a column and the target after some rows."""

    def __init__(self, name: str, known: ColumnStatistics) -> None:
        self.name = name
        self._follows = known.distinct is not None and known.distinct <= NEAR_UNIQUE * known.count
        self._values: pl.DataFrame | None = None
        self._numeric = True
        self._count, self._mean, self._moments = 0, np.zeros(2), np.zeros((2, 2))

    @property
    def is_open(self) -> bool:
        """Whether further rows can tell anything."""
        return self._follows or self._numeric

    @property
    def share(self) -> float:
        """How much of the target the column gives away, in percent; 0 where that is no more than others do."""
        if self._follows:
            return 100.0
        related = self._correlation()
        return round(related * 100, 3) if related > SAME else 0.0

    def add(self, values: pl.Series, targets: pl.Series) -> None:
        """Take the cells of further rows."""
        part = pl.DataFrame({"value": values, "target": targets})
        if self._follows:
            before = part if self._values is None else pl.concat([self._values, part])
            self._values = before.unique()
            self._follows = self._values.height == self._values["value"].n_unique()
        self._numeric = self._numeric and all(dtype.is_numeric() for dtype in part.dtypes)
        if self._numeric:
            self._add_moments(part.drop_nans().to_numpy())

    def _add_moments(self, numbers: np.ndarray) -> None:
        """Join moments of portions, as in Chan, Golub and LeVeque, Updating Formulae, 1979."""
        if not len(numbers):
            return
        with np.errstate(invalid="ignore"):  # infinite numbers are related to nothing
            own = numbers.mean(axis=0)
            apart, whole = own - self._mean, self._count + len(numbers)
            between = np.outer(apart, apart) * (self._count * len(numbers) / whole)
            self._moments += (numbers - own).T @ (numbers - own) + between
            self._mean += apart * (len(numbers) / whole)
        self._count = whole

    def _correlation(self) -> float:
        (spread, together), (_, other) = self._moments.tolist()
        known = self._numeric and spread * other > 0  # and neither is NaN
        return abs(together) / math.sqrt(spread * other) if known else 0.0


def _series(columns: StoredColumns, name: str, start: int, stop: int) -> pl.Series:
    if columns.dtype(name) == TEXT:
        return pl.Series(columns.texts(name).read(start, stop), dtype=pl.String)
    values = columns.numbers(name, start, stop)
    return pl.Series(values.astype(np.float64) if values.dtype.kind in "fiu" else values)
