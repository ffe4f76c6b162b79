"""From a data set to what `fit` is given: the bound arrays, in the types the model takes, split into two."""

from collections.abc import Mapping
from dataclasses import dataclass

from layerloom_schema.document import Document, InputNode, OutputNode, Training
from layerloom_schema.errors import ErrorCode, Refused

from .dataset import Array, Dataset
from .slots import Slot, bound_field, slots
from .split import split_rows


@dataclass(frozen=True)
class Rows:
    """Some rows: arrays by the names of inputs and outputs."""

    x: Mapping[str, Array]
    targets: Mapping[str, Array]

    def __len__(self) -> int:
        return len(next(iter(self.x.values())))

    @property
    def y(self) -> Array | dict[str, Array]:
        """As Keras takes it: one array, or a dictionary by output."""
        return next(iter(self.targets.values())) if len(self.targets) == 1 else dict(self.targets)


@dataclass(frozen=True)
class Bound:
    """The rows to train on, and those held back, which may be none."""

    training: Rows
    validation: Rows


def bind(document: Document, data: Dataset) -> Bound:
    """Picks and casts the bound fields. Raises `Refused` where a field is missing or the split leaves no row."""
    inputs: dict[str, Array] = {}
    targets: dict[str, Array] = {}
    for slot in slots(document, {}):
        array = _field(document, slot, data)
        if isinstance(slot.node, InputNode):
            inputs[slot.name] = cast(array, slot.node.dtype)
        elif isinstance(slot.node, OutputNode):
            targets[slot.name] = cast(array, target_type(array.dtype.name))
    lengths = {len(array) for array in (*inputs.values(), *targets.values())}
    if len(lengths) != 1:
        raise Refused(422, ErrorCode.data_unreadable, "The bound fields differ in length.")
    training, _ = split_rows(lengths.pop(), (document.training or Training()).validation.split)
    if not training:
        raise Refused(422, ErrorCode.data_unreadable, "The data leaves no row to train on.")
    return Bound(
        Rows(_some(inputs, slice(training)), _some(targets, slice(training))),
        Rows(_some(inputs, slice(training, None)), _some(targets, slice(training, None))),
    )


def _some(arrays: Mapping[str, Array], rows: slice) -> dict[str, Array]:
    return {name: array[rows] for name, array in arrays.items()}


def target_type(dtype: str) -> str:
    """Numbers with fractions are compared in float32, as everything is computed in it; labels stay what they are."""
    return "float32" if dtype.startswith("float") else dtype


def cast(array: Array, dtype: str) -> Array:
    """The array in a type, itself where it is of that type already."""
    return array.astype(storage(dtype), copy=False)


def storage(dtype: str) -> str:
    """The type in which NumPy holds what a model takes as `dtype`."""
    return "float32" if dtype == "bfloat16" else dtype


def _field(document: Document, slot: Slot, data: Dataset) -> Array:
    name = bound_field(document, slot, data.info)
    if name is None or name not in data.arrays:
        raise Refused(
            422, ErrorCode.data_unreadable, f"No field of {data.info.title} is bound to {slot.title}."
        )
    return data.arrays[name]
