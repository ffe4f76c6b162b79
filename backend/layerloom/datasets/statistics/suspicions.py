"""What may be wrong with the columns and rows of a version. Each is said with its number, and nothing is refused."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.dataset import TEXT, Array
from layerloom_schema.base import Json
from layerloom_schema.datasets import (
    ColumnInfo,
    ColumnStatistics,
    ColumnType,
    DatasetVersion,
    Suspicion,
    SuspicionKind,
)

from .row_hashes import row_hashes

FEW_ROWS = 20
"""Nothing is suspected of fewer rows."""
MOST_CLASSES = 20
"""A column of more different values is not taken for classes."""
RARE = 0.02
"""The share of a class below which the others outweigh it."""
NEAR_UNIQUE = 0.5
"""The share of different texts from which a text is hardly a category."""
SAME = 0.9999
"""The correlation from which a column gives the target away."""
_ROWS = 1 << 16
_ID = re.compile(r"(^|[ _.-])(id|key|nr|no|index|uuid|guid)$|Id$|ID$")


def find_suspicions(
    columns: StoredColumns,
    manifest: DatasetVersion,
    statistics: Sequence[ColumnStatistics],
    target: str | None = None,
) -> list[Suspicion]:
    """All suspicions, by column and then of the rows; those that need a target only where one is named."""
    by_name = {each.name: each for each in statistics}
    found: list[Suspicion] = []
    for column in manifest.columns:
        found += _of_reading(column)
        if manifest.rows >= FEW_ROWS and column.type not in (ColumnType.array, ColumnType.image):
            found += _of_values(columns, manifest, column, by_name[column.name])
    if manifest.rows >= FEW_ROWS:
        if target in by_name:
            found += _leaks(columns, manifest, by_name, target)
        found += _repeated_rows(columns, manifest)
    return found


def _suspicion(kind: SuspicionKind, column: str | None, **params: Json) -> Suspicion:
    named: dict[str, Json] = {} if column is None else {"column": column}
    return Suspicion(kind=kind, column=column, params={**named, **params})


def _of_reading(column: ColumnInfo) -> Iterator[Suspicion]:
    if column.ambiguous_dates:
        yield _suspicion(SuspicionKind.ambiguous_dates, column.name, format=column.date_formats[0])
    if column.rounded:
        yield _suspicion(SuspicionKind.rounded, column.name, count=column.rounded)
    if column.odd_cells:
        first = column.odd_cells[0]
        yield _suspicion(
            SuspicionKind.odd_cells, column.name, cell=first.text, line=first.line, count=column.odd_count
        )


def _of_values(
    columns: StoredColumns, manifest: DatasetVersion, column: ColumnInfo, known: ColumnStatistics
) -> Iterator[Suspicion]:
    if known.distinct == 1:
        yield _suspicion(SuspicionKind.constant, column.name, value=known.top[0].value, count=known.count)
        return
    unique = known.distinct == known.count if known.distinct is not None else None
    if column.type is ColumnType.integer and unique is not False and _counts_up(columns[column.name]):
        yield _suspicion(SuspicionKind.id_like, column.name, count=known.count)
    elif column.type is ColumnType.text:
        yield from _of_texts(columns, manifest, column, known, unique=unique)
    elif column.type is ColumnType.date and _is_sorted(columns[column.name]):
        yield _suspicion(SuspicionKind.time_order, column.name, count=manifest.rows)
    if known.distinct is not None and 1 < known.distinct <= MOST_CLASSES and column.type in _CLASSES:
        rare = min(known.top, key=lambda value: value.count) if known.distinct <= len(known.top) else None
        if rare is not None and rare.count < RARE * known.count:
            share = rare.count / known.count * 100
            yield _suspicion(
                SuspicionKind.imbalance,
                column.name,
                value=rare.value,
                count=rare.count,
                share=round(share, 2),
            )


_CLASSES = (ColumnType.text, ColumnType.integer, ColumnType.boolean)


def _of_texts(
    columns: StoredColumns,
    manifest: DatasetVersion,
    column: ColumnInfo,
    known: ColumnStatistics,
    *,
    unique: bool | None,
) -> Iterator[Suspicion]:
    """Texts of one word that are all different are ids; texts that mostly differ are hardly a category."""
    if known.distinct is not None and known.distinct <= NEAR_UNIQUE * known.count:
        return
    words = columns.texts(column.name).read(0, min(manifest.rows, 1_000))
    if any(" " in text.strip() for text in words):
        return
    distinct = known.distinct if known.distinct is not None else known.count
    kind = SuspicionKind.id_like if unique and _ID.search(column.name) else SuspicionKind.near_unique
    yield _suspicion(kind, column.name, count=known.count, distinct=distinct)


def _counts_up(values: Array) -> bool:
    """Whether integers go up by one from row to row."""
    return all(bool((np.diff(part) == 1).all()) for part in _overlapping(values))


def _is_sorted(values: Array) -> bool:
    parts = [np.diff(part) for part in _overlapping(values)]
    upward = all(bool((part >= 0).all()) for part in parts)
    return (upward or all(bool((part <= 0).all()) for part in parts)) and any(part.any() for part in parts)


def _overlapping(values: Array) -> Iterator[Array]:
    for start in range(0, len(values), _ROWS):
        yield np.asarray(values[start : start + _ROWS + 1])


def _leaks(
    columns: StoredColumns,
    manifest: DatasetVersion,
    statistics: Mapping[str, ColumnStatistics],
    target: str,
) -> Iterator[Suspicion]:
    """Columns from which the target follows: each of their values comes with one target, or both rise together."""
    wanted = _series(columns, manifest, target)
    for column in manifest.columns:
        if column.name == target or column.type in (ColumnType.array, ColumnType.image):
            continue
        known, values = statistics[column.name], _series(columns, manifest, column.name)
        if known.distinct == 1 or statistics[target].distinct == 1:
            continue
        if known.distinct is not None and known.distinct <= NEAR_UNIQUE * known.count:
            pairs = pl.DataFrame({"value": values, "target": wanted}).unique().height
            if pairs == values.n_unique():
                yield _suspicion(SuspicionKind.leak, column.name, target=target, share=100.0)
                continue
        both = (values, wanted)
        if all(each.dtype.is_numeric() for each in both):
            related = pl.DataFrame({"a": values, "b": wanted}).drop_nans().select(pl.corr("a", "b")).item()
            if related is not None and abs(related) > SAME:
                yield _suspicion(
                    SuspicionKind.leak, column.name, target=target, share=round(abs(related) * 100, 3)
                )


def _series(columns: StoredColumns, manifest: DatasetVersion, name: str) -> pl.Series:
    if columns.dtype(name) == TEXT:
        return pl.Series(columns.texts(name).read(0, manifest.rows), dtype=pl.String)
    values = np.asarray(columns[name])
    return pl.Series(values.astype(np.float64) if values.dtype.kind in "fiu" else values)


def _repeated_rows(columns: StoredColumns, manifest: DatasetVersion) -> Iterator[Suspicion]:
    """Rows that are there before; not of arrays, whose rows are large."""
    if any(column.type in (ColumnType.array, ColumnType.image) for column in manifest.columns):
        return
    every = row_hashes(columns, manifest.fields, manifest.rows)
    repeated = len(every) - len(np.unique(every))
    if repeated:
        yield _suspicion(SuspicionKind.duplicate_rows, None, count=int(repeated), rows=manifest.rows)
