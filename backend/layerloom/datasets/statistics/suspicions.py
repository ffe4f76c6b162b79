"""What may be wrong with the columns and rows of a version. Each is said with its number, and nothing is refused."""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.dataset import Array
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import (
    ColumnInfo,
    ColumnStatistics,
    ColumnType,
    DatasetVersion,
    Suspicion,
    SuspicionKind,
)

from .leaks import NEAR_UNIQUE, find_leaks
from .row_hashes import Progress, count_repeated, row_hashes

FEW_ROWS = 20
"""Nothing is suspected of fewer rows."""
MOST_CLASSES = 20
"""A column of more different values is not taken for classes."""
RARE = 0.02
"""The share of a class below which the others outweigh it."""
_ID = re.compile(r"(^|[ _.-])(id|key|nr|no|index|uuid|guid)$|Id$|ID$")


def find_suspicions(
    columns: StoredColumns,
    manifest: DatasetVersion,
    statistics: Sequence[ColumnStatistics],
    target: str | None = None,
    progress: Progress | None = None,
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
            found += find_leaks(columns, manifest, by_name, target, progress)
        found += _repeated_rows(columns, manifest, progress)
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
    if (
        column.type is ColumnType.integer
        and unique is not False
        and _counts_up(columns.portions(column.name))
    ):
        yield _suspicion(SuspicionKind.id_like, column.name, count=known.count)
    elif column.type is ColumnType.text:
        yield from _of_texts(columns, manifest, column, known, unique=unique)
    elif column.type is ColumnType.date and _is_sorted(columns.portions(column.name)):
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


def _counts_up(portions: Iterable[Array]) -> bool:
    """Whether integers go up by one from row to row."""
    return all(bool((steps == 1).all()) for steps in _steps(portions))


def _is_sorted(portions: Iterable[Array]) -> bool:
    """Whether numbers never fall, or never rise, and are not all alike."""
    upward = downward = True
    alike = True
    for steps in _steps(portions):
        upward, downward = upward and bool((steps >= 0).all()), downward and bool((steps <= 0).all())
        alike = alike and not steps.any()
        if not upward and not downward:
            return False
    return not alike


def _steps(portions: Iterable[Array]) -> Iterator[Array]:
    """The differences from row to row."""
    last = None
    for part in portions:
        yield np.diff(part if last is None else np.concatenate([last, part]))
        last = part[-1:]


def _repeated_rows(
    columns: StoredColumns, manifest: DatasetVersion, progress: Progress | None
) -> Iterator[Suspicion]:
    """Rows that are there before; not of arrays, whose rows are large."""
    if any(column.type in (ColumnType.array, ColumnType.image) for column in manifest.columns):
        return
    hashes = row_hashes(columns, manifest.fields, manifest.rows, progress)
    repeated = count_repeated(hashes, manifest.rows)
    if repeated:
        yield _suspicion(SuspicionKind.duplicate_rows, None, count=repeated, rows=manifest.rows)
