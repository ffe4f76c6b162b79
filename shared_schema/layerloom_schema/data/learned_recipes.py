"""What the recipes of a run learned from its training rows; kept with the run, so that they can be run on new rows."""

from pydantic import Field

from layerloom_schema.base import Message
from layerloom_schema.documents.data_preparation import Recipe


class CellColumn(Message):
    """A column of the data as recipes take it: cells of float32, int64 or string, and the shape of a row."""

    name: str
    dtype: str
    shape: list[int] = Field(default_factory=list)


class LearnedRecipes(Message):
    """Recipes in which nothing adapts any more, and the columns of the data that they were learned from.

    The `config` of each step has what it learned: a value for each column (`fill`), or arguments of the layer.
    """

    columns: list[CellColumn] = Field(default_factory=list)
    recipes: dict[str, Recipe] = Field(default_factory=dict)
