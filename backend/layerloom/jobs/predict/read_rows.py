"""Arrays of rows given as JSON; whatever does not fit is refused with its row and field."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NoReturn

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.graph.closest_match import closest_match
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.predictions import MOST_ROWS, Cell, EncodedArray, FieldKind, PredictionField
from layerloom_schema.text.messages import did_you_mean

from .encoded_cells import UnreadableCell, decode_cell

_LARGEST = 2**63 - 1
_LARGEST_FLOAT = float(np.finfo("float32").max)
_DTYPES = {
    FieldKind.number: "float64",
    FieldKind.integer: "int64",
    FieldKind.boolean: "bool",
    FieldKind.text: "object",
    FieldKind.image: "uint8",
}


def read_rows(rows: Sequence[Mapping[str, Cell]], fields: Sequence[PredictionField]) -> dict[str, Array]:
    """Arrays by field name, one entry a row.

    Raises:
        Refused: If there are no or too many rows, a field is missing or unknown, or a value has another type or shape.
    """
    if not rows:
        raise Refused(422, ErrorCode.prediction, variant="no_rows", where={"field": "rows"})
    if len(rows) > MOST_ROWS:
        params: dict[str, Json] = {"limit": MOST_ROWS, "got": len(rows)}
        raise Refused(
            413, ErrorCode.prediction, variant="too_many_rows", params=params, limit=MOST_ROWS, got=len(rows)
        )
    known = {field.name for field in fields}
    for number, row in enumerate(rows):
        for name in row:
            if name not in known:
                near = did_you_mean(closest_match(name, known - row.keys()))
                _refuse("unknown_field", number, name, near=near)
        for name in known:
            if name not in row:
                _refuse("missing_field", number, name)
    return {field.name: _array(field, [row[field.name] for row in rows]) for field in fields}


def _array(field: PredictionField, values: Sequence[Cell]) -> Array:
    """The values of one field. An axis of any length has one length in all rows, as a batch is one array."""
    cells = [_cell(field, number, value) for number, value in enumerate(values)]
    if field.kind is FieldKind.image:
        images = np.empty(len(cells), "object")
        images[:] = cells
        return images
    for number, cell in enumerate(cells):
        if cell.shape != cells[0].shape:
            _refuse("lengths_differ", number, field.name, shape=[*cell.shape], first=[*cells[0].shape])
    return np.stack(cells)


def _cell(field: PredictionField, row: int, value: Cell) -> Array:
    """One value as an array of the field's type and shape."""
    if isinstance(value, EncodedArray):
        return _decoded(field, row, value)
    if value is None and field.may_be_missing:
        return np.array("" if field.kind is FieldKind.text else np.nan, _DTYPES[field.kind])
    if field.shape == [1] and not isinstance(value, list):
        value = [value]  # as a column of a table, to which Keras adds the axis
    flat = _flat(value)
    if flat is None:
        _refuse("ragged", row, field.name)
    shape, leaves = flat
    _require_shape(field, row, shape)
    if field.kind is not FieldKind.number or not _are_plain(leaves):
        for leaf in leaves:
            problem = _problem_of(field.kind, leaf)
            if problem is not None:
                _refuse(problem, row, field.name, got=leaf)
    return np.array(leaves, _DTYPES[field.kind]).reshape(shape)


def _decoded(field: PredictionField, row: int, value: EncodedArray) -> Array:
    """One value that is given as bytes."""
    try:
        array = decode_cell(field.kind, value)
    except UnreadableCell as error:
        _refuse(error.variant, row, field.name, **error.params)
    _require_shape(field, row, array.shape)
    return array.astype(_DTYPES[field.kind], copy=False)


def _require_shape(field: PredictionField, row: int, shape: tuple[int, ...]) -> None:
    if len(shape) != len(field.shape) or any(
        wanted not in (None, length) for wanted, length in zip(field.shape, shape, strict=True)
    ):
        _refuse("shape", row, field.name, shape=[*shape], expected=[*field.shape])


def _flat(value: Json) -> tuple[tuple[int, ...], list[Any]] | None:
    """The shape of nested lists and their leaves; None where lists beside one another differ.

    An image has tens of thousands of leaves, so whole levels are looked at, not each leaf by itself.
    """
    shape: list[int] = []
    level: list[Any] = [value]
    while level and list in (kinds := set(map(type, level))):
        if len(kinds) > 1:
            return None
        lengths = set(map(len, level))
        if len(lengths) > 1:
            return None
        shape += lengths
        level = [*chain.from_iterable(level)]
    return tuple(shape), level


def _are_plain(leaves: list[Any]) -> bool:
    """Whether all are numbers that fit a 32-bit float."""
    return set(map(type, leaves)) <= {int, float} and max(map(abs, leaves), default=0) <= _LARGEST_FLOAT


def _problem_of(kind: FieldKind, leaf: Json) -> str | None:
    """The variant of the refusal of one value; None where it is fine."""
    if kind is FieldKind.text:
        return None if isinstance(leaf, str) else "not_text"
    if kind is FieldKind.boolean:
        return None if isinstance(leaf, bool) else "not_boolean"
    if isinstance(leaf, bool) or not isinstance(leaf, int | float):
        return "text_for_number" if isinstance(leaf, str) else "not_number"
    if kind is FieldKind.image:
        return None if isinstance(leaf, int) and 0 <= leaf <= 255 else "not_pixel"
    if kind is FieldKind.integer:
        return None if float(leaf).is_integer() and abs(leaf) <= _LARGEST else "not_integer"
    return None if abs(leaf) <= _LARGEST_FLOAT else "not_finite"


def _refuse(variant: str, row: int, field: str, **params: Json) -> NoReturn:
    given: dict[str, Json] = {"row": row + 1, "field": field, **params}
    raise Refused(
        422,
        ErrorCode.prediction,
        variant=variant,
        params=given,
        where={"row": row, "field": field},
        got=params.get("got"),
    )
