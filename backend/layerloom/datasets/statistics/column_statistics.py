"""Statistics of the columns of a stored version: two passes over numbers, one over texts."""

import math
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom.datasets.columns.stored_columns import StoredColumns, StoredTexts
from layerloom.datasets.dataset import TEXT, Array
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import ColumnInfo, ColumnStatistics, ColumnType, FieldInfo, ValueCount

from .value_counts import ValueCounts

BINS = 20
TOP = 10
_HUGE = 1e300
"""From here on the difference of two numbers may be beyond float64."""
_TEXTS = 1 << 16


def column_statistics(columns: StoredColumns, column: ColumnInfo, field: FieldInfo) -> ColumnStatistics:
    """The statistics of one column; of images it is only said how many there are."""
    if column.type is ColumnType.image:
        return ColumnStatistics(name=column.name, count=field.rows, missing=0)
    if field.dtype == TEXT:
        return _of_texts(columns.texts(column.name), column, field)
    return _of_numbers(partial(columns.portions, column.name), column, field)


def _of_numbers(
    portions: Callable[[], Iterator[Array]], column: ColumnInfo, field: FieldInfo
) -> ColumnStatistics:
    lowest, highest, sums = math.inf, -math.inf, []
    finite = infinite = 0
    counts = ValueCounts() if not field.shape else None
    for rows in portions():
        part, bad = _finite(rows.reshape(-1))
        infinite += bad
        if part.size:
            finite += part.size
            lowest, highest = min(lowest, float(part.min())), max(highest, float(part.max()))
            sums.append(_sum(part))
        if counts is not None:
            counts.add(pl.Series(part))
    known = finite > 0
    return ColumnStatistics(
        name=column.name,
        count=finite + infinite,
        missing=field.rows * math.prod(field.shape) - finite - infinite,
        infinite=infinite,
        minimum=_shortest(lowest, field.dtype) if known else None,
        maximum=_shortest(highest, field.dtype) if known else None,
        mean=_mean(sums, finite) if known else None,
        distinct=counts.distinct if counts is not None else None,
        histogram=_histogram(portions(), lowest, highest) if known else [],
        top=[
            ValueCount(value=_json(value, field.dtype), count=count)
            for value, count in (counts.top(TOP) if counts is not None else [])
        ],
    )


def _sum(part: Array) -> float:
    with np.errstate(over="ignore"):
        return float(part.sum(dtype=np.float64))


def _mean(sums: list[float], count: int) -> float | None:
    """The mean of numbers by the sums of their portions; None where the sum is beyond float64."""
    try:
        mean = math.fsum(sums) / count
    except (OverflowError, ValueError):  # a sum of finite numbers, or infinities of both signs
        return None
    return mean if math.isfinite(mean) else None


def _histogram(portions: Iterator[Array], lowest: float, highest: float) -> list[int]:
    scale = 1.0 if max(-lowest, highest) < _HUGE else 1 / 4
    bounds = _bounds(lowest * scale, highest * scale)
    bins = np.zeros(BINS, np.int64)
    for rows in portions:
        part, _ = _finite(rows.reshape(-1))
        bins += np.histogram(part.astype(np.float64) * scale, BINS, bounds)[0]
    return [int(count) for count in bins]


def _bounds(lowest: float, highest: float) -> tuple[float, float]:
    """The range of the bins, wider than that of the numbers where float64 has too few between them for all edges."""
    steps = BINS * max(math.ulp(lowest), math.ulp(highest))
    width = (highest - lowest) or 1.0  # NumPy takes half a one to each side of numbers that are equal
    return (lowest, highest) if width > steps else (lowest - steps, highest + steps)


def _finite(part: Array) -> tuple[Array, int]:
    """The finite numbers of some, and how many are infinite."""
    if part.dtype.kind != "f":
        return part, 0
    good = np.isfinite(part)
    return part[good], int(part.size - good.sum() - np.isnan(part).sum())


def _of_texts(texts: StoredTexts, column: ColumnInfo, field: FieldInfo) -> ColumnStatistics:
    counts = ValueCounts() if not field.shape else None
    missing = count = total = 0
    shortest, longest = math.inf, 0
    for start in range(0, field.rows, _TEXTS):
        stop = min(field.rows, start + _TEXTS)
        lengths: NDArray[np.int64] = texts.lengths(start, stop)
        present = lengths[lengths > 0]
        missing += lengths.size - present.size
        count += present.size
        if present.size:
            total += int(present.sum())
            shortest, longest = min(shortest, int(present.min())), max(longest, int(present.max()))
        if counts is not None and not counts.many:
            found = pl.Series(texts.read(start, stop), dtype=pl.String)
            counts.add(found.filter(found != ""))
    return ColumnStatistics(
        name=column.name,
        count=count,
        missing=missing,
        minimum=float(shortest) if count else None,
        maximum=float(longest) if count else None,
        mean=total / count if count else None,
        distinct=counts.distinct if counts is not None else None,
        top=[
            ValueCount(value=str(value), count=number)
            for value, number in (counts.top(TOP) if counts is not None else [])
        ],
    )


def _shortest(value: float, dtype: str) -> float:
    """The shortest decimal that is this float32; a value of another dtype is as it is."""
    return float(str(np.float32(value))) if dtype == "float32" else value


def _json(value: object, dtype: str) -> Json:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return _shortest(value, dtype)
    return int(value) if isinstance(value, int) else str(value)
