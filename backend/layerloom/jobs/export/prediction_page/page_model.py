"""The model of a page: of tensors that a browser has, from where its texts have become numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import keras

from layerloom.datasets.dataset import TEXT
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import ModelFormat
from layerloom_schema.models.prediction_page import PageStep

from .recipe_steps import NoPageStep, layer_steps, refuse_step

_BATCH = 1


@dataclass(frozen=True)
class Entry:
    """A tensor that the page gives to the model: an input, or what a layer of texts makes of one."""

    input: str
    tensor: keras.KerasTensor
    steps: Sequence[PageStep]
    """What the page does to the input first."""

    @property
    def dtype(self) -> Literal["float32", "int32"]:
        """What the page gives, of the few types that browsers' tensors have."""
        return "float32" if "float" in self.tensor.dtype else "int32"

    @property
    def shape(self) -> list[int]:
        """Of one row. Raises `Refused` where an axis has any length."""
        shape = list(self.tensor.shape[1:])
        if None in shape:
            params: dict[str, Json] = {"format": ModelFormat.page.value, "input": self.input}
            raise Refused(422, ErrorCode.export_refused, variant="open_axis", params=params)
        return [int(length or 0) for length in shape]


def entries_of(model: keras.Model) -> list[Entry]:
    """Where the page enters a model whose inputs are a dict. Raises `Refused` for texts that no page can look up."""
    return [
        entry
        for name, tensor in model.input.items()
        for entry in (_texts(name, tensor) if tensor.dtype == TEXT else [Entry(name, tensor, ())])
    ]


def _texts(name: str, tensor: keras.KerasTensor) -> Iterator[Entry]:
    """The outputs of the layers that take an input of texts."""
    layer = tensor._keras_history.operation
    for node in layer._outbound_nodes:
        try:
            yield Entry(name, node.output_tensors[0], layer_steps(node.operation))
        except NoPageStep as error:
            raise refuse_step(type(node.operation).__name__) from error


def write_page_model(
    model: keras.Model, entries: Sequence[Entry], outputs: Sequence[str], path: Path
) -> None:
    """Write LiteRT that takes `input_0`, `input_1`, ... of one row and gives `output_0`, ... as float32.

    Raises whatever the converter raises.
    """
    inside = keras.Model([entry.tensor for entry in entries], model.output)
    inputs = {
        f"input_{number}": keras.Input(shape=entry.shape, dtype=entry.dtype, name=f"input_{number}")
        for number, entry in enumerate(entries)
    }
    given = [
        keras.ops.cast(tensor, entry.tensor.dtype)
        for tensor, entry in zip(inputs.values(), entries, strict=True)
    ]
    found: Any = inside(given, training=False)
    by_name: Mapping[str, keras.KerasTensor] = found if isinstance(found, dict) else {outputs[0]: found}
    named = {
        f"output_{number}": keras.ops.cast(by_name[name], "float32") for number, name in enumerate(outputs)
    }
    signature = {
        name: keras.InputSpec(shape=(_BATCH, *tensor.shape[1:]), dtype=tensor.dtype, name=name)
        for name, tensor in inputs.items()
    }
    exported = keras.Model(inputs, named)
    exported.export(path, format="litert", input_signature=[signature], verbose=False)
