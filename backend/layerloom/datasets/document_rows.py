"""The rows that a document uses of its data: those of its data set, with columns of others joined, but dropped ones."""

from collections.abc import Callable, Sequence

from layerloom_schema.base import Json
from layerloom_schema.documents.data_preparation import DataBinding, Join
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused

from .complete_rows import drop_missing, dropping_columns
from .dataset import Dataset
from .joins import JoinMisfit, join_tables

OpenOther = Callable[[str], Dataset]
"""Opens a data set by its name."""


def document_rows(document: Document, data: Dataset, open_other: OpenOther) -> Dataset:
    """The rows of the data that the document uses. Raises `Refused` where a table cannot be joined to them."""
    if data.info.follows_model:
        return data
    joined = joined_rows((document.data or DataBinding()).joined, data, open_other)
    return drop_missing(joined, dropping_columns(document, joined.info))


def joined_rows(joins: Sequence[Join], data: Dataset, open_other: OpenOther) -> Dataset:
    """The data with the columns of other tables. Raises `Refused` where one cannot be joined."""
    for join in joins:
        other = open_other(join.dataset)
        try:
            data = join_tables(data, other, join)
        except JoinMisfit as misfit:
            params: dict[str, Json] = {"dataset": other.info.phrase}
            raise Refused(422, ErrorCode.data_unreadable, variant="join", params=params) from misfit
    return data
