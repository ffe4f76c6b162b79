"""The fields of a row that a run takes, and the arrays of its inputs made of them."""

from collections.abc import Mapping

import numpy as np

from layerloom.datasets.binding_slots import bound_field, slots
from layerloom.datasets.complete_rows import complete_rows, dropping_columns
from layerloom.datasets.dataset import TEXT, Array, Dataset
from layerloom.datasets.recipes.run_recipes import run_learned
from layerloom.datasets.row_binder import storage
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.data_preparation import Recipe, RecipeStepName
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.runs.predictions import FieldKind, PredictionField

from .prepare import PreparedRun


class RowFields:
    """The fields of a row, and what becomes of them: recipes run with what they learned in training."""

    def __init__(self, prepared: PreparedRun) -> None:
        self._info = prepared.info
        self._recipes: dict[str, Recipe] = {}
        self._inputs: list[InputNode] = []
        self._columns: dict[str, str] = {}
        found: dict[str, PredictionField] = {}
        known = {field.name: field for field in prepared.info.fields}
        for slot in slots(prepared.document, {}):
            if not isinstance(slot.node, InputNode):
                continue
            self._inputs.append(slot.node)
            bound = bound_field(prepared.document, slot, prepared.info) or slot.name
            recipe = prepared.learned.get(bound)
            if recipe is None:
                found[slot.name] = _of_input(slot.node, known.get(bound))
                self._columns[slot.name] = bound
                continue
            self._recipes[slot.name] = recipe
            for source in recipe.sources:
                if source in known:
                    found.setdefault(source, _of_column(slot.name, known[source], recipe))
                    self._columns.setdefault(source, source)
        self.fields = list(found.values())
        self._dropping = {*dropping_columns(prepared.document, prepared.info)}

    @property
    def recipes(self) -> Mapping[str, Recipe]:
        """The recipes that have learned, by the input that they feed."""
        return self._recipes

    def column(self, field: str) -> str:
        """The column of the data that a field is in."""
        return self._columns[field]

    def complete(self, arrays: Mapping[str, Array]) -> Array | None:
        """The numbers of the rows that training would not drop, of fields by name; None where it drops none."""
        dropping = [arrays[field.name] for field in self.fields if self.column(field.name) in self._dropping]
        return complete_rows(dropping) if dropping else None

    def inputs(self, arrays: Mapping[str, Array]) -> dict[str, Array]:
        """The inputs of the model from arrays by field name. Raises `Refused` for a cell that a recipe refuses."""
        data = Dataset(self._info, arrays)
        made: dict[str, Array] = {}
        for node in self._inputs:
            recipe = self._recipes.get(node.name)
            field = arrays[node.name] if recipe is None else run_learned(node.name, recipe, data)
            made[node.name] = field.astype(storage(node.dtype), copy=False)
        return made


def _of_input(node: InputNode, field: FieldInfo | None) -> PredictionField:
    return PredictionField(
        name=node.name,
        kind=_kind(node.dtype),
        shape=list(node.shape),
        input=node.name,
        minimum=field.minimum if field else None,
        maximum=field.maximum if field else None,
    )


def _of_column(name: str, column: FieldInfo, recipe: Recipe) -> PredictionField:
    is_image = column.dtype == "image"
    fills = bool(recipe.steps) and recipe.steps[0].step == RecipeStepName.fill
    return PredictionField(
        name=column.name,
        kind=FieldKind.image if is_image else _kind(column.dtype),
        shape=[None, None, 3] if is_image else [*column.shape],
        input=name,
        may_be_missing=fills and (column.dtype == TEXT or column.dtype.startswith("float")),
        minimum=column.minimum,
        maximum=column.maximum,
    )


def _kind(dtype: str) -> FieldKind:
    if dtype == TEXT:
        return FieldKind.text
    if dtype == "bool":
        return FieldKind.boolean
    return FieldKind.integer if np.dtype(_plain(dtype)).kind in "iu" else FieldKind.number


def _plain(dtype: str) -> str:
    """A dtype that NumPy knows."""
    return "float32" if dtype.startswith("bfloat") else dtype
