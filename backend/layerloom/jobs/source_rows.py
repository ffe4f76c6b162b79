"""Rows of the shares of a run, and where they are in its data as it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.datasets.row_binder import AnyRows, BoundData
from layerloom.datasets.row_shares import row_shares

from .prepare import PreparedRun

Share = Literal["test", "validation", "training"]


@dataclass(frozen=True)
class SourceRows:
    """Columns of a data set as they came, and the places of some rows in them; all rows in their order by default."""

    arrays: Mapping[str, Array]
    places: Array | None = None

    def place(self, row: int) -> int:
        """The place in the columns of one of the rows."""
        return row if self.places is None else int(self.places[row])


def first_share(data: BoundData) -> tuple[Share, AnyRows]:
    """The rows of the test; without any, those to validate on; without those too, those to train on."""
    if len(data.test):
        return "test", data.test
    return ("validation", data.validation) if len(data.validation) else ("training", data.training)


def source_rows(prepared: PreparedRun, share: Share) -> SourceRows:
    """The data as it came, with the places of the rows of a share."""
    if share == "validation" and prepared.validation_source is not None:
        return SourceRows(prepared.validation_source.arrays)
    count = sum(len(rows) for rows in (prepared.data.training, prepared.data.test))
    if prepared.validation_source is None:
        count += len(prepared.data.validation)
    shares = row_shares(prepared.document, prepared.source, count)
    index = shares[("training", "validation", "test").index(share)]
    return SourceRows(prepared.source.arrays, np.arange(count)[index])
