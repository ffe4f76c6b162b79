"""Recipes run: the fields that they make of the columns of a data set, once, before a model takes them.

What a step learns, it learns from the training rows alone, in the order of the data. An exported script has the same
lines (`codegen/data/recipe_lines.py`).
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

import keras
import numpy as np

from layerloom.build.real.keras_objects import make_layer
from layerloom.datasets.adapt_chunks import ROWS_AT_ONCE
from layerloom.datasets.dataset import Array, Dataset
from layerloom.datasets.lazy_arrays import (
    AddedFields,
    LazyArray,
    MappedArray,
    PickedArray,
    RowIndex,
    bytes_in_memory,
    lazy_field,
    take_rows,
)
from layerloom.datasets.row_shares import row_shares
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.data_preparation import (
    CROSSING_LAYERS,
    DATE_PARTS,
    Recipe,
    RecipeStep,
    RecipeStepName,
    image_arguments,
)
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused

from .learned_steps import learned_layer, learned_step
from .recipe_cache import RecipeCache, recipe_key
from .steps import (
    cells,
    chunks,
    class_numbers,
    clip,
    date_parts,
    fill,
    fill_values,
    image,
    reshape,
    stack,
    through,
)

C = TypeVar("C")
Columns = list[Array]
LazyColumns = Sequence[LazyArray]
Apply = Callable[[Columns], Columns]
"""A step that has learned what it needs."""


@dataclass(frozen=True)
class PreparedData:
    """Data with a field for each recipe, and what the recipes learned from the training rows."""

    data: Dataset
    validation: Dataset | None = None
    learned: Mapping[str, Recipe] = field(default_factory=dict)
    """The recipes in which nothing adapts any more."""


def with_recipes(
    document: Document,
    data: Dataset,
    validation: Dataset | None,
    cache: RecipeCache | None = None,
    most_bytes: float = math.inf,
    learned_before: Mapping[str, Recipe] = MappingProxyType({}),
) -> PreparedData:
    """Run the recipes of a document. Raises `Refused` where a column is missing or a class is not listed.

    `cache` keeps what they make. Columns that take more than `most_bytes` are not read into memory as a whole. Recipes
    that have `learned_before` do not learn again.
    """
    recipes = document.data.recipes if document.data else {}
    if not recipes or data.info.follows_model:
        return PreparedData(data, validation)
    cache = cache or RecipeCache()
    training = row_shares(document, data, _rows(recipes, data))[0]
    made: dict[str, LazyArray] = {}
    validated: dict[str, LazyArray] = {}
    learned: dict[str, Recipe] = {}
    for name, recipe in {**recipes, **learned_before}.items():
        key = recipe_key(recipe, data, training)
        found = cache.find(data, key)
        if found is None:
            if name in learned_before:
                known, column = recipe, _run(name, recipe, data, most_bytes)
            else:
                known, column = _learn(name, recipe, data, training, most_bytes)
            found = known, cache.keep(data, key, known, column)
        learned[name], made[name] = found
        if validation is not None:
            also = cache.find(validation, key)
            validated[name] = (
                also[1] if also else _validated(name, learned[name], validation, key, cache, most_bytes)
            )
    other = None if validation is None else _added(validation, validated)
    return PreparedData(_added(data, made), other, learned)


def run_learned(name: str, recipe: Recipe, data: Dataset) -> Array:
    """What a recipe that has learned makes of the columns of any data. Raises `Refused` as `with_recipes` does."""
    return take_rows(_run(name, recipe, data, math.inf), slice(None))


def add_learned(data: Dataset, learned: Mapping[str, Recipe], most_bytes: float) -> Dataset:
    """Data with a field for each recipe that has learned. Raises `Refused` as `with_recipes` does."""
    return _added(data, {name: _run(name, recipe, data, most_bytes) for name, recipe in learned.items()})


def _learn(
    name: str, recipe: Recipe, data: Dataset, training: RowIndex, most_bytes: float
) -> tuple[Recipe, LazyArray]:
    """The recipe with what it learned from the training rows, and what it makes of all rows."""
    columns = _columns(name, recipe, data, most_bytes)
    steps: list[RecipeStep] = []
    for step in recipe.steps:
        known, apply = learn_step(name, step, [PickedArray(column, training) for column in columns])
        columns = _after(step, apply, columns, most_bytes)
        steps.append(known)
    return recipe.model_copy(update={"steps": steps}), _only(name, columns)


def _validated(
    name: str, learned: Recipe, validation: Dataset, key: str, cache: RecipeCache, most_bytes: float
) -> LazyArray:
    return cache.keep(validation, key, learned, _run(name, learned, validation, most_bytes))


def _run(name: str, recipe: Recipe, data: Dataset, most_bytes: float) -> LazyArray:
    columns = _columns(name, recipe, data, most_bytes)
    for step in recipe.steps:
        columns = _after(step, _known(name, step), columns, most_bytes)
    return _only(name, columns)


def _known(name: str, step: RecipeStep) -> Apply:
    """A step that has learned as a function."""
    if step.layer is not None:
        layer = learned_layer(step)
        return lambda columns: [through(layer, *_taken(name, step, columns))]
    if step.step == RecipeStepName.fill:
        values: Any = step.config["with"]
        return lambda columns: fill(columns, values)
    return lambda columns: _applied(name, step, columns)


def _after(step: RecipeStep, apply: Apply, columns: LazyColumns, most_bytes: float) -> LazyColumns:
    """The columns after a step: in memory, or made again each time they are read where they do not fit."""
    arrays = [column for column in columns if isinstance(column, np.ndarray)]
    in_memory = len(arrays) == len(columns)
    if (
        in_memory and step.layer is None and step.step != RecipeStepName.image
    ):  # other steps make no larger rows
        return apply(arrays)
    rows = len(columns[0])
    one_row = apply([take_rows(column, slice(1)) for column in columns])
    if in_memory and rows * sum(bytes_in_memory(column) for column in one_row) <= most_bytes:
        return apply(arrays)

    def made(place: int) -> LazyArray:
        return MappedArray(lambda *parts: apply([*parts])[place], *columns)

    return [made(place) for place in range(len(one_row))]


def _added(data: Dataset, made: Mapping[str, LazyArray]) -> Dataset:
    return replace(data, arrays=AddedFields(data.arrays, made))


def _rows(recipes: Mapping[str, Recipe], data: Dataset) -> int:
    """The rows of the first field that a recipe takes: all that is bound has as many."""
    first = next((source for recipe in recipes.values() for source in recipe.sources), "")
    return len(lazy_field(data.arrays, first)) if first in data.arrays else 0


def _columns(name: str, recipe: Recipe, data: Dataset, most_bytes: float) -> LazyColumns:
    missing = next((source for source in recipe.sources if source not in data.arrays), None)
    if missing is not None:
        raise _refused("recipe_source", recipe=name, field=missing, dataset=data.info.title)
    columns = [lazy_field(data.arrays, source) for source in recipe.sources]
    fit = sum(bytes_in_memory(column) for column in columns) <= most_bytes
    return [
        cells(take_rows(column, slice(None))) if fit else MappedArray(cells, column) for column in columns
    ]


def _only(name: str, columns: Sequence[C]) -> C:
    if len(columns) != 1:
        raise _refused("recipe_columns", recipe=name, count=len(columns))
    return columns[0]


def _taken(name: str, step: RecipeStep, columns: Columns) -> Columns:
    """The columns that a layer takes: one, unless it crosses several."""
    return columns if step.layer in CROSSING_LAYERS else [_only(name, columns)]


def learn_step(name: str, step: RecipeStep, seen: LazyColumns) -> tuple[RecipeStep, Apply]:
    """The step after it has learned from the training rows of the columns that reach it, as data and as a function."""
    if step.layer is not None:
        layer: keras.Layer = make_layer(step.layer, step.config, read_catalog())
        if step.adapt:
            layer.adapt(_in_chunks(_only(name, seen)))
        return learned_step(step, layer), lambda columns: [through(layer, *_taken(name, step, columns))]
    if step.step == RecipeStepName.fill:
        values = fill_values([column[:] for column in seen], step.config["with"])
        return step.model_copy(update={"config": {"with": values}}), lambda columns: fill(columns, values)
    return step, lambda columns: _applied(name, step, columns)


def _in_chunks(column: LazyArray) -> Iterator[Array]:
    """A column as layers learn from it."""
    for start in range(0, len(column), ROWS_AT_ONCE):
        yield from chunks(take_rows(column, slice(start, start + ROWS_AT_ONCE)))


def _applied(name: str, step: RecipeStep, columns: Columns) -> Columns:
    """What a step that learns nothing makes of columns."""
    config: Mapping[str, Any] = step.config
    match step.step:
        case RecipeStepName.clip:
            return clip(columns, config.get("low"), config.get("high"))
        case RecipeStepName.stack:
            return stack(columns)
        case RecipeStepName.reshape:
            return reshape(columns, config["shape"])
        case RecipeStepName.date:
            return date_parts(columns, config.get("parts", [*DATE_PARTS]))
        case RecipeStepName.image:
            return image(columns, *image_arguments(config))
        case RecipeStepName.classes:
            return _class_numbers(name, columns, config["classes"])
    raise _refused("recipe_step", recipe=name, step=step.step)


def _class_numbers(name: str, columns: Columns, classes: list[Any]) -> Columns:
    try:
        return class_numbers(columns, classes)
    except ValueError as error:
        raise _refused("recipe_class", recipe=name, classes=str(error)) from error


def _refused(variant: str, **params: Json) -> Refused:
    return Refused(422, ErrorCode.data_unreadable, variant=variant, params=params)
