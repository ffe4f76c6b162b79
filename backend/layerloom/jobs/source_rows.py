"""Rows of the shares of a run, and where they are in its data as it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.datasets.lazy_arrays import lazy_field, take_rows
from layerloom.datasets.row_binder import AnyRows, BoundData
from layerloom.datasets.row_shares import SHARE_NAMES, row_shares
from layerloom.datasets.row_windows import RowWindows, all_windows

from .prepare import PreparedRun

Share = Literal["test", "validation", "training"]


@dataclass(frozen=True)
class SourceRows:
    """Columns of a data set as they came, and which rows of them some rows are; all in their order by default.

    Of windows, `windows` has their rows, and `places` their numbers.
    """

    arrays: Mapping[str, Array]
    places: Array | None = None
    windows: RowWindows | None = None

    def cells(self, column: str, row: int, *, in_window: bool) -> Any:
        """What a column has of one of the rows: of a window of rows what they all have, or the last of them."""
        place = row if self.places is None else int(self.places[row])
        cells = lazy_field(self.arrays, column)
        if self.windows is None:
            return cells[place : place + 1][0]
        rows = self.windows.rows(place)
        return take_rows(cells, rows if in_window else rows[-1:])[... if in_window else 0]


def first_share(data: BoundData) -> tuple[Share, AnyRows]:
    """The rows of the test; without any, those to validate on; without those too, those to train on."""
    if len(data.test):
        return "test", data.test
    return ("validation", data.validation) if len(data.validation) else ("training", data.training)


def source_rows(prepared: PreparedRun, share: Share) -> SourceRows:
    """The data as it came, with the places of the rows of a share."""
    other = prepared.validation_source
    if share == "validation" and other is not None:
        windows = all_windows(prepared.document, other, other.info.rows)
        return SourceRows(other.arrays, windows=windows)
    place = SHARE_NAMES.index(share)
    windows = prepared.data.windows
    if windows is not None:
        return SourceRows(prepared.source.arrays, windows.shares[place], windows)
    count = sum(len(rows) for rows in (prepared.data.training, prepared.data.test))
    if prepared.validation_source is None:
        count += len(prepared.data.validation)
    shares = row_shares(prepared.document, prepared.source, count)
    return SourceRows(prepared.source.arrays, np.arange(count)[shares[place]])
