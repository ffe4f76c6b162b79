"""What a trained run predicts for rows that a person gives it, and the form in which they are given."""

from enum import StrEnum

from pydantic import Field

from layerloom_schema.base import Body, Json, Message, RunId

from .events import NodeReading

MOST_ROWS = 10_000
"""Rows of one request. More belong in a file, for which there is a command."""
MOST_MAP = 16
"""The most cells along a side of a map of activations."""


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


class PredictRows(Body):
    """Rows to predict: objects by the names of the form's fields."""

    rows: list[dict[str, Json]]
    checkpoint: Checkpoint = Checkpoint.last
    activations: bool = False
    """Whether the activations of every node are wanted too."""


class PredictedOutput(Message):
    """What one output of the model gives. A number that is not finite is `null`."""

    name: str
    values: list[Json]
    """One entry a row, in the shape of the output."""
    classes: list[str] | None = None
    """The names of the classes, in the order of the units."""
    labels: list[str] | None = None
    """The most probable class of each row."""


class SampleActivation(NodeReading):
    """What one call gave for the rows of a question; `map` is of the first row, coarsened to at most 16 x 16 cells.

    Of an image it is the mean over the channels, of a sequence one column a unit, of a vector one line.
    """

    shape: list[int] = Field(default_factory=list)
    map: list[list[float | None]] = Field(default_factory=list)


class Prediction(Message):
    """The answer to `PredictRows`."""

    run: RunId
    checkpoint: Checkpoint
    outputs: list[PredictedOutput]
    activations: list[SampleActivation] = Field(default_factory=list)
