"""From a data set to what `fit` is given: the bound arrays, in the types the model takes, split into two."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from layerloom_schema.document import Document, InputNode, OutputNode, Training
from layerloom_schema.errors import ErrorCode, Refused

from .binding_slots import Slot, bound_field, slots, weight_slots
from .dataset import TEXT, Array, Dataset
from .sample_weights import as_weights, class_rows, ones
from .validation_split import split_rows


@dataclass(frozen=True)
class Rows:
    """Some rows: arrays by the names of inputs and outputs. `weights` are of every output, or of none."""

    x: Mapping[str, Array]
    targets: Mapping[str, Array]
    weights: Mapping[str, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.x.values())))

    @property
    def y(self) -> Array | dict[str, Array]:
        """As Keras takes it: one array, or a dictionary by output."""
        return _alone(self.targets)

    @property
    def packed(self) -> tuple[Any, ...]:
        """What a step of training takes: inputs and targets, and the weights of the rows where there are any."""
        return (self.x, self.y, _alone(self.weights)) if self.weights else (self.x, self.y)

    def some(self, rows: "slice | Array") -> "Rows":
        """These of the rows, by a slice or by their numbers."""
        return Rows(*({name: array[rows] for name, array in part.items()} for part in self._parts))

    @property
    def lengths(self) -> set[int]:
        """How long its arrays are."""
        return {len(array) for part in self._parts for array in part.values()}

    @property
    def _parts(self) -> tuple[Mapping[str, Array], ...]:
        return self.x, self.targets, self.weights


@dataclass(frozen=True)
class BoundData:
    """The rows to train on, and those held back, which may be none."""

    training: Rows
    validation: Rows


def bind(document: Document, data: Dataset, validation: Dataset | None = None) -> BoundData:
    """Picks and casts the bound fields. Raises `Refused` where a field is missing or the split leaves no row.

    `validation` holds the rows to validate on; without, they are the last rows of `data`. The weights of classes count
    for the rows to train on alone, as they do in Keras.
    """
    whole = _rows(document, data)
    if validation is not None:
        training, held_back = whole, _rows(document, validation)
    else:
        split = (document.training or Training()).validation.split
        count, _ = split_rows(len(whole), split)
        training, held_back = whole.some(slice(count)), whole.some(slice(count, None))
    if not len(training):
        raise Refused(422, ErrorCode.data_unreadable, "The data leaves no row to train on.")
    return BoundData(_with_class_weights(document, training), held_back)


def _rows(document: Document, data: Dataset) -> Rows:
    inputs: dict[str, Array] = {}
    targets: dict[str, Array] = {}
    for slot in slots(document, {}):
        array = _field(document, slot, data)
        if isinstance(slot.node, InputNode):
            inputs[slot.name] = cast(array, slot.node.dtype)
        else:
            targets[slot.name] = cast(array, target_type(array.dtype.name))
    weighed = {slot.name: as_weights(_field(document, slot, data)) for slot in weight_slots(document, {})}
    rows = Rows(inputs, targets, _for_all(targets, weighed))
    if len(rows.lengths) != 1:
        raise Refused(422, ErrorCode.data_unreadable, "The bound fields differ in length.")
    return rows


def _with_class_weights(document: Document, rows: Rows) -> Rows:
    outputs = document.training.outputs if document.training else {}
    names = {node.name for node in document.graph.nodes if isinstance(node, OutputNode)}
    weighed = {
        name: class_rows(rows.targets[name], output.class_weight)
        for name, output in outputs.items()
        if output.class_weight and name in names
    }
    if not weighed:
        return rows
    own = document.data.sample_weights if document.data else {}
    multiplied = {
        name: array * rows.weights[name] if name in own else array for name, array in weighed.items()
    }
    return replace(rows, weights=_for_all(rows.targets, {**rows.weights, **multiplied}))


def _for_all(targets: Mapping[str, Array], weights: Mapping[str, Array]) -> dict[str, Array]:
    """Where rows of one output are weighed, those of every output are: Keras wants the same names."""
    return {name: weights.get(name, ones(target)) for name, target in targets.items()} if weights else {}


def _alone(arrays: Mapping[str, Array]) -> Array | dict[str, Array]:
    return next(iter(arrays.values())) if len(arrays) == 1 else dict(arrays)


def target_type(dtype: str) -> str:
    """Numbers with fractions are compared in float32, as everything is computed in it; labels stay what they are."""
    return "float32" if dtype.startswith("float") else dtype


def cast(array: Array, dtype: str) -> Array:
    """The array in a type, itself where it is of that type already."""
    return array.astype(storage(dtype), copy=False)


def storage(dtype: str) -> str:
    """The type in which NumPy holds what a model takes as `dtype`. TensorFlow takes texts as objects, not as NumPy's."""
    return {"bfloat16": "float32", TEXT: "object"}.get(dtype, dtype)


def _field(document: Document, slot: Slot, data: Dataset) -> Array:
    name = bound_field(document, slot, data.info)
    if name is None or name not in data.arrays:
        raise Refused(
            422, ErrorCode.data_unreadable, f"No field of {data.info.title} is bound to {slot.title}."
        )
    return data.arrays[name]
