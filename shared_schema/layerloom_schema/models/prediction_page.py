"""What a page that predicts without a server holds: the form of a row, what becomes of it, and rows to compare by.

Everything is of one row: no shape has the row axis.
"""

from typing import Annotated, Literal

from pydantic import Field

from layerloom_schema.base import Json, Message
from layerloom_schema.runs.predictions import PredictionField


class FillStep(Message):
    """A missing cell of each column gets the value of that column."""

    kind: Literal["fill"] = "fill"
    values: list[Json]


class ClipStep(Message):
    """Numbers below `low` become `low`, those above `high` become `high`."""

    kind: Literal["clip"] = "clip"
    low: float | None = None
    high: float | None = None


class StackStep(Message):
    """The columns become one, side by side along a new last axis."""

    kind: Literal["stack"] = "stack"


class ReshapeStep(Message):
    """The numbers of a column in another shape."""

    kind: Literal["reshape"] = "reshape"
    shape: list[int]


class DateStep(Message):
    """Each part of a date, given in seconds since 1970, becomes a column."""

    kind: Literal["date"] = "date"
    parts: list[str]


class GreyStep(Message):
    """The luma of each pixel of red, green and blue."""

    kind: Literal["grey"] = "grey"


class NormalizeStep(Message):
    """`(x - mean) / deviation`, or back again; one number for all, or one for each place of the last axis."""

    kind: Literal["normalize"] = "normalize"
    mean: list[float]
    deviation: list[float]
    invert: bool = False


class RescaleStep(Message):
    """`x * scale + offset`; one number for all, or one for each place of the last axis."""

    kind: Literal["rescale"] = "rescale"
    scale: list[float]
    offset: list[float]


class BinStep(Message):
    """A number becomes how many of the boundaries are not above it."""

    kind: Literal["bin"] = "bin"
    boundaries: list[float]


class WordStep(Message):
    """A text becomes its words, as TextVectorization divides it."""

    kind: Literal["words"] = "words"
    lower: bool
    strip: bool
    split: Literal["whitespace", "character"] | None


class LookUpStep(Message):
    """A text or whole number becomes its place among the tokens; one that is not there `unknown`, or is refused."""

    kind: Literal["look_up"] = "look_up"
    tokens: list[str] | list[int]
    unknown: int | None


class PadStep(Message):
    """As many numbers as `length`: others are cut off, and 0 is put after too few."""

    kind: Literal["pad"] = "pad"
    length: int


class EncodeStep(Message):
    """Numbers of categories as vectors of `depth`; `weights` multiply the counts."""

    kind: Literal["encode"] = "encode"
    mode: Literal["one_hot", "multi_hot", "count"]
    depth: int
    weights: list[float] | None = None


PageStep = Annotated[
    FillStep
    | ClipStep
    | StackStep
    | ReshapeStep
    | DateStep
    | GreyStep
    | NormalizeStep
    | RescaleStep
    | BinStep
    | WordStep
    | LookUpStep
    | PadStep
    | EncodeStep,
    Field(discriminator="kind"),
]


class PageInput(Message):
    """One tensor of the model, and the fields and steps that it is made of."""

    name: str
    """Its name in the model file."""
    dtype: Literal["float32", "int32"]
    shape: list[int]
    fields: list[str]
    steps: list[PageStep]


class PageOutput(Message):
    """One output: its name in the document, in the model file, and what is known of its classes."""

    name: str
    tensor: str
    shape: list[int]
    classes: list[str] | None = None
    logits: bool = False
    """Whether one number tells two classes by its sign, not by 0.5."""


class PageRow(Message):
    """A drawn row and what native LiteRT gives for it, by output name, flat."""

    values: dict[str, Json]
    outputs: dict[str, list[float | None]]


class PredictionPage(Message):
    """All that the page holds beside the model file and the program."""

    title: str
    fields: list[PredictionField]
    inputs: list[PageInput]
    outputs: list[PageOutput]
    rows: list[PageRow]
    """Drawn, none of the data: the page computes them where it is opened, and says how far it is from LiteRT here."""
    distance: float
    """The largest difference between native LiteRT and Keras on these rows."""
