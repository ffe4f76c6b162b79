"""A recipe as a person looks at it: some rows at each stage, with the lines of the script that lead there."""

from collections.abc import Mapping, Sequence

from layerloom.build.dry.call_cache import CallCache
from layerloom.datasets.columns.json_cells import json_cells
from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.complete_rows import drop_missing, dropping_columns
from layerloom.datasets.dataset import TEXT, Array, Dataset, is_text
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.recipes.field_types import StepTypes
from layerloom.datasets.recipes.stages import recipe_stages
from layerloom_schema.data.datasets import ColumnType
from layerloom_schema.data.recipe_previews import PreviewedColumn, RecipePreview, RecipeStage
from layerloom_schema.documents.data_preparation import DataBinding, Recipe
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused

from .recipe_lines import step_lines

_EMPTY = RecipePreview(stages=[], learned_from=0)


def preview_recipe(
    document: Document, name: str, rows: int, library: DataLibrary, cache: CallCache
) -> RecipePreview:
    """The stages of a recipe of a document with its first rows; none where there is no data that it can take.

    Raises `Refused` where the document has no such recipe.
    """
    binding = document.data or DataBinding()
    recipe = binding.recipes.get(name)
    if recipe is None:
        raise Refused(404, ErrorCode.not_found, variant="recipe", params={"name": name}, got=name)
    info = library.find(binding.dataset) if binding.dataset else None
    if info is None or info.follows_model:
        return _EMPTY
    stored = library.open(info.name)
    data = drop_missing(stored, dropping_columns(document, info))
    found = recipe_stages(name, recipe, data, StepTypes(cache))
    types = stored.arrays.types if isinstance(stored.arrays, StoredColumns) else {}
    stages = [
        RecipeStage(
            python=_lines(recipe, place),
            columns=_first(recipe, data, columns, rows, types) if place == 0 else _made(columns, rows),
        )
        for place, columns in enumerate(found.columns)
    ]
    refused = found.refused.body if found.refused else None
    return RecipePreview(stages=stages, learned_from=found.learned_from, error=refused)


def _lines(recipe: Recipe, place: int) -> list[str]:
    if place == 0:
        return []
    return [*step_lines(recipe.steps[place - 1], "layer", "training", others=False)]


def _first(
    recipe: Recipe, data: Dataset, columns: Sequence[Array], rows: int, types: Mapping[str, ColumnType]
) -> list[PreviewedColumn]:
    return [
        _shown(column, rows, source, types.get(source), data.kept)
        for source, column in zip(recipe.sources, columns, strict=True)
    ]


def _made(columns: Sequence[Array], rows: int) -> list[PreviewedColumn]:
    return [_shown(column, rows) for column in columns]


def _shown(
    column: Array,
    rows: int,
    name: str | None = None,
    type_: ColumnType | None = None,
    kept: Array | None = None,
) -> PreviewedColumn:
    """`kept` has the numbers of the rows in the data set, where some were left out."""
    is_image = type_ is ColumnType.image
    return PreviewedColumn(
        name=name,
        type=type_,
        dtype=TEXT if is_text(column) else column.dtype.name,
        shape=[*column.shape[1:]],
        cells=[{"image": row if kept is None else int(kept[row])} for row in range(len(column[:rows]))]
        if is_image
        else json_cells(column[:rows], type_),
    )
