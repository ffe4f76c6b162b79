"""Columns of the data drawn as inputs and outputs of a model."""

from pydantic import Field

from layerloom_schema.base import Body, Message
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit


class DrawColumns(Body):
    """Body of `POST /columns/draw`: fields of the document's data set, each to become an input or a target."""

    document: Document
    inputs: list[str] = Field(default_factory=list, max_length=1_000)
    targets: list[str] = Field(default_factory=list, max_length=100)


class DrawnColumns(Message):
    """The edits that draw and bind the nodes, with a loss and a metric that fit each target."""

    edits: list[Edit]
