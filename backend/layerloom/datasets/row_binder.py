"""Bind a data set to a model: the arrays of inputs, targets and sample weights that `fit` is given, split in shares."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np

from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused

from .binding_slots import Slot, bound_field, slots, weight_slots
from .dataset import TEXT, Array, Dataset
from .lazy_arrays import LazyArray, MappedArray, PickedArray, RowIndex, bytes_in_memory, lazy_field, take_rows
from .row_shares import row_shares
from .row_windows import RowWindows, all_windows, find_windows
from .sample_weights import as_weights, class_weights, ones

A = TypeVar("A", bound=LazyArray)


@dataclass(frozen=True)
class _Fields(Generic[A]):
    """Fields by input and output name. `weights` has every output, or none."""

    x: Mapping[str, A]
    targets: Mapping[str, A]
    weights: Mapping[str, A] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.x.values())))

    @property
    def packed(self) -> tuple[Any, ...]:
        """The tuple that a train step takes: inputs, targets, and sample weights where there are any."""
        y = alone(self.targets)
        return (self.x, y, alone(self.weights)) if self.weights else (self.x, y)

    @property
    def lengths(self) -> set[int]:
        """The lengths of all fields."""
        return {len(array) for part in self._parts for array in part.values()}

    def some(self, rows: RowIndex) -> "Rows":
        """A subset of the rows in memory, by a slice or an index array."""
        return Rows(*({name: take_rows(array, rows) for name, array in part.items()} for part in self._parts))

    @property
    def _parts(self) -> tuple[Mapping[str, A], ...]:
        return self.x, self.targets, self.weights


class Rows(_Fields[Array]):
    """Rows in memory, as arrays."""

    @property
    def y(self) -> Array | dict[str, Array]:
        """The targets as Keras takes them: one array, or a dict by output name."""
        found: Array | dict[str, Array] = alone(self.targets)
        return found


class LazyRows(_Fields[LazyArray]):
    """Rows that are read when they are asked for."""

    def picked(self, rows: RowIndex) -> "LazyRows":
        """A subset of the rows, which stay where they are."""
        return LazyRows(
            *({name: PickedArray(array, rows) for name, array in part.items()} for part in self._parts)
        )

    def in_windows(self, windows: RowWindows) -> "LazyRows":
        """Windows of the rows, with the targets and weights of the rows that they predict."""
        return LazyRows(
            {name: windows.of(array, name) for name, array in self.x.items()},
            {name: windows.targets(array) for name, array in self.targets.items()},
            {name: windows.targets(array) for name, array in self.weights.items()},
        )

    @property
    def bytes(self) -> int:
        """The bytes that the rows take in memory."""
        return sum(bytes_in_memory(array) for part in self._parts for array in part.values())


AnyRows = Rows | LazyRows


@dataclass(frozen=True)
class BoundData:
    """The rows of each share; all but the training rows may be empty."""

    training: AnyRows
    validation: AnyRows
    test: AnyRows
    """Rows that no training sees."""
    windows: RowWindows | None = None
    """The windows that are the rows of the shares, where the document has some."""


def bind(
    document: Document, data: Dataset, validation: Dataset | None = None, most_bytes: float = math.inf
) -> BoundData:
    """Select and cast the bound fields. Raises `Refused` where a field is missing or the split leaves no row.

    `validation` holds the validation rows; without it, they are a share of `data`. Class weights apply to the training
    rows only, as in Keras. Rows that take up to `most_bytes` are read into memory.
    """
    whole = _rows(document, data)
    if not len(whole):
        raise Refused(422, ErrorCode.data_unreadable, variant="no_rows")
    shares = row_shares(document, data, len(whole))
    windows = find_windows(document, data, shares, len(whole))
    if windows is not None:
        whole, shares = whole.in_windows(windows), windows.shares
    training, kept, test = (whole.picked(share) for share in shares)
    if not len(training):
        raise Refused(422, ErrorCode.data_unreadable, variant="no_rows")
    kept = kept if validation is None else _all_rows(document, validation)
    lazy = [_with_class_weights(document, training), kept, test]
    fits = sum(rows.bytes for rows in lazy) <= most_bytes
    bound: list[AnyRows] = [rows.some(slice(None)) if fits else rows for rows in lazy]
    return BoundData(bound[0], bound[1], bound[2], windows)


def _all_rows(document: Document, data: Dataset) -> LazyRows:
    """All rows of a data set, as windows where the document has some."""
    rows = _rows(document, data)
    windows = all_windows(document, data, len(rows))
    return rows if windows is None else rows.in_windows(windows)


def _rows(document: Document, data: Dataset) -> LazyRows:
    inputs: dict[str, LazyArray] = {}
    targets: dict[str, LazyArray] = {}
    for slot in slots(document, {}):
        array = _field(document, slot, data)
        if isinstance(slot.node, InputNode):
            inputs[slot.name] = _lazy_cast(array, slot.node.dtype)
        else:
            targets[slot.name] = _lazy_cast(array, target_type(array.dtype.name))
    weighed = {
        slot.name: MappedArray(as_weights, _field(document, slot, data))
        for slot in weight_slots(document, {})
    }
    rows = LazyRows(inputs, targets, _for_all(targets, weighed))
    if len(rows.lengths) != 1:
        raise Refused(422, ErrorCode.data_unreadable, variant="lengths_differ")
    return rows


def _with_class_weights(document: Document, rows: LazyRows) -> LazyRows:
    outputs = document.training.outputs if document.training else {}
    names = {node.name for node in document.graph.nodes if isinstance(node, OutputNode)}
    weighed = {
        name: class_weights(rows.targets[name], output.class_weight)
        for name, output in outputs.items()
        if output.class_weight and name in names
    }
    if not weighed:
        return rows
    own = document.data.sample_weights if document.data else {}
    multiplied = {
        name: MappedArray(np.multiply, array, rows.weights[name]) if name in own else array
        for name, array in weighed.items()
    }
    return LazyRows(rows.x, rows.targets, _for_all(rows.targets, {**rows.weights, **multiplied}))


def _for_all(targets: Mapping[str, LazyArray], weights: Mapping[str, LazyArray]) -> dict[str, LazyArray]:
    """Sample weights of every output, 1 where it has none: Keras wants the same names as in the targets."""
    return {name: weights.get(name, ones(target)) for name, target in targets.items()} if weights else {}


def alone(arrays: Mapping[str, Any]) -> Any:
    """The only array of a mapping, or a dict of several by name: as Keras takes them."""
    return next(iter(arrays.values())) if len(arrays) == 1 else dict(arrays)


def target_type(dtype: str) -> str:
    """The dtype of a target: float32 for floats, in which all is computed; integer labels are unchanged."""
    return "float32" if dtype.startswith("float") else dtype


def cast(array: Array, dtype: str) -> Array:
    """The array cast to a dtype, without a copy where it has that dtype."""
    return array.astype(storage(dtype), copy=False)


def _lazy_cast(array: LazyArray, dtype: str) -> LazyArray:
    return array if array.dtype == storage(dtype) else MappedArray(lambda rows: cast(rows, dtype), array)


def storage(dtype: str) -> str:
    """The NumPy dtype for a Keras dtype. TensorFlow takes strings as objects, not in NumPy's unicode dtype."""
    return {"bfloat16": "float32", TEXT: "object"}.get(dtype, dtype)


def _field(document: Document, slot: Slot, data: Dataset) -> LazyArray:
    name = bound_field(document, slot, data.info)
    if name is None or name not in data.arrays:
        params: dict[str, Json] = {"dataset": data.info.phrase, "slot": slot.phrase}
        raise Refused(422, ErrorCode.data_unreadable, variant="unbound", params=params)
    return lazy_field(data.arrays, name)
