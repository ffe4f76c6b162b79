"""How one document differs from another in what is trained; how a graph is drawn and notes are no part of it."""

from enum import StrEnum

from layerloom_schema.base import Body, Json, Message, ModelName, NodeId, SparseMessage

from .graph import Edge


class ChangeKind(StrEnum):
    """On the second side alone, on the first side alone, or on both with other settings."""

    added = "added"
    removed = "removed"
    changed = "changed"


class SettingChange(SparseMessage):
    """A setting that differs, by its path.

    A side that does not give it has its default there; the field is left out where no default is known.
    """

    path: list[str]
    before: Json = None
    after: Json = None


class NodeChange(Message):
    """A node on one side alone, or on both with other settings. `model` is the nested model it is in."""

    kind: ChangeKind
    model: ModelName | None
    id: NodeId
    """In the second graph; in the first one, if it was removed."""
    title: str
    class_name: str
    settings: list[SettingChange]


class EdgeChange(Message):
    """An edge on one side alone, with the titles of its ends."""

    kind: ChangeKind
    model: ModelName | None
    edge: Edge
    source_title: str
    target_title: str


class EntryChange(Message):
    """A nested model on one side alone, or on both under another name, as another application or another run."""

    kind: ChangeKind
    model: ModelName
    settings: list[SettingChange]


class Difference(Message):
    """All changes. The lists are empty where both documents train the same model in the same way."""

    nodes: list[NodeChange]
    edges: list[EdgeChange]
    entries: list[EntryChange]
    reordered: list[ModelName | None]
    """The graphs whose nodes come in another order, and with it the seeds of their weights: `null` is the document's."""
    settings: list[SettingChange]
    """Of training, data, and the weights that the model starts from."""

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.nodes or self.edges or self.entries or self.reordered or self.settings)


class DifferenceRequest(Body):
    """Body of `POST /difference`: the two documents that are compared."""

    before: dict[str, Json]
    after: dict[str, Json]
