"""What the preprocessing layers of a run's model learned from its training rows; kept with the run."""

from pydantic import Field

from layerloom_schema.base import Json, Message


class LearnedLayer(Message):
    """What one layer learned, as arguments of its class: a vocabulary, boundaries, or means and variances."""

    name: str
    layer: str
    """Its class."""
    learned: dict[str, Json]


class LearnedLayers(Message):
    """The layers that adapt, in the order in which they are built."""

    layers: list[LearnedLayer] = Field(default_factory=list)
