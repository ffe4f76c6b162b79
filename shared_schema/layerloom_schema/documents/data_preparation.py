"""The data of a document: which data set it trains on, how its rows are shared out, which field goes where."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import Field

from layerloom_schema.base import Arguments, Part, Whole

BALANCED = "balanced"
"""The class weights of an output that follow from how many training rows each class has."""


class SplitBy(StrEnum):
    """How rows come into the shares of a split."""

    random = "random"
    stratified = "stratified"
    """At random, with every class of `column` in each share alike."""
    group = "group"
    """At random, by whole groups: rows with one value in `column` stay together."""
    time = "time"
    """The latest rows by `column` are kept out of training."""
    last = "last"
    """The last rows of the data are kept out of training."""


BY_COLUMN = frozenset({SplitBy.stratified, SplitBy.group, SplitBy.time})
"""Those that need a `column`."""


class Split(Part):
    """Shares of the rows that are kept out of training: to validate on, and for a test.

    `by` is a member of `SplitBy`. `column` names the field that `stratified`, `group` and `time` go by; `seed` is for
    those that are drawn.
    """

    validation: float = 0.0
    test: float = 0.0
    by: str = "random"
    column: str | None = None
    seed: Whole = 0


class RecipeStepName(StrEnum):
    """The steps of recipes that are not layers."""

    fill = "fill"
    """`with`: a value, or `mean`, `median` or `most_frequent` of the training rows."""
    clip = "clip"
    """`low`, `high`: either may be missing."""
    stack = "stack"
    reshape = "reshape"
    """`shape` of a row."""
    date = "date"
    """`parts`, each a column of its own, of seconds since 1970."""
    image = "image"
    """`size`, height and width, to which images are resized; with `crop` their middle is cut out in these proportions
    first. `channels` is 3, or 1 for grey."""
    classes = "classes"
    """`classes`, in sorted order: a cell becomes its place among them."""


CROSSING_LAYERS = ("HashedCrossing",)
"""The layers that make one column of several."""
RECIPE_LAYERS = (
    *("Normalization", "Discretization", "CategoryEncoding", "StringLookup", "IntegerLookup", "Hashing"),
    *("TextVectorization", "Rescaling", "Resizing", "CenterCrop", *CROSSING_LAYERS),
)
"""The layers that may be a step of a recipe."""
IMAGE_CHANNELS = (3, 1)
"""How many channels the images of a recipe may have; the first where none are given."""
DATE_PARTS = ("year", "month", "day", "weekday", "hour", "minute")


class RecipeStep(Part):
    """One step of a recipe: by `step` one of `RecipeStepName`, or by `layer` a preprocessing layer of Keras.

    `adapt` lets the layer learn from the training rows first.
    """

    step: str | None = None
    layer: str | None = None
    config: Arguments = Field(default_factory=dict)
    adapt: bool = False


def image_arguments(config: Mapping[str, Any]) -> tuple[list[int], bool, int]:
    """Size, whether the middle is cut out, and channels of the step `image`."""
    return config["size"], config.get("crop", False), config.get("channels", IMAGE_CHANNELS[0])


class Recipe(Part):
    """What is made of fields of the data, step by step; its name is a field's name. The last step leaves one column."""

    sources: list[str] = Field(default_factory=list, alias="from")
    steps: list[RecipeStep] = Field(default_factory=list)


MOST_JOINS = 64
"""Tables that are joined to the data of a document. Each is read through those before it."""


class Join(Part):
    """Columns of another data set beside those of the data: of the row there whose keys are equal, many to one.

    `on` names the key there for each key of the data.
    """

    dataset: str
    on: dict[str, str] = Field(default_factory=dict)


class Windows(Part):
    """Rows that follow one another, learned from together: an input is fed `length` of them along a new first axis.

    The target is that of the row `ahead` rows after the last. A window begins every `step` rows. No window, with its
    target, lies in two shares of the rows, or in two series: rows with one value in the column `group` are one.
    """

    length: Whole = 1
    step: Whole = 1
    ahead: Whole = 1
    group: str | None = None
    last: list[str] = Field(default_factory=list)
    """Inputs that are fed by the last row of a window alone."""


class DataBinding(Part):
    """Which field of the data set feeds each input, which is the target of each output, and which weighs its rows.

    A field is a column of the data set, or made of some by one of the `recipes`.
    """

    dataset: str | None = None
    joined: list[Join] = Field(default_factory=list, max_length=MOST_JOINS)
    drop_missing: list[str] = Field(default_factory=list)
    """Columns of the data: a row that lacks a cell of one is left out before the rows are split."""
    recipes: dict[str, Recipe] = Field(default_factory=dict)
    split: Split | None = None
    windows: Windows | None = None
    """Rows are split first, and recipes run on rows."""
    inputs: dict[str, str] = Field(default_factory=dict)
    targets: dict[str, str] = Field(default_factory=dict)
    sample_weights: dict[str, str] = Field(default_factory=dict)


def named_datasets(document: Mapping[str, Any]) -> set[str]:
    """The names of the data sets that the JSON of a document trains on, joins or validates on."""
    data = document.get("data") or {}
    validation = (document.get("training") or {}).get("validation") or {}
    return {str(part.get("dataset")) for part in (data, validation, *(data.get("joined") or []))}
