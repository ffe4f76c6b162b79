"""Descriptions of data sets, without their data, and of templates."""

from pydantic import Field

from .base import Json, Message
from .messages import has_text, phrase, text


class FieldInfo(Message):
    """One array: `shape` leaves out the row axis. Minimum and maximum are of its finite numbers."""

    name: str
    shape: list[int]
    dtype: str
    rows: int
    minimum: float | None = None
    maximum: float | None = None
    classes: int | None = None
    """For integers: how many different values there are."""
    finite: bool = True
    lows: list[float] = Field(default_factory=list)
    """The minimum of each element of a row, in C order, if a row has few elements and all are finite."""
    highs: list[float] = Field(default_factory=list)
    """The maximum of each element, likewise."""


class DatasetInfo(Message):
    """A data set and its fields. `version` is a hash of the content."""

    name: str
    title: str
    text: str
    rows: int
    version: str
    fields: list[FieldInfo] = Field(default_factory=list)
    follows_model: bool = False
    """Its fields follow the drawn model: one for each input and output (`random`)."""

    @property
    def phrase(self) -> Json:
        """The title as a param of a sentence; that of a built-in data set has a text in every language."""
        code = f"dataset.{self.name}"
        is_built_in = has_text("phrases", code) and text("phrases", code) == self.title
        return phrase(code) if is_built_in else self.title


class DatasetList(Message):
    """All available data sets."""

    datasets: list[DatasetInfo]


class TemplateInfo(Message):
    """A document to start from, and what it teaches."""

    name: str
    title: str
    teaches: str
    document: dict[str, Json]


class TemplateList(Message):
    """All templates."""

    templates: list[TemplateInfo]
