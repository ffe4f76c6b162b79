"""The data of a document: which data set it trains on, how its rows are shared out, which field goes where."""

from enum import StrEnum

from pydantic import Field

from .base import Part, Whole

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


class DataBinding(Part):
    """Which field of the data set feeds each input, which is the target of each output, and which weighs its rows."""

    dataset: str | None = None
    split: Split | None = None
    inputs: dict[str, str] = Field(default_factory=dict)
    targets: dict[str, str] = Field(default_factory=dict)
    sample_weights: dict[str, str] = Field(default_factory=dict)
