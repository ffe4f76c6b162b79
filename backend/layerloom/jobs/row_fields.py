"""The fields of a row that a run takes, and the arrays of its inputs made of them."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from layerloom.datasets.binding_slots import bound_field, slots
from layerloom.datasets.complete_rows import complete_rows, dropping_columns
from layerloom.datasets.dataset import TEXT, Array, Dataset
from layerloom.datasets.lazy_arrays import take_rows
from layerloom.datasets.recipes.run_recipes import run_learned
from layerloom.datasets.row_binder import storage
from layerloom.datasets.row_windows import RowWindows, windows_of
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.data_preparation import Recipe, RecipeStepName
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.predictions import FieldKind, PredictionField

from .prepare import PreparedRun

Join = Callable[[Dataset], Dataset]
"""Adds the columns of other tables to rows that have their keys."""

NOTHING: Mapping[str, Array] = {}


class RowFields:
    """The fields of a row, and what becomes of them: recipes run with what they learned in training.

    A person gives `fields`. The model takes `taken`, of which columns of joined tables follow from their keys. Of a
    window, a field has the cells of all rows.
    """

    def __init__(self, prepared: PreparedRun) -> None:
        self._info = prepared.info
        self._windows = None if prepared.info.follows_model else windows_of(prepared.document)
        self._recipes: dict[str, Recipe] = {}
        self._inputs: list[InputNode] = []
        self._columns: dict[str, str] = {}
        found: dict[str, PredictionField] = {}
        known = {field.name: field for field in prepared.info.fields}
        for slot in slots(prepared.document, {}):
            if not isinstance(slot.node, InputNode):
                continue
            self._inputs.append(slot.node)
            window = None if self._windows is None else slot.window
            bound = bound_field(prepared.document, slot, prepared.info) or slot.name
            recipe = prepared.learned.get(bound)
            if recipe is None:
                found[slot.name] = _of_input(slot.node, known.get(bound), window)
                self._columns[slot.name] = bound
                continue
            self._recipes[slot.name] = recipe
            for source in recipe.sources:
                if source in known:
                    field = _of_column(slot.name, known[source], recipe, window)
                    found[source] = _wider(found.get(source), field)
                    self._columns.setdefault(source, source)
        self.taken = list(found.values())
        self.fields = self._asked(prepared, known)
        self._dropping = {*dropping_columns(prepared.document, prepared.info)}

    @property
    def recipes(self) -> Mapping[str, Recipe]:
        """The recipes that have learned, by the input that they feed."""
        return self._recipes

    @property
    def before_recipes(self) -> str | None:
        """What is done to rows before recipes take them: `windows` are made, or there is a `join`."""
        if self._windows is not None:
            return "windows"
        return "join" if self.fields != self.taken else None

    def column(self, field: str) -> str:
        """The column of the data that a field is in."""
        return self._columns[field]

    def complete(self, arrays: Mapping[str, Array]) -> Array | None:
        """The numbers of the rows that training would not drop, of taken fields by name; None where it drops none."""
        dropping = [arrays[field.name] for field in self.taken if self.column(field.name) in self._dropping]
        return complete_rows(dropping) if dropping else None

    def inputs(self, arrays: Mapping[str, Array], join: Join = lambda rows: rows) -> dict[str, Array]:
        """The inputs of the model from arrays by field name. Raises `Refused` for a cell that a recipe refuses."""
        windows = self._windows
        if windows is None:
            return self._joined(self._inputs, arrays, join)
        last = {
            field.name: arrays[field.name] if field.window is None else arrays[field.name][:, -1]
            for field in self.fields
        }
        made = self._joined([node for node in self._inputs if node.name in windows.last], last, join)
        rows = {
            field.name: arrays[field.name].reshape(-1, *arrays[field.name].shape[2:])
            for field in self.fields
            if field.window is not None
        }
        others = [node for node in self._inputs if node.name not in windows.last]
        for name, array in self._joined(others, rows, join).items():
            made[name] = array.reshape(-1, windows.length, *array.shape[1:])
        return made

    def inputs_of_rows(self, arrays: Mapping[str, Array], windows: RowWindows | None) -> dict[str, Array]:
        """The inputs of the model from arrays of rows by taken field, of which `windows` are made."""
        columns = {self.column(name): array for name, array in arrays.items()}
        made = self._made(self._inputs, columns)
        if windows is None:
            return made
        return {name: take_rows(windows.of(array, name), slice(None)) for name, array in made.items()}

    def _asked(self, prepared: PreparedRun, known: Mapping[str, FieldInfo]) -> list[PredictionField]:
        """The taken fields, and keys in place of the columns of joined tables."""
        asked = {field.name: field for field in self.taken}
        for joined in reversed(prepared.source.joined):
            through = [field for name, field in asked.items() if self._columns[name] in joined.added]
            asked = {name: field for name, field in asked.items() if field not in through}
            for key in joined.join.on if through else ():
                self._columns.setdefault(key, key)
                asked[key] = _wider(asked.get(key), _of_key(known[key], through))
        return [*asked.values()]

    def _joined(
        self, nodes: Sequence[InputNode], arrays: Mapping[str, Array], join: Join
    ) -> dict[str, Array]:
        """What some inputs get of arrays of rows by field name."""
        if not nodes:
            return {}
        columns = {self.column(name): array for name, array in arrays.items()}
        fields = [field for field in self._info.fields if field.name in columns]
        found = join(Dataset(self._info.model_copy(update={"fields": fields}), columns)).arrays
        for field in self.taken:
            column = self.column(field.name)
            if column not in columns and column in found and not field.may_be_missing:
                _refuse_alone(field, found[column], columns)
        return self._made(nodes, found, arrays)

    def _made(
        self, nodes: Sequence[InputNode], columns: Mapping[str, Array], own: Mapping[str, Array] = NOTHING
    ) -> dict[str, Array]:
        """What some inputs get of rows, by column; inputs of one column may be given different cells, by their names."""
        data = Dataset(self._info, columns)
        made: dict[str, Array] = {}
        for node in nodes:
            recipe = self._recipes.get(node.name)
            if recipe is None:
                field = own[node.name] if node.name in own else columns[self.column(node.name)]
            else:
                field = run_learned(node.name, recipe, data)
            made[node.name] = field.astype(storage(node.dtype), copy=False)
        return made


def _refuse_alone(field: PredictionField, cells: Array, keys: Mapping[str, Array]) -> None:
    """Raise `Refused` where a number is missing, as no row of its table has the keys of a row."""
    if cells.dtype.kind != "f" or not np.isnan(cells).any():
        return
    row = int(np.flatnonzero(np.isnan(cells.reshape(len(cells), -1)).any(axis=1))[0])
    params: dict[str, Json] = {"row": row + 1, "field": field.name, "keys": [*keys]}
    raise Refused(422, ErrorCode.prediction, variant="no_partner", params=params, where={"row": row})


def _wider(before: PredictionField | None, field: PredictionField) -> PredictionField:
    """A field that several inputs take: in windows if one of them does, and missing only if all fill it."""
    if before is None:
        return field
    update = {"may_be_missing": before.may_be_missing and field.may_be_missing}
    return (field if before.window is None else before).model_copy(update=update)


def _of_input(node: InputNode, field: FieldInfo | None, window: int | None) -> PredictionField:
    return PredictionField(
        name=node.name,
        kind=_kind(node.dtype),
        shape=list(node.shape) if window is None else [window, *node.shape[1:]],
        input=node.name,
        window=window,
        minimum=field.minimum if field else None,
        maximum=field.maximum if field else None,
    )


def _of_key(key: FieldInfo, through: Sequence[PredictionField]) -> PredictionField:
    """The key of a joined table, which stands for the fields that come through it."""
    windows = [field.window for field in through if field.window is not None]
    return PredictionField(
        name=key.name,
        kind=_kind(key.dtype),
        shape=[*windows[:1], *key.shape],
        input=through[0].input,
        window=windows[0] if windows else None,
        may_be_missing=_lacks_cells(key)
        and all(field.may_be_missing or field.kind is FieldKind.text for field in through),
        minimum=key.minimum,
        maximum=key.maximum,
    )


def _of_column(name: str, column: FieldInfo, recipe: Recipe, window: int | None) -> PredictionField:
    is_image = column.dtype == "image"
    fills = bool(recipe.steps) and recipe.steps[0].step == RecipeStepName.fill
    return PredictionField(
        name=column.name,
        kind=FieldKind.image if is_image else _kind(column.dtype),
        shape=[*([window] if window is not None else []), *([None, None, 3] if is_image else column.shape)],
        input=name,
        window=window,
        may_be_missing=fills and _lacks_cells(column),
        minimum=column.minimum,
        maximum=column.maximum,
    )


def _lacks_cells(column: FieldInfo) -> bool:
    """Whether a cell of the column can be missing."""
    return column.dtype == TEXT or column.dtype.startswith("float")


def _kind(dtype: str) -> FieldKind:
    if dtype == TEXT:
        return FieldKind.text
    if dtype == "bool":
        return FieldKind.boolean
    return FieldKind.integer if np.dtype(_plain(dtype)).kind in "iu" else FieldKind.number


def _plain(dtype: str) -> str:
    """A dtype that NumPy knows."""
    return "float32" if dtype.startswith("bfloat") else dtype
