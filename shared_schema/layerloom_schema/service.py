"""The small messages of the service itself: its health, help texts, files in and out, the loose wire."""

from typing import Literal, Self

from pydantic import Field

from layerloom_schema.documents.document import Document, NestedModel
from layerloom_schema.models.import_warnings import DocumentWarning
from layerloom_schema.models.parity import Parity
from layerloom_schema.models.script_import import ScriptHole, ScriptModel
from layerloom_schema.models.script_lens import ScriptWords
from layerloom_schema.text.languages import Language

from .base import Body, Json, Message, ModelName, NodeId


class Health(Message):
    """Answered without a token, so it says nothing of anyone's work."""

    status: Literal["ok"] = "ok"
    version: str
    checker: Literal["starting", "warm"]
    """Whether Keras is loaded: until it is, a check waits, then answers `check.unavailable`."""


class CandidateRequest(Body):
    """Body of `POST /candidates`: a new edge from an output of `source`, without a target yet."""

    document: Document
    source: NodeId
    source_output: int = 0
    model: ModelName | None = None
    """The nested model that contains the source."""
    palette: bool = True
    """Whether to try all that the palette has, too: seconds, where ports take milliseconds."""


class ExpandRequest(Body):
    """Body of `POST /expand`: the nested model, an application or a run, whose graph is asked for."""

    document: Document
    model: ModelName


class WithWarnings(Message):
    """A model from elsewhere; `warnings` say what of it could not be carried."""

    warnings: list[DocumentWarning] = Field(default_factory=list)

    def in_language(self, language: Language) -> Self:
        """The same with its warnings in another language."""
        return self.model_copy(update={"warnings": [each.in_language(language) for each in self.warnings]})


class ExpandedModel(WithWarnings):
    """A nested model as a graph of its own, and the nested models that this graph names."""

    model: dict[str, Json]
    models: dict[ModelName, dict[str, Json]] = Field(default_factory=dict)


class PublishedModel(Body):
    """A nested model on the palette: the entry, and the other entries it names."""

    name: ModelName
    entry: NestedModel
    models: dict[ModelName, NestedModel] = Field(default_factory=dict)


class PublishedModels(Message):
    """What has been published, by name."""

    published: list[PublishedModel]


class SummaryText(Message):
    """Keras's summary table as text."""

    text: str


class CodeLines(Message):
    """Lines that are there for one node, from `first` to `last`, counted from 1. A node may have several such entries."""

    node: NodeId
    model: ModelName | None = None
    first: int
    last: int


class CodeText(Message):
    """The script of a document, as far as it can be written: what is left out is named in a comment, with the reason."""

    text: str
    lines: list[CodeLines]


class FollowedScript(WithWarnings):
    """A document as its script says it, and the words of the script for each of its nodes."""

    document: dict[str, Json]
    words: list[ScriptWords]
    models: list[ScriptModel] = Field(default_factory=list)
    holes: list[ScriptHole] = Field(default_factory=list)


class Imported(WithWarnings):
    """A file read as a document: of a script all its models and holes, of a saved model how it compares with its file."""

    document: dict[str, Json]
    models: list[ScriptModel] = Field(default_factory=list)
    holes: list[ScriptHole] = Field(default_factory=list)
    parity: Parity | None = None

    def in_language(self, language: Language) -> Self:
        """The same with its warnings and comparisons in another language."""
        parity = self.parity.in_language(language) if self.parity is not None else None
        return super().in_language(language).model_copy(update={"parity": parity})
