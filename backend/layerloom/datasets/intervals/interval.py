"""Intervals of a tensor's numbers, element by element where a row is small, else one for all of it.

Each number lies between `low` and `high`. Beyond these outer bounds there are inner ones: some row gives a number of at
most `down`, and some row one of at least `up`. For data that was counted both pairs are equal; where nothing is known
the outer bounds are infinite; after a step that may drop the extreme rows the inner ones say no more than the outer ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from layerloom.datasets.dataset import Array

NOBODY = -1
"""The source of constants."""
SEVERAL = -2
"""The source of what was worked out of several."""


@dataclass(frozen=True)
class Interval:
    """Arrays of one shape: `()` for all numbers alike, or that of a batch of one row. `source` numbers who gave them."""

    low: Array
    high: Array
    down: Array
    up: Array
    source: Array

    @property
    def uniform(self) -> bool:
        """One interval stands for all numbers."""
        return self.low.ndim == 0

    @property
    def parts(self) -> tuple[Array, ...]:
        return self.low, self.high, self.down, self.up, self.source


def between(low: float, high: float, *, reached: bool, source: int = NOBODY) -> Interval:
    """All numbers alike. `reached` says that some row really gives each end."""
    return of_arrays(np.array(float(low)), np.array(float(high)), reached=reached, source=source)


def of_arrays(low: Array, high: Array, *, reached: bool, source: int = NOBODY) -> Interval:
    """The intervals of arrays of smallest and largest numbers."""
    inner = (low, high) if reached else (high, low)
    return Interval(low, high, *inner, np.full(low.shape, source))


def constant(value: Any) -> Interval:
    """A number, or an array of them, that a document gives."""
    numbers = np.asarray(value, dtype=np.float64)
    return Interval(numbers, numbers, numbers, numbers, np.full(numbers.shape, NOBODY))


UNKNOWN = between(-np.inf, np.inf, reached=False)


def vague(given: Interval) -> Interval:
    """The same outer bounds, which need not be reached any more."""
    return Interval(given.low, given.high, given.high, given.low, given.source)


def union(given: Sequence[Interval], *, keeps_all: bool) -> Interval:
    """One interval around several. `keeps_all` says that no number of them is dropped."""
    sources = {int(source) for each in given for source in np.unique(each.source)} - {NOBODY}
    source = sources.pop() if len(sources) == 1 else SEVERAL if sources else NOBODY
    low, high = min(each.low.min() for each in given), max(each.high.max() for each in given)
    down, up = min(each.down.min() for each in given), max(each.up.max() for each in given)
    inner = (down, up) if keeps_all else (high, low)
    return Interval(*(np.asarray(part) for part in (low, high, *inner, source)))


def moved(function: Callable[..., Any], *given: Interval, keeps_all: bool = True) -> Interval:
    """What a function of NumPy that only moves numbers makes of them: it moves their intervals alike.

    `keeps_all` says that it drops none, for tensors that are too large or too open to be followed number by number.
    """
    if any(each.uniform for each in given):
        return union(given, keeps_all=keeps_all)
    try:
        return Interval(
            *(np.asarray(function(*parts)) for parts in zip(*(g.parts for g in given), strict=True))
        )
    except (ValueError, IndexError, TypeError):
        # An axis that is open here was taken to be of another length.
        return union(given, keeps_all=keeps_all)


def spread(given: Interval, shape: Sequence[int | None] | None, most: int) -> Interval:
    """The same for each number of a tensor of at most so many numbers a row, where its shape is known."""
    if not given.uniform or shape is None or None in shape[1:]:
        return given
    row = [length or 1 for length in shape[1:]]
    if np.prod(row) > most:
        return given
    return Interval(*(np.broadcast_to(part, (1, *row)) for part in given.parts))


def monotone(function: Callable[[Array], Array], given: Interval) -> Interval:
    """A function that never falls, number by number."""
    return Interval(
        function(given.low), function(given.high), function(given.down), function(given.up), given.source
    )


def negative(given: Interval) -> Interval:
    return Interval(-given.high, -given.low, -given.up, -given.down, given.source)


def absolute(given: Interval) -> Interval:
    """Of what never falls below 0, itself; of what never rises above it, its negative; else no end need be reached."""
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
    """By a constant the inner bounds are kept; of two that vary only the outer ones are known."""
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
    """A number of one or of the other, and nobody knows of which."""
    low, high = np.minimum(one.low, other.low), np.maximum(one.high, other.high)
    return _whole(low, high, high, low, _sources(one, other))


def divisor(given: Interval) -> float | None:
    """The one positive number that an interval holds, if it does."""
    return float(given.low) if given.uniform and given.low == given.high and given.low > 0 else None


def _is_constant(given: Interval) -> bool:
    return bool(np.all(given.source == NOBODY) and np.all(given.low == given.high))


def _sources(one: Interval, other: Interval) -> Array:
    a, b = one.source, other.source
    merged = np.where(a == NOBODY, b, np.where((b == NOBODY) | (a == b), a, SEVERAL))
    return np.asarray(merged)


def _whole(low: Array, high: Array, down: Array, up: Array, source: Array) -> Interval:
    """In one shape, with the widest bounds where infinities cancelled each other."""
    low, high = np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)
    down, up = np.where(np.isnan(down), high, down), np.where(np.isnan(up), low, up)
    if len({part.shape for part in (low, high, down, up, source)}) > 1:
        low, high, down, up, source = np.broadcast_arrays(low, high, down, up, source)
    return Interval(low, high, down, up, source)
