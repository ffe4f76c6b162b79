"""What of a weights file fits the model of a document."""

from layerloom_schema.base import Message
from layerloom_schema.documents.document import WeightMatch


class MatchedLayer(Message):
    """A layer of the model, with the layer of the file that has its weights."""

    layer: str
    """Its name in the model, after those of the nested models that it is in."""
    saved: str
    """Its name in the file, or its place there."""


class MisfitLayer(MatchedLayer):
    """A layer of the model, and the layer of the file in its place, whose weights have other shapes."""

    shapes: list[list[int]]
    saved_shapes: list[list[int]]


class WeightsReport(Message):
    """What of a file fits the model."""

    file: str | None
    """The id under which the weights that fit are kept; none where not everything fits, and nobody asked for a part."""
    match: WeightMatch
    matched: list[MatchedLayer]
    misfits: list[MisfitLayer]
    left_over: list[str]
    """Layers of the file that have no layer in the model."""
    without: list[str]
    """Layers of the model that get no weights, beside those that do not fit."""

    @property
    def complete(self) -> bool:
        """Whether every layer of the model and of the file has its counterpart."""
        return bool(self.matched) and not (self.misfits or self.left_over or self.without)
