"""A data set bound to the inputs and outputs of a document, by name or shape."""

from enum import StrEnum

from pydantic import Field

from layerloom_schema.base import Body, Message
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit


class ColumnRole(StrEnum):
    """What a column is to the model."""

    feature = "feature"
    target = "target"
    ignore = "ignore"


class BindDataset(Body):
    """Body of `POST /datasets/bind`: a document and the data set that it is to use.

    `roles` are of columns by name: features are bound to inputs alone, targets to outputs, ignored ones to nothing. A
    column without a role may be bound to any.
    """

    document: Document
    dataset: str = Field(max_length=512)
    roles: dict[str, ColumnRole] = Field(default_factory=dict)


class BoundDataset(Message):
    """The edits that choose a data set and bind it, the names of inputs and outputs that are bound then, and others."""

    edits: list[Edit]
    bound: list[str]
    left: list[str]
