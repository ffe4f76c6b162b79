"""What a recipe makes of some rows, step by step, for a person to look at."""

from typing import Annotated

from pydantic import Field

from layerloom_schema.base import Body, Json, Message
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorBody

from .datasets import ColumnType

MOST_ROWS = 200
"""Rows of one preview."""


class PreviewRecipe(Body):
    """Body of `POST /recipes/preview`: a recipe by its name in a document, and how many rows are shown of it."""

    document: Document
    recipe: str
    rows: Annotated[int, Field(ge=1, le=MOST_ROWS)] = MOST_ROWS


class PreviewedColumn(Message):
    """A column between two steps. A missing number is null, and a long array is described by its shape."""

    name: str | None = None
    """The name of the field; null after a step."""
    type: ColumnType | None = None
    """Of a column of a table; null after a step."""
    dtype: str
    shape: list[int]
    """Of a row."""
    cells: list[Json]


class RecipeStage(Message):
    """The columns before the first step, or after a step, with its lines of the exported script."""

    python: list[str]
    columns: list[PreviewedColumn]


class RecipePreview(Message):
    """The stages of a recipe, the first before any step; they end before a step that cannot follow."""

    stages: list[RecipeStage]
    learned_from: int
    """The rows, from the first on, that steps have learned from here; in training they learn from all training rows."""
    error: ErrorBody | None = None
    """What the data does not let the next step do, where that is why the stages end."""
