"""Bind a data set to a model: the arrays of inputs, targets and sample weights that `fit` is given, split in shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from layerloom_schema.base import Json
from layerloom_schema.document import Document, InputNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused

from .binding_slots import Slot, bound_field, slots, weight_slots
from .dataset import TEXT, Array, Dataset
from .row_shares import row_shares
from .sample_weights import as_weights, class_rows, ones


@dataclass(frozen=True)
class Rows:
    """Rows as arrays by input and output name. `weights` has every output, or none."""

    x: Mapping[str, Array]
    targets: Mapping[str, Array]
    weights: Mapping[str, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.x.values())))

    @property
    def y(self) -> Array | dict[str, Array]:
        """The targets as Keras takes them: one array, or a dict by output name."""
        return _alone(self.targets)

    @property
    def packed(self) -> tuple[Any, ...]:
        """The tuple that a train step takes: inputs, targets, and sample weights where there are any."""
        return (self.x, self.y, _alone(self.weights)) if self.weights else (self.x, self.y)

    def some(self, rows: "slice | Array") -> "Rows":
        """A subset of the rows, by a slice or an index array."""
        return Rows(*({name: array[rows] for name, array in part.items()} for part in self._parts))

    @property
    def lengths(self) -> set[int]:
        """The lengths of all arrays."""
        return {len(array) for part in self._parts for array in part.values()}

    @property
    def _parts(self) -> tuple[Mapping[str, Array], ...]:
        return self.x, self.targets, self.weights


@dataclass(frozen=True)
class BoundData:
    """The rows of each share; all but the training rows may be empty."""

    training: Rows
    validation: Rows
    test: Rows
    """Rows that no training sees."""


def bind(document: Document, data: Dataset, validation: Dataset | None = None) -> BoundData:
    """Select and cast the bound fields. Raises `Refused` where a field is missing or the split leaves no row.

    `validation` holds the validation rows; without it, they are a share of `data`. Class weights apply to the training
    rows only, as in Keras.
    """
    whole = _rows(document, data)
    if not len(whole):
        raise Refused(422, ErrorCode.data_unreadable, variant="no_rows")
    shares = row_shares(document, data, len(whole))
    training, kept, test = (whole.some(share) for share in shares)
    if not len(training):
        raise Refused(422, ErrorCode.data_unreadable, variant="no_rows")
    validation_rows = kept if validation is None else _rows(document, validation)
    return BoundData(_with_class_weights(document, training), validation_rows, test)


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
        raise Refused(422, ErrorCode.data_unreadable, variant="lengths_differ")
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
    """Sample weights of every output, 1 where it has none: Keras wants the same names as in the targets."""
    return {name: weights.get(name, ones(target)) for name, target in targets.items()} if weights else {}


def _alone(arrays: Mapping[str, Array]) -> Array | dict[str, Array]:
    return next(iter(arrays.values())) if len(arrays) == 1 else dict(arrays)


def target_type(dtype: str) -> str:
    """The dtype of a target: float32 for floats, in which all is computed; integer labels are unchanged."""
    return "float32" if dtype.startswith("float") else dtype


def cast(array: Array, dtype: str) -> Array:
    """The array cast to a dtype, without a copy where it has that dtype."""
    return array.astype(storage(dtype), copy=False)


def storage(dtype: str) -> str:
    """The NumPy dtype for a Keras dtype. TensorFlow takes strings as objects, not in NumPy's unicode dtype."""
    return {"bfloat16": "float32", TEXT: "object"}.get(dtype, dtype)


def _field(document: Document, slot: Slot, data: Dataset) -> Array:
    name = bound_field(document, slot, data.info)
    if name is None or name not in data.arrays:
        params: dict[str, Json] = {"dataset": data.info.phrase, "slot": slot.phrase}
        raise Refused(422, ErrorCode.data_unreadable, variant="unbound", params=params)
    return data.arrays[name]
