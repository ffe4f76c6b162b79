"""Intervals of the values of a tensor, element by element where a row is small, else one for all of it.

Every value lies between the outer bounds `low` and `high`. Inner bounds say what really occurs: some row has a value of
at most `down`, and some row one of at least `up`. For measured data both pairs are equal. Where nothing is known, the
outer bounds are infinite; after a step that may drop the extreme rows, the inner bounds say no more than the outer ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.datasets.dataset import Array

NO_SOURCE = -1
"""The source number of constants."""
MIXED_SOURCES = -2
"""The source number of values computed from several sources."""


@dataclass(frozen=True)
class Interval:
    """Bounds as arrays of one shape: `()` for all values alike, or that of a batch of one row.

    `source` is the number of the field or layer that the values come from.
    """

    low: Array
    high: Array
    down: Array
    up: Array
    source: Array

    @property
    def uniform(self) -> bool:
        """Whether one interval stands for all values."""
        return self.low.ndim == 0

    @property
    def parts(self) -> tuple[Array, ...]:
        return self.low, self.high, self.down, self.up, self.source


def between(low: float, high: float, *, reached: bool, source: int = NO_SOURCE) -> Interval:
    """One interval for all values. `reached`: some row really has each bound."""
    return of_arrays(np.array(float(low)), np.array(float(high)), reached=reached, source=source)


def of_arrays(low: Array, high: Array, *, reached: bool, source: int = NO_SOURCE) -> Interval:
    """Intervals from arrays of minimum and maximum values."""
    inner = (low, high) if reached else (high, low)
    return Interval(low, high, *inner, np.full(low.shape, source))


def constant(value: Any) -> Interval:
    """The interval of a constant number or array."""
    numbers = np.asarray(value, dtype=np.float64)
    return Interval(numbers, numbers, numbers, numbers, np.full(numbers.shape, NO_SOURCE))


UNKNOWN = between(-np.inf, np.inf, reached=False)


def outer_only(given: Interval) -> Interval:
    """The same outer bounds, without the inner ones."""
    return Interval(given.low, given.high, given.high, given.low, given.source)


def union(given: Sequence[Interval], *, keeps_all: bool) -> Interval:
    """The union of intervals. `keeps_all`: no value of them is dropped."""
    sources = {int(source) for each in given for source in np.unique(each.source)} - {NO_SOURCE}
    source = sources.pop() if len(sources) == 1 else MIXED_SOURCES if sources else NO_SOURCE
    low, high = min(each.low.min() for each in given), max(each.high.max() for each in given)
    down, up = min(each.down.min() for each in given), max(each.up.max() for each in given)
    inner = (down, up) if keeps_all else (high, low)
    return Interval(*(np.asarray(part) for part in (low, high, *inner, source)))


def moved(function: Callable[..., Any], *given: Interval, keeps_all: bool = True) -> Interval:
    """Intervals after a NumPy function that only moves values (reshape, transpose): it is applied to the bounds.

    `keeps_all`: it drops no value; needed for tensors that are not followed element by element.
    """
    if any(each.uniform for each in given):
        return union(given, keeps_all=keeps_all)
    try:
        return Interval(
            *(np.asarray(function(*parts)) for parts in zip(*(g.parts for g in given), strict=True))
        )
    except (ValueError, IndexError, TypeError):
        # An axis of unknown length was assumed to have another length.
        return union(given, keeps_all=keeps_all)


def spread(given: Interval, shape: Sequence[int | None] | None, most: int) -> Interval:
    """Broadcast to each element of a tensor of known shape with at most `most` values per row."""
    if not given.uniform or shape is None or None in shape[1:]:
        return given
    row = [length or 1 for length in shape[1:]]
    if np.prod(row) > most:
        return given
    return Interval(*(np.broadcast_to(part, (1, *row)) for part in given.parts))


def monotone(function: Callable[[Array], Array], given: Interval) -> Interval:
    """Intervals after an elementwise function that never decreases."""
    return Interval(
        function(given.low), function(given.high), function(given.down), function(given.up), given.source
    )


def negative(given: Interval) -> Interval:
    return Interval(-given.high, -given.low, -given.up, -given.down, given.source)


def absolute(given: Interval) -> Interval:
    """Intervals of absolute values; the inner bounds are kept only where the sign is known."""
    if np.all(given.low >= 0):
        return given
    if np.all(given.high <= 0):
        return negative(given)
    high = np.maximum(np.abs(given.low), np.abs(given.high))
    return Interval(np.zeros_like(high), high, high, np.zeros_like(high), given.source)


def add(one: Interval, other: Interval) -> Interval:
    with np.errstate(invalid="ignore"):
        low, high = one.low + other.low, one.high + other.high
        down = np.fmin(one.down + other.high, one.high + other.down)
        up = np.fmax(one.up + other.low, one.low + other.up)
    return _whole(low, high, down, up, _sources(one, other))


def multiply(one: Interval, other: Interval) -> Interval:
    """Intervals of products. The inner bounds are kept only if one factor is a constant."""
    if not _is_constant(other):
        one, other = other, one
    with np.errstate(invalid="ignore"):
        ends = [
            np.nan_to_num(a * b, nan=0.0, posinf=np.inf, neginf=-np.inf)
            for a in one.parts[:2]
            for b in other.parts[:2]
        ]
        low, high = np.min(np.broadcast_arrays(*ends), axis=0), np.max(np.broadcast_arrays(*ends), axis=0)
        if not _is_constant(other):
            return _whole(low, high, high, low, _sources(one, other))
        ends = [
            np.nan_to_num(part * other.low, nan=0.0, posinf=np.inf, neginf=-np.inf)
            for part in (one.down, one.up)
        ]
    rises = other.low >= 0
    return _whole(low, high, np.where(rises, *ends), np.where(rises, *ends[::-1]), _sources(one, other))


def maximum(one: Interval, other: Interval) -> Interval:
    return _whole(
        np.maximum(one.low, other.low),
        np.maximum(one.high, other.high),
        np.minimum(np.maximum(one.down, other.high), np.maximum(one.high, other.down)),
        np.maximum(one.up, other.up),
        _sources(one, other),
    )


def minimum(one: Interval, other: Interval) -> Interval:
    return negative(maximum(negative(one), negative(other)))


def either(one: Interval, other: Interval) -> Interval:
    """Intervals of values that come from one tensor or the other (`where`)."""
    low, high = np.minimum(one.low, other.low), np.maximum(one.high, other.high)
    return _whole(low, high, high, low, _sources(one, other))


def divisor(given: Interval) -> float | None:
    """The single positive value of an interval, if it has just one."""
    return float(given.low) if given.uniform and given.low == given.high and given.low > 0 else None


def _is_constant(given: Interval) -> bool:
    return bool(np.all(given.source == NO_SOURCE) and np.all(given.low == given.high))


def _sources(one: Interval, other: Interval) -> Array:
    a, b = one.source, other.source
    merged = np.where(a == NO_SOURCE, b, np.where((b == NO_SOURCE) | (a == b), a, MIXED_SOURCES))
    return np.asarray(merged)


def _whole(low: Array, high: Array, down: Array, up: Array, source: Array) -> Interval:
    """An interval with all bounds broadcast to one shape; NaN bounds (inf - inf) become infinite."""
    low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
    down, up = np.where(np.isnan(down), high, down), np.where(np.isnan(up), low, up)
    if len({part.shape for part in (low, high, down, up, source)}) > 1:
        low, high, down, up, source = np.broadcast_arrays(low, high, down, up, source)
    return Interval(low, high, down, up, source)
