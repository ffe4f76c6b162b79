"""Rows of a run's data that its training did not see, as far as there are any."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.datasets.row_binder import AnyRows, BoundData
from layerloom.datasets.row_shares import row_shares
from layerloom.jobs.prepare import PreparedRun

Share = Literal["test", "validation", "training"]


def first_share(data: BoundData) -> tuple[Share, AnyRows]:
    """The rows of the test; without any, those to validate on; without those too, those to train on."""
    if len(data.test):
        return "test", data.test
    return ("validation", data.validation) if len(data.validation) else ("training", data.training)


def source_row(prepared: PreparedRun, share: Share, row: int) -> tuple[Mapping[str, Array], int]:
    """The columns of the data as it came, and the place in them of a row of a share."""
    if share == "validation" and prepared.validation_source is not None:
        return prepared.validation_source.arrays, row
    count = sum(len(rows) for rows in (prepared.data.training, prepared.data.test))
    if prepared.validation_source is None:
        count += len(prepared.data.validation)
    shares = row_shares(prepared.document, prepared.source, count)
    index = shares[("training", "validation", "test").index(share)]
    return prepared.source.arrays, int(np.arange(count)[index][row])
