"""A trained model with the recipes of its inputs inside: one input a column of the file."""

from collections.abc import Iterator, Mapping
from itertools import count

import keras
from keras import ops

from layerloom.datasets.dataset import TEXT
from layerloom_schema.data.learned_recipes import CellColumn
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode

from .division import Division
from .tensor_steps import Tensors, apply_tensor_step


def end_to_end_model(document: Document, trained: keras.Model, division: Division) -> keras.Model:
    """The model that takes columns, one scalar or array a row or a window of rows, and gives what `trained` gives."""
    windows = division.windows
    names = {f"column_{number}": column.name for number, column in enumerate(division.columns)}
    columns = {
        column.name: keras.Input(_shape(division, column), dtype=column.dtype, name=name)
        for name, column in zip(names, division.columns, strict=True)
    }
    for column, tensor in columns.items():
        tensor.name = column  # Keras warns of an input that is not named by its key
    nodes = {node.name: node for node in document.graph.nodes if isinstance(node, InputNode)}
    last = {column.name: _last_rows(tensor) for column, tensor in _in_windows(division, columns)}
    rows = {column.name: _all_rows(tensor) for column, tensor in _in_windows(division, columns)}
    given: dict[str, keras.KerasTensor] = {}
    for name, field in division.inputs.items():
        if windows is None or name in windows.last:
            made = _made(division, field, {**columns, **last})
        else:
            made = _made(division, field, rows)
            made = ops.reshape(made, (-1, windows.length, *made.shape[1:]))
        given[name] = _fitted(made, nodes[name])
    model = keras.Model(columns, trained(given), name="end_to_end")
    _rename_inputs(model, {name: column for name, column in names.items() if "/" not in column})
    return model


def _shape(division: Division, column: CellColumn) -> tuple[int, ...]:
    """The shape of an input, without the batch axis."""
    if division.windows is None or not division.in_windows(column):
        return tuple(column.shape)
    return (division.windows.length, *column.shape)


def _in_windows(
    division: Division, columns: Mapping[str, keras.KerasTensor]
) -> Iterator[tuple[CellColumn, keras.KerasTensor]]:
    """The inputs that are windows."""
    return ((column, columns[column.name]) for column in division.columns if division.in_windows(column))


def _last_rows(windows: keras.KerasTensor) -> keras.KerasTensor:
    return windows[:, -1]


def _all_rows(windows: keras.KerasTensor) -> keras.KerasTensor:
    """The rows of windows, one after another: steps of recipes take rows."""
    return ops.reshape(windows, (-1, *windows.shape[2:]))


def _made(division: Division, field: str, columns: Mapping[str, keras.KerasTensor]) -> keras.KerasTensor:
    """A column, or what a recipe makes of some."""
    recipe = division.recipes.get(field)
    if recipe is None:
        return columns[field]
    tensors: Tensors = [columns[column.name] for column in recipe.columns]
    for step in recipe.inside:
        tensors = apply_tensor_step(step, tensors)
    return tensors[0]


def _fitted(tensor: keras.KerasTensor, node: InputNode) -> keras.KerasTensor:
    """The tensor in the dtype of an input, with or without a last axis of length 1, as Keras fits arrays."""
    if node.dtype != TEXT:
        tensor = ops.cast(tensor, node.dtype)
    rank = len(node.shape) + 1
    if len(tensor.shape) == rank - 1:
        return ops.expand_dims(tensor, -1)
    return ops.squeeze(tensor, -1) if len(tensor.shape) == rank + 1 else tensor


def _rename_inputs(model: keras.Model, names: Mapping[str, str]) -> None:
    """Name input layers by their columns; other operations give way, as names in a model differ.

    A loaded tensor has the name of its layer, in which Keras takes no `/`.
    """
    taken = {operation.name for operation in model.operations} | {*names.values()}
    for operation in model.operations:
        if operation.name in names:
            operation.name = names[operation.name]
        elif operation.name in names.values():
            numbered = (f"{operation.name}_{number}" for number in count(2))
            operation.name = next(name for name in numbered if name not in taken)
            taken.add(operation.name)
