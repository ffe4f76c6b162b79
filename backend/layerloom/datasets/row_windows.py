"""The windows that a document learns from: `data.windows`, after rows were dropped, split and prepared by recipes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layerloom_schema.base import Json
from layerloom_schema.checks.reports import WindowsReport
from layerloom_schema.documents.data_preparation import Windows
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused

from .dataset import Array, Dataset
from .lazy_arrays import LazyArray, PickedArray, RowIndex, take_rows
from .row_shares import SHARE_NAMES, Share, row_shares
from .windows import segments, series_order, whole_windows


@dataclass(frozen=True)
class CountedWindows:
    """How many windows each share has, which shares have rows and no window, and the longest possible in all."""

    report: WindowsReport
    lacking: Sequence[str]
    longest: int


@dataclass(frozen=True)
class RowWindows:
    """The windows of some data, and which of them are of each share."""

    order: Array
    ends: Array
    """The places in `order` of the last rows."""
    shares: Sequence[Array]
    settings: Windows

    @property
    def last_rows(self) -> Array:
        """The number of the last row of each window."""
        last: Array = self.order[self.ends]
        return last

    def rows(self, window: int) -> Array:
        """The numbers of the rows of a window."""
        end = self.ends[window]
        found: Array = self.order[end + 1 - self.settings.length : end + 1]
        return found

    def of(self, column: LazyArray, name: str) -> LazyArray:
        """What an input of this name is fed of a column: windows, or the last row of each."""
        if name in self.settings.last:
            return PickedArray(column, self.last_rows)
        return WindowedArray(column, self.order, self.ends, self.settings.length)

    def targets(self, column: LazyArray) -> LazyArray:
        """What a column holds `ahead` rows after each window."""
        return PickedArray(column, self.order[self.ends + self.settings.ahead])


class WindowedArray:
    """Windows of an array of rows, which are read when they are indexed: shape (windows, length, ...)."""

    def __init__(self, source: LazyArray, order: Array, ends: Array, length: int) -> None:
        self._source = source
        self._order = order
        self._ends = ends
        self._steps = np.arange(1 - length, 1)
        self.shape: tuple[int, ...] = (len(ends), length, *source.shape[1:])
        self.dtype = source.dtype

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, windows: RowIndex) -> Array:
        rows = self._order[self._ends[windows][:, None] + self._steps]
        return take_rows(self._source, rows.reshape(-1)).reshape(*rows.shape, *self.shape[2:])


def windows_of(document: Document) -> Windows | None:
    """The windows that a document names."""
    return document.data.windows if document.data else None


def find_windows(document: Document, data: Dataset, shares: Sequence[Share], rows: int) -> RowWindows | None:
    """The windows of shares of the rows; None where the document has none, or the data follows its model.

    Raises `Refused` where the column that tells series apart is not there.
    """
    settings = windows_of(document)
    if settings is None or data.info.follows_model:
        return None
    return windows_in(data, settings, shares, rows)


def all_windows(document: Document, data: Dataset, rows: int) -> RowWindows | None:
    """The windows of all rows of a data set. Raises `Refused` as `find_windows` does."""
    return find_windows(document, data, [slice(None)], rows)


def windows_in(data: Dataset, settings: Windows, shares: Sequence[Share], rows: int) -> RowWindows:
    """The windows of shares of the rows. Raises `Refused` where no column with one value a row tells series apart."""
    groups = None if settings.group is None else data.arrays.get(settings.group)
    if settings.group is not None and (groups is None or groups.size != rows):
        params: dict[str, Json] = {"column": settings.group}
        raise Refused(422, ErrorCode.data_unreadable, variant="window_group", params=params)
    order = series_order(rows, groups)
    ends, found = whole_windows([*shares], order, groups, settings.length, settings.step, settings.ahead)
    return RowWindows(order, ends, found, settings)


def count_windows(document: Document, data: Dataset) -> CountedWindows | None:
    """Count the windows of each share of the rows of a data set.

    None where the document has none, or where the windows, the split or its column are invalid: rules report that.
    """
    settings = windows_of(document)
    rows = data.info.rows
    if settings is None or data.info.follows_model or not rows:
        return None
    if min(settings.length, settings.step, settings.ahead + 1) < 1:
        return None
    try:
        shares = row_shares(document, data, rows)
        found = windows_in(data, settings, shares, rows)
    except (Refused, ValueError, IndexError, OverflowError):  # a split that cannot be
        return None
    groups = None if settings.group is None else data.arrays[settings.group]
    share_of, first = segments([*shares], found.order, groups)
    lengths = np.arange(1, rows + 1) - first
    filled = [number for number in range(len(SHARE_NAMES)) if (share_of == number).any()]
    longest = min(int(lengths[share_of == number].max()) for number in filled) - settings.ahead
    counts = [len(windows) for windows in found.shares]
    report = WindowsReport(**dict(zip(SHARE_NAMES, counts, strict=True)))
    return CountedWindows(report, [SHARE_NAMES[number] for number in filled if not counts[number]], longest)
