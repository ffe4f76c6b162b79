"""How the model of a document is trained: optimizer, losses and metrics by output, epochs, validation, callbacks."""

from pydantic import Field, model_validator

from layerloom_schema.base import Arguments, Part, Whole
from layerloom_schema.catalog import keras_notation


class Named(Part):
    """An optimizer, loss, metric, callback, initializer ... with its arguments."""

    name: str
    config: Arguments = Field(default_factory=dict)


class OutputTraining(Part):
    """What one output learns from: its loss, the weight of that loss in the sum, its metrics.

    `class_weight` gives the rows of a class, by its number as text, a weight; a class that is not named weighs 1. The
    word `balanced` lets all classes of the training rows count alike.
    """

    loss: str | Named | None = None
    weight: float = 1.0
    metrics: list[str | Named] = Field(default_factory=list)
    weighted_metrics: list[str | Named] = Field(default_factory=list)
    class_weight: str | dict[str, float] = Field(default_factory=dict)

    _notation = model_validator(mode="before")(keras_notation.output_training)


class Validation(Part):
    """`split` is the share of the rows, taken from the end, used for validation; or the rows are a data set of their own.

    The fields of `dataset` are bound by the names under which the training data is bound.
    """

    split: float = 0.0
    dataset: str | None = None


class Training(Part):
    """How the model is trained. Every default is what Keras would do, and seed 0.

    `deterministic` has TensorFlow use only operations that give the same bits in every run.
    """

    optimizer: str | Named = "adam"
    outputs: dict[str, OutputTraining] = Field(default_factory=dict)
    epochs: Whole = 1
    batch_size: Whole = 32
    shuffle: bool = True
    seed: Whole = 0
    deterministic: bool = False
    validation: Validation = Field(default_factory=Validation)
    callbacks: list[Named] = Field(default_factory=list)
    dtype_policy: str = "float32"

    _notation = model_validator(mode="before")(keras_notation.training)
