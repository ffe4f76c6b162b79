"""The lines of a script that share out the rows, as the document says.

The functions are those of `datasets.split`, by their source: trainer and script cannot differ.
"""

from collections.abc import Callable, Iterator
from typing import Any

from layerloom.datasets.row_shares import split_of
from layerloom.datasets.split import (
    class_split,
    group_split,
    last_split,
    random_split,
    share_counts,
    time_split,
)
from layerloom_schema.documents.data_preparation import BY_COLUMN, SplitBy
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused

from .window_lines import WindowLines

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    SplitBy.random: random_split,
    SplitBy.stratified: class_split,
    SplitBy.group: group_split,
    SplitBy.time: time_split,
    SplitBy.last: last_split,
}
_DRAWN = frozenset({SplitBy.random, SplitBy.stratified, SplitBy.group})
"""Splits that take a seed."""


class SplitLines:
    """Writes `training`, `validating` and `testing`, and what selects the rows of a share.

    Without `data.split`, `training` is how many rows train: those after them validate. Where the document learns from
    windows of rows, their numbers take the place of those of rows.
    """

    def __init__(self, document: Document, training: Training, column: str | None, *, windows: bool) -> None:
        self._split = split_of(document)
        self._share = 0.0 if training.validation.dataset is not None else training.validation.split
        self._column = column
        self._windows = windows

    def functions(self) -> list[Callable[..., Any]]:
        """The functions that share out the rows."""
        return [] if self._split is None else [share_counts, self._function]

    def shares(self, rows: str) -> str:
        """The line that shares out the rows, of which there are `rows`."""
        if self._split is None:
            kept = f" * (1.0 - {self._share!r}))  # the last rows are held back"
            return f"training = int({rows}{kept}" if self._share else f"training = {rows}"
        by_column = self._split.by in BY_COLUMN
        if by_column and self._column is None:
            raise Refused(
                422, ErrorCode.data_unreadable, variant="split_column", params={"column": self._split.column}
            )
        given = [self._column if by_column else rows, repr(self._split.validation), repr(self._split.test)]
        if self._split.by in _DRAWN:
            given.append(str(self._split.seed))
        return f"training, validating, testing = {self._function.__name__}({', '.join(map(str, given))})"

    def windows(self, lines: WindowLines) -> Iterator[str]:
        """The lines that put windows in the place of the rows of the shares."""
        if self._split is not None:
            return lines.whole(["training", "validating", "testing"])
        if self._share:
            return lines.whole(["training", "validating"], ["slice(training)", "slice(training, None)"])
        return lines.whole(["training"], ["slice(training)"])

    @property
    def training_rows(self) -> str:
        """The index of the training rows, before any windows."""
        return "training" if self._split is not None else ":training"

    @property
    def training(self) -> str:
        """The index of what is trained on: rows, or windows of them."""
        return "training" if self.by_number else ":training"

    @property
    def validation(self) -> str | None:
        """The index of the rows kept to validate on, where there are any."""
        if self._split is not None:
            return "validating" if self._split.validation else None
        if not self._share:
            return None
        return "validating" if self._windows else "training:"

    @property
    def count(self) -> str:
        """How many rows train."""
        return "len(training)" if self.by_number else "training"

    @property
    def by_number(self) -> bool:
        """Whether an index is a list of row numbers, which a tensor cannot be indexed by."""
        return self._split is not None or self._windows

    @property
    def _function(self) -> Callable[..., Any]:
        by = self._split.by if self._split is not None else None
        return _FUNCTIONS.get(by or "", random_split)
