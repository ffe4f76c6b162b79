"""What is known of the numbers of a field, collected while its rows are written."""

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom_schema.data.datasets import FieldInfo

from .text_values import MOST_VALUES

Rows = NDArray[Any]
Portions = Callable[[], Iterable[Rows]]
"""The rows of a field in portions, read again each time: a field may not fit in memory."""
EXACT = 1 << 53
"""Above this float64 skips integers, so minimum and maximum are given as floats."""
PLACES = 1024
"""Maximum values per row for which minimum and maximum are stored element by element."""
SPREAD = 1 << 20
"""Integer ranges up to this are counted with a bitmap, larger ones by sorting."""
SORTED_AT_ONCE = 1 << 22
"""Numbers that are sorted together; more are sorted range by range."""
_SAMPLE = 1 << 16
_HEAD = 256
"""Numbers that are looked at before all of a portion: most columns show here that they have fractions or no order."""


class NumberValues:
    """What is known of the numbers of a field after some of its rows; NaN is missing."""

    def __init__(self) -> None:
        self.missing = self.infinite = 0
        self._count = 0
        self._changes = 0
        self._lowest, self._highest = math.inf, -math.inf
        self._whole = self._rising = self._falling = True
        self._last: Rows | None = None

    def add(self, rows: Rows) -> None:
        """Take further rows, in C order where a row has several numbers."""
        flat = rows.reshape(-1)
        if not flat.size:
            return
        self._count += flat.size
        lowest, highest = float(flat.min()), float(flat.max())
        if not (math.isfinite(lowest) and math.isfinite(highest)):
            nans = int(np.isnan(flat).sum())
            flat = flat[np.isfinite(flat)]
            self.missing += nans
            self.infinite += rows.size - flat.size - nans
            self._rising = self._falling = False
            if not flat.size:
                return
            lowest, highest = float(flat.min()), float(flat.max())
        self._lowest, self._highest = min(self._lowest, lowest), max(self._highest, highest)
        self._whole = self._whole and _is_whole(flat)
        if self._rising or self._falling:
            self._compare(flat if self._last is None else np.concatenate([self._last, flat]))
            self._last = flat[-1:].copy()

    def described(self, field: FieldInfo, portions: Portions) -> FieldInfo:
        """A field of these numbers, whose rows are read again for what cannot be known before all were there."""
        per_row = math.prod(field.shape)
        known = self._lowest <= self._highest
        finite = not self.missing and not self.infinite
        single = per_row <= 1 or not field.rows
        ordered = single and finite and self._lowest < self._highest and (self._rising or self._falling)
        distinct = self._distinct(portions, ordered=ordered) if self._whole and finite else None
        lows, highs = [self._lowest], [self._highest]
        by_place = known and finite and 0 < per_row <= PLACES
        if by_place and per_row > 1:
            lows, highs = _by_place(portions())
        return field.model_copy(
            update={
                "minimum": self._lowest if known else None,
                "maximum": self._highest if known else None,
                "classes": None if distinct is None else distinct[0],
                "finite": finite,
                "missing": self.missing,
                "infinite": self.infinite,
                "values": distinct[1] if distinct is not None and single else None,
                "ordered": ordered,
                "lows": lows if by_place else [],
                "highs": highs if by_place else [],
            }
        )

    def _compare(self, numbers: Rows) -> None:
        self._rising = self._rising and _all(np.greater_equal, numbers)
        self._falling = self._falling and _all(np.less_equal, numbers)
        if self._rising or self._falling:
            self._changes += int(np.count_nonzero(numbers[1:] != numbers[:-1]))

    def _distinct(self, portions: Portions, *, ordered: bool) -> tuple[int, list[int | str] | None]:
        """The number of different integers, 0 for an empty field; and they themselves, where they are few."""
        if not self._count:
            return 0, []
        if ordered and self._changes >= MOST_VALUES:
            return self._changes + 1, None
        exact = max(-self._lowest, self._highest) <= EXACT
        if exact and self._highest - self._lowest <= SPREAD:
            count, few = _in_bitmap(portions, int(self._lowest), int(self._highest))
        else:
            count, few = _by_sorting(portions, self._count)
        return count, [int(value) for value in few] if count <= MOST_VALUES and exact else None


def _is_whole(numbers: Rows) -> bool:
    if numbers.dtype.kind != "f":
        return True
    head = numbers[:_HEAD]
    return bool((head == np.rint(head)).all()) and bool((numbers == np.rint(numbers)).all())


def _all(compare: np.ufunc, numbers: Rows) -> bool:
    """Whether each number compares so with the one before it."""
    head = numbers[:_HEAD]
    return bool(compare(head[1:], head[:-1]).all()) and bool(compare(numbers[1:], numbers[:-1]).all())


def _by_place(portions: Iterable[Rows]) -> tuple[list[float], list[float]]:
    """The minimum and the maximum of each element of a row, in C order."""
    lows: Rows | None = None
    highs: Rows | None = None
    for rows in portions:
        low, high = rows.min(axis=0), rows.max(axis=0)
        lows = low if lows is None else np.minimum(lows, low)
        highs = high if highs is None else np.maximum(highs, high)
    return _floats(lows), _floats(highs)


def _floats(numbers: Rows | None) -> list[float]:
    return [] if numbers is None else numbers.astype(float).reshape(-1).tolist()


def _in_bitmap(portions: Portions, lowest: int, highest: int) -> tuple[int, Rows]:
    seen = np.zeros(highest - lowest + 1, dtype=bool)
    for rows in portions():
        seen[rows.reshape(-1).astype(np.int64) - lowest] = True
    found = np.flatnonzero(seen)
    return found.size, found[:MOST_VALUES] + lowest


def _by_sorting(portions: Portions, count: int) -> tuple[int, Rows]:
    """How many different numbers there are, and the first of them: range by range, so that few are sorted at once."""
    total, few = 0, list[Any]()
    for low, high in pairwise([None, *_edges(portions, count), None]):
        found = _distinct_between(portions(), low, high)
        few += found[:MOST_VALUES].tolist()
        total += found.size
    return total, np.array(few[:MOST_VALUES])


def _edges(portions: Portions, count: int) -> list[Any]:
    """Numbers that divide a field into ranges of `SORTED_AT_ONCE` numbers or about so many."""
    ranges = -(-count // SORTED_AT_ONCE)
    if ranges == 1:
        return []
    step = max(1, count // _SAMPLE)
    sample = np.sort(np.concatenate([rows.reshape(-1)[::step] for rows in portions()]))
    places = np.arange(1, ranges) * sample.size // ranges
    return [*np.unique(sample[places])]


def _distinct_between(portions: Iterable[Rows], low: Any, high: Any) -> Rows:
    """The different numbers from `low` to below `high`, in order."""
    return _unique(_between(rows.reshape(-1), low, high) for rows in portions)


def _between(numbers: Rows, low: Any, high: Any) -> Rows:
    if low is not None:
        numbers = numbers[numbers >= low]
    return numbers if high is None else numbers[numbers < high]


def _unique(parts: Iterator[Rows]) -> Rows:
    """The different numbers of all parts; those of several parts are sorted when they are many."""
    waiting: list[Rows] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += part.size
        if size > 2 * SORTED_AT_ONCE:
            waiting = [np.unique(np.concatenate(waiting))]
            size = waiting[0].size
    return np.unique(np.concatenate(waiting))
