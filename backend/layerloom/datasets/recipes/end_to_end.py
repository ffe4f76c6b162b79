"""A trained model with the recipes of its inputs inside: one input a column of the file."""

from collections.abc import Mapping
from itertools import count

import keras
from keras import ops

from layerloom.datasets.dataset import TEXT
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode

from .division import Division
from .tensor_steps import Tensors, apply_tensor_step


def end_to_end_model(document: Document, trained: keras.Model, division: Division) -> keras.Model:
    """The model that takes columns, one scalar or array a row, and gives what `trained` gives."""
    names = {f"column_{number}": column.name for number, column in enumerate(division.columns)}
    columns = {
        column.name: keras.Input(tuple(column.shape), dtype=column.dtype, name=name)
        for name, column in zip(names, division.columns, strict=True)
    }
    for column, tensor in columns.items():
        tensor.name = column  # Keras warns of an input that is not named by its key
    fields = dict(columns)
    for name, recipe in division.recipes.items():
        tensors: Tensors = [columns[column.name] for column in recipe.columns]
        for step in recipe.inside:
            tensors = apply_tensor_step(step, tensors)
        fields[name] = tensors[0]
    nodes = {node.name: node for node in document.graph.nodes if isinstance(node, InputNode)}
    given = {name: _fitted(fields[field], nodes[name]) for name, field in division.inputs.items()}
    model = keras.Model(columns, trained(given), name="end_to_end")
    _rename_inputs(model, {name: column for name, column in names.items() if "/" not in column})
    return model


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
