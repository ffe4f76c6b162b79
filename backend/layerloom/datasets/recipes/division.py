"""Divide what a run does to its columns: what an exported model does inside, and what `preprocess.py` does before it.

A recipe is divided after its last step that no tensor operation does. Most have none: they lie whole in the model,
whose inputs are then the columns of the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layerloom.build.dry.call_cache import CallCache
from layerloom.datasets.binding_slots import slots
from layerloom_schema.data.learned_recipes import CellColumn, LearnedRecipes
from layerloom_schema.documents.data_preparation import DataBinding, Recipe, RecipeStep, Windows
from layerloom_schema.documents.document import Document

from .field_types import Column, StepTypes
from .tensor_steps import is_tensor_step


@dataclass(frozen=True)
class DividedRecipe:
    """A recipe that feeds an input: `before` is done by `preprocess.py`, `inside` by the model, on `columns`."""

    name: str
    sources: Sequence[str]
    before: Sequence[RecipeStep]
    inside: Sequence[RecipeStep]
    columns: Sequence[CellColumn]
    """The inputs of the model that the recipe goes on from: its sources, or what `before` makes of them."""


@dataclass(frozen=True)
class Division:
    """All that an exported model is fed.

    `inputs` names the column or recipe of each input of the trained model; `columns` are the inputs of the exported
    one, `read` the columns of the file that are needed for them.
    """

    inputs: Mapping[str, str]
    recipes: Mapping[str, DividedRecipe]
    columns: Sequence[CellColumn]
    read: Sequence[CellColumn]
    windows: Windows | None = None
    """The windows of rows that the inputs of the trained model are fed, of which `preprocess.py` makes the columns."""

    def in_windows(self, column: CellColumn) -> bool:
        """Whether an input of the exported model is windows of a column, and not its last rows alone."""
        if self.windows is None:
            return False
        return any(
            field == column.name or (field in self.recipes and column in self.recipes[field].columns)
            for name, field in self.inputs.items()
            if name not in self.windows.last
        )

    @property
    def stopped(self) -> Mapping[str, tuple[int, RecipeStep]]:
        """By recipe, the number of the step that keeps it from lying whole in the model, and the step."""
        return {
            name: (len(recipe.before), recipe.before[-1])
            for name, recipe in self.recipes.items()
            if recipe.before
        }


def divide(document: Document, learned: LearnedRecipes) -> Division:
    """The division of the recipes of a document, which have learned from data that does not follow the model."""
    by_name = {column.name: column for column in learned.columns}
    data = document.data or DataBinding()
    names = [slot.name for slot in slots(document, {}) if slot.part == "inputs"]
    inputs = {name: data.inputs[name] for name in names if name in data.inputs}
    fields = dict.fromkeys(inputs.values())
    recipes = {
        name: _divided(name, data.recipes[name], learned.recipes[name], by_name)
        for name in fields
        if name in learned.recipes
    }
    direct = [name for name in fields if name not in recipes]
    columns = {column.name: column for recipe in recipes.values() for column in recipe.columns}
    columns |= {name: by_name[name] for name in direct}
    read = [source for recipe in recipes.values() for source in recipe.sources] + direct
    if data.windows is not None and data.windows.group is not None:
        read.append(data.windows.group)
    needed = [by_name[name] for name in dict.fromkeys(read)]
    return Division(inputs, recipes, [*columns.values()], needed, data.windows)


def _divided(name: str, recipe: Recipe, learned: Recipe, by_name: Mapping[str, CellColumn]) -> DividedRecipe:
    """`recipe` is as the document has it, which says the types of its columns; `learned` what its steps do."""
    steps = learned.steps
    first = max((number for number, step in enumerate(steps, 1) if not is_tensor_step(step)), default=0)
    columns = [by_name[source] for source in recipe.sources]
    if first:
        columns = _named(name, _typed(recipe.steps[:first], columns))
    return DividedRecipe(name, recipe.sources, steps[:first], steps[first:], columns)


def _typed(steps: Sequence[RecipeStep], columns: Sequence[CellColumn]) -> list[Column]:
    types = StepTypes(CallCache())
    found = [Column(column.dtype, tuple(column.shape)) for column in columns]
    for step in steps:
        found = types.after(step, found)
    return found


def _named(recipe: str, columns: Sequence[Column]) -> list[CellColumn]:
    names = [recipe] if len(columns) == 1 else [f"{recipe}_{number}" for number in range(len(columns))]
    return [
        CellColumn(name=name, dtype=column.dtype, shape=[*column.shape])
        for name, column in zip(names, columns, strict=True)
    ]
