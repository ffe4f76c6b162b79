"""Which rows of a data set train, validate and test, as the document says."""

from collections.abc import Sequence

from layerloom_schema.documents.data_preparation import BY_COLUMN, Split, SplitBy
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused

from .dataset import Array, Dataset
from .split import class_split, group_split, last_split, random_split, time_split

Share = slice | Array
"""Rows as an index of arrays."""
SHARE_NAMES = ("training", "validation", "test")
"""The shares, in the order of `row_shares`."""


def row_shares(document: Document, data: Dataset, rows: int) -> Sequence[Share]:
    """The rows to train on, to validate on and to test on.

    Raises `Refused` where the split goes by a column that is not there.
    """
    split = split_of(document)
    if split is None:
        validation = (document.training or Training()).validation
        training, _ = split_rows(rows, validation.split if validation.dataset is None else 0.0)
        return slice(training), slice(training, rows), slice(rows, None)
    column = data.arrays.get(split.column or "")
    if split.by in BY_COLUMN and column is None:
        raise Refused(422, ErrorCode.data_unreadable, variant="split_column", params={"column": split.column})
    return share_out(split, rows, column)


def share_out(split: Split, rows: int, column: Array | None) -> list[Array]:
    """The row numbers of each share; `column` for the splits that go by one."""
    shares = (split.validation, split.test)
    match split.by:
        case SplitBy.last:
            return last_split(rows, *shares)
        case SplitBy.stratified if column is not None:
            return class_split(column, *shares, split.seed)
        case SplitBy.group if column is not None:
            return group_split(column, *shares, split.seed)
        case SplitBy.time if column is not None:
            return time_split(column, *shares)
    return random_split(rows, *shares, split.seed)


def split_of(document: Document) -> Split | None:
    """The split of a document where it holds rows back; beside a validation data set, those for the test alone."""
    split = document.data.split if document.data else None
    if split is not None and document.training and document.training.validation.dataset is not None:
        split = split.model_copy(update={"validation": 0.0})
    return split if split is not None and (split.validation or split.test) else None


def validates(document: Document) -> bool:
    """Whether some rows are kept to validate on."""
    validation = (document.training or Training()).validation
    split = split_of(document)
    own = split.validation if split is not None else validation.split
    return validation.dataset is not None or bool(own)


def split_rows(rows: int, split: float) -> tuple[int, int]:
    """The numbers of training and validation rows of `training.validation.split`: the last rows validate, as in Keras."""
    training = int(rows * (1.0 - split))
    return training, rows - training
