"""Recipes run: the fields that they make of the columns of a data set, once, before a model takes them.

What a step learns, it learns from the training rows alone, in the order of the data. An exported script has the same
lines (`codegen/recipe_lines.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import keras

from layerloom.build.real.keras_objects import make_layer
from layerloom.datasets.dataset import Array, Dataset
from layerloom.datasets.lazy_arrays import AddedFields
from layerloom.datasets.row_shares import row_shares
from layerloom_schema.base import Json
from layerloom_schema.data_preparation import (
    CROSSING_LAYERS,
    DATE_PARTS,
    Recipe,
    RecipeStep,
    RecipeStepName,
    image_arguments,
)
from layerloom_schema.document import Document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.generated_files import read_catalog

from .learned_steps import learned_layer, learned_step
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

Columns = list[Array]
Apply = Callable[[Columns], Columns]
"""A step that has learned what it needs."""


@dataclass(frozen=True)
class PreparedData:
    """Data with a field for each recipe, and what the recipes learned from the training rows."""

    data: Dataset
    validation: Dataset | None = None
    learned: Mapping[str, Recipe] = field(default_factory=dict)
    """The recipes in which nothing adapts any more."""


def with_recipes(document: Document, data: Dataset, validation: Dataset | None) -> PreparedData:
    """Run the recipes of a document. Raises `Refused` where a column is missing or a class is not listed."""
    recipes = document.data.recipes if document.data else {}
    if not recipes or data.info.follows_model:
        return PreparedData(data, validation)
    training = row_shares(document, data, _rows(recipes, data))[0]
    made: dict[str, Array] = {}
    validated: dict[str, Array] = {}
    learned: dict[str, Recipe] = {}
    for name, recipe in recipes.items():
        columns = _columns(name, recipe, data)
        other = _columns(name, recipe, validation) if validation is not None else None
        steps: list[RecipeStep] = []
        for step in recipe.steps:
            known, apply = learn_step(name, step, [column[training] for column in columns])
            columns, other = apply(columns), None if other is None else apply(other)
            steps.append(known)
        made[name] = _only(name, columns)
        learned[name] = recipe.model_copy(update={"steps": steps})
        if other is not None:
            validated[name] = _only(name, other)
    also = None if validation is None else _added(validation, validated)
    return PreparedData(_added(data, made), also, learned)


def _added(data: Dataset, made: Mapping[str, Array]) -> Dataset:
    return replace(data, arrays=AddedFields(data.arrays, made))


def run_learned(name: str, recipe: Recipe, data: Dataset) -> Array:
    """What a recipe that has learned makes of the columns of any data. Raises `Refused` as `with_recipes` does."""
    columns = _columns(name, recipe, data)
    for step in recipe.steps:
        if step.layer is not None:
            columns = [through(learned_layer(step), *_taken(name, step, columns))]
        elif step.step == RecipeStepName.fill:
            values: Any = step.config["with"]
            columns = fill(columns, values)
        else:
            columns = _applied(name, step, columns)
    return _only(name, columns)


def _rows(recipes: Mapping[str, Recipe], data: Dataset) -> int:
    """The rows of the first field that a recipe takes: all that is bound has as many."""
    first = next((source for recipe in recipes.values() for source in recipe.sources), "")
    return len(data.arrays[first]) if first in data.arrays else 0


def _columns(name: str, recipe: Recipe, data: Dataset) -> Columns:
    missing = next((source for source in recipe.sources if source not in data.arrays), None)
    if missing is not None:
        raise _refused("recipe_source", recipe=name, field=missing, dataset=data.info.title)
    return [cells(data.arrays[source]) for source in recipe.sources]


def _only(name: str, columns: Columns) -> Array:
    if len(columns) != 1:
        raise _refused("recipe_columns", recipe=name, count=len(columns))
    return columns[0]


def _taken(name: str, step: RecipeStep, columns: Columns) -> Columns:
    """The columns that a layer takes: one, unless it crosses several."""
    return columns if step.layer in CROSSING_LAYERS else [_only(name, columns)]


def learn_step(name: str, step: RecipeStep, seen: Columns) -> tuple[RecipeStep, Apply]:
    """The step after it has learned from the training rows of the columns that reach it, as data and as a function."""
    if step.layer is not None:
        layer: keras.Layer = make_layer(step.layer, step.config, read_catalog())
        if step.adapt:
            layer.adapt(chunks(_only(name, seen)))
        return learned_step(step, layer), lambda columns: [through(layer, *_taken(name, step, columns))]
    if step.step == RecipeStepName.fill:
        values = fill_values(seen, step.config["with"])
        return step.model_copy(update={"config": {"with": values}}), lambda columns: fill(columns, values)
    return step, lambda columns: _applied(name, step, columns)


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
