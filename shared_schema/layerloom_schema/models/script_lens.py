"""A person's script beside the canvas: what is sent when either side changes, and what the other becomes."""

from enum import StrEnum

from pydantic import Field

from layerloom_schema.base import Body, Message, ModelName, NodeId
from layerloom_schema.documents.document import Document


class ScriptWords(Message):
    """The characters of a script, from `start` to `end`, that stand for a node, or for one of its fields."""

    node: NodeId
    model: ModelName | None = None
    field: str | None = None
    start: int
    end: int


class PutOutcome(StrEnum):
    """What became of a change of the canvas in a script.

    `several`: a statement stands for more than the change means. `refused`: this script cannot say it, and is kept.
    """

    same = "same"
    changed = "changed"
    several = "several"
    refused = "refused"


class ScriptPut(Body):
    """Body of `POST /script/put`: a document with its script, and the document that the script said before."""

    after: Document
    before: Document | None = None


class PutScript(Message):
    """A script after a change of the canvas.

    Of a statement that stands for `count` nodes, `all` is the script in which all of them change, and `apart` the one in
    which that statement is written out and only what was meant changes.
    """

    outcome: PutOutcome
    text: str
    agreed: bool = False
    """Whether the script said what the document before the change says."""
    words: list[ScriptWords] = Field(default_factory=list)
    count: int = 0
    all: str | None = None
    apart: str | None = None
