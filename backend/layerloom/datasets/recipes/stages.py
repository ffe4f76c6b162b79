"""The columns of a recipe before its first step and after each, for the first rows of the data."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from layerloom.datasets.dataset import MIXED_IMAGES, Array, Dataset
from layerloom.datasets.lazy_arrays import lazy_field, take_rows
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.errors import Refused

from .field_types import Misfit, StepTypes, column_of
from .run_recipes import learn_step
from .steps import cells

LEARNED_ROWS = 10_000
"""Rows that the steps of a preview learn from, so that it comes at once for any data."""
_LEARNED_BYTES = 64 * 1024**2
"""And their bytes: rows of images are large."""
_MOST_IMAGES = 32
"""Images of several sizes that are decoded."""


@dataclass(frozen=True)
class Stages:
    """The columns at each stage. They end before a step that cannot follow: `refused` where its data is the reason."""

    columns: Sequence[Sequence[Array]]
    learned_from: int
    refused: Refused | None = None


def recipe_stages(name: str, recipe: Recipe, data: Dataset, types: StepTypes) -> Stages:
    """The stages of a recipe; none where a source is not in the data. Columns have the rows that were learned from."""
    fields = {field.name: field for field in data.info.fields}
    if not recipe.sources or any(source not in fields for source in recipe.sources):
        return Stages([], 0)
    sources = [fields[source] for source in recipe.sources]
    rows = min(_rows(field) for field in sources)
    columns = [cells(_first(data, source, rows)) for source in recipe.sources]
    kinds = [column_of(field) for field in sources]
    stages = [columns]
    for step in recipe.steps:
        try:
            kinds = types.after(step, kinds)
            columns = learn_step(name, step, columns)[1](columns)
        except Misfit:
            break
        except Refused as refused:
            return Stages(stages, rows, refused)
        stages.append(columns)
    return Stages(stages, rows)


def _rows(field: FieldInfo) -> int:
    row_bytes = 8 * max(1, int(np.prod(field.shape, dtype=np.int64)))
    most = _MOST_IMAGES if field.dtype == MIXED_IMAGES else max(1, _LEARNED_BYTES // row_bytes)
    return min(field.rows, LEARNED_ROWS, most)


def _first(data: Dataset, source: str, rows: int) -> Array:
    """The first rows of a field; of a stored column no others are read."""
    return np.asarray(take_rows(lazy_field(data.arrays, source), slice(rows)))
