"""What a trained run predicts for rows that a person gives it, and the form in which they are given."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, SkipValidation

from layerloom_schema.base import Body, Json, Message, ModelName, NodeId, RunId

from .events import NodeReading

MOST_ROWS = 10_000
"""Rows of one request. More belong in a file, for which there is a command."""
MOST_MAPS, MAP_SIDE = 4, 16
"""How many maps of activations a node has, and how many cells a side of one: as many as a card has room for."""
MOST_LARGE_MAPS, LARGE_MAP_SIDE = 64, 64
"""The same of the node that is looked at."""


class Checkpoint(StrEnum):
    """Which weights of a run."""

    last = "last"
    """Those of the model that it saved at its end, else of its newest checkpoint."""
    best = "best"
    """Those that a ModelCheckpoint callback kept."""


class FieldKind(StrEnum):
    """What the cells of a field are."""

    number = "number"
    integer = "integer"
    boolean = "boolean"
    text = "text"
    image = "image"
    """Pixels of any height and width, each of three numbers from 0 to 255."""


class PredictionField(Message):
    """One member of a row: an input of the model, or a column of the data from which a recipe makes one.

    `shape` leaves the row axis out; `null` is an axis of any length.
    """

    name: str
    kind: FieldKind
    shape: list[int | None]
    input: str
    """The input that it feeds, directly or through a recipe."""
    window: int | None = None
    """How many rows that follow one another a value has, along the first axis of its shape; null where it is one."""
    may_be_missing: bool = False
    """Whether `null` stands for a missing cell, which the recipe fills."""
    minimum: float | None = None
    maximum: float | None = None
    """Of the data that the run was trained on."""


class PredictionForm(Message):
    """What a run can be asked: the fields of a row, and what is known of its outputs."""

    run: RunId
    checkpoints: list[Checkpoint]
    fields: list[PredictionField]
    classes: dict[str, list[str]]
    """The names of the classes by output, in the order of its units, where the data knows them."""


class SampleRow(Message):
    """A row of the data, as a start for a question."""

    share: str
    """`test`, `validation` or `training`: the first of these that has rows."""
    row: int
    """Its number in the share, from 0."""
    rows: int
    """How many the share has."""
    values: dict[str, Json]
    targets: dict[str, Json]
    """What the data says, by output; the name of the class where it has one."""


class EncodedArray(Body):
    """A cell as bytes: as lists of JSON, the numbers of an image take longer to read than to predict."""

    dtype: Literal["float32", "int64", "uint8"]
    shape: list[Annotated[int, Field(ge=0)]]
    base64: str
    """Little-endian, the last axis first to change."""


Cell = EncodedArray | Json
"""A cell of a row."""


class SampleNode(Body):
    """A call: the id of its node, and the nested model that it is in."""

    node: NodeId
    model: ModelName | None = None


class PredictRows(Body):
    """Rows to predict: objects by the names of the form's fields. A cell may be an `EncodedArray` too."""

    rows: list[dict[str, EncodedArray | Annotated[Json, SkipValidation]]]
    checkpoint: Checkpoint = Checkpoint.last
    activations: bool = False
    """Whether the activations of every node are wanted too."""
    large: SampleNode | None = None
    """The node whose activations are wanted in more maps, with more cells."""


class PredictedOutput(Message):
    """What one output of the model gives. A number that is not finite is `null`."""

    name: str
    values: list[Json]
    """One entry a row, in the shape of the output."""
    classes: list[str] | None = None
    """The names of the classes, in the order of the units."""
    labels: list[str] | None = None
    """The most probable class of each row."""


class ActivationMaps(Message):
    """Images of what a call gave: one a channel of an image, one of a sequence with a line a step, one of a vector.

    A cell is the mean of those it stands for, as a byte: 0 is `low`, 255 is `high`.
    """

    height: int
    width: int
    count: int
    """How many there are here: the first of `channels`."""
    channels: int
    low: float
    high: float
    base64: str
    """`count` images of `height` lines of `width` bytes. What is not finite is taken for `low`."""


class SampleActivation(NodeReading):
    """What one call gave for the first row of a question."""

    shape: list[int] = Field(default_factory=list)
    """Of its first output, without the rows."""
    maps: ActivationMaps | None = None
    """Of its first output; none of a single number, of text, and where nothing is finite."""


class Prediction(Message):
    """The answer to `PredictRows`."""

    run: RunId
    checkpoint: Checkpoint
    outputs: list[PredictedOutput]
    activations: list[SampleActivation] = Field(default_factory=list)
