"""How well a trained run does on rows that its training did not see, or on another data set."""

from typing import Literal

from pydantic import Field

from layerloom_schema.base import Json, Message, RunId

from .predictions import Checkpoint

Share = Literal["test", "validation", "all"]
"""`all` are the rows of another data set."""


class Curve(Message):
    """A curve of one class against all others, thinned out to at most 101 points, with the area below it.

    Of a ROC curve `x` is the false positive rate and `y` the true positive rate; of a precision-recall curve `x` is the
    recall and `y` the precision, and the area is the average precision.
    """

    name: str
    x: list[float]
    y: list[float]
    area: float | None
    """`None` where the rows have only one side of the class."""


class ClassScores(Message):
    """Precision, recall and F1 of one class; `rows` have it as their target."""

    name: str
    precision: float
    recall: float
    f1: float
    rows: int


class CalibrationBin(Message):
    """Rows whose probability of the predicted class lies in a tenth: its mean, and the share that was right."""

    confidence: float
    accuracy: float
    rows: int


class ClassReport(Message):
    """An output that tells classes apart, or answers yes or no for each unit."""

    classes: list[ClassScores]
    confusion: list[list[int]] | None = None
    """Rows by target (first) and predicted class; none for several yes or no, and for more than 100 classes."""
    roc: list[Curve] = Field(default_factory=list)
    precision_recall: list[Curve] = Field(default_factory=list)
    calibration: list[CalibrationBin] = Field(default_factory=list)


class NumberReport(Message):
    """An output that gives numbers; a residual is the prediction minus the target."""

    mean_absolute_error: float
    root_mean_squared_error: float
    bias: float
    """The mean residual."""
    r2: float | None
    """The coefficient of determination; none where all targets are equal."""
    edges: list[float]
    counts: list[int]
    """A histogram of the residuals: 20 bins between 21 edges."""
    points: list[list[float]]
    """Target and prediction of at most 500 numbers, evenly spaced."""


class OutputReport(Message):
    """What is known of one output; neither part where its loss compares something else."""

    name: str
    classes: ClassReport | None = None
    numbers: NumberReport | None = None


class WorstRow(Message):
    """One of the rows with the highest loss."""

    row: int
    """Its place in the share, from 0."""
    loss: float
    targets: dict[str, Json]
    """The target by output: the name of a class, or numbers."""
    predictions: dict[str, Json]
    inputs: dict[str, Json]
    """What the row holds, by column of the data; `null` for one of more than 1,024 numbers."""
    images: dict[str, str] = Field(default_factory=dict)
    """The columns that are images, as PNG files in Base64, no side longer than 96 pixels."""


class Evaluation(Message):
    """What a run gives for the rows of a share, or of another data set."""

    run: RunId
    share: Share
    dataset: str | None = None
    """The title of the data set, where it is not that of the run."""
    checkpoint: Checkpoint = Checkpoint.last
    """The weights that it was computed with."""
    rows: int
    metrics: dict[str, float | None]
    """As `keras.Model.evaluate` names them; one that is not finite is `null`."""
    outputs: list[OutputReport]
    worst: list[WorstRow]
    """At most 50, the highest loss first."""
    seconds: float
