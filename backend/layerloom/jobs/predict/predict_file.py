"""Predictions of a whole file, written beside its cells into another."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.lazy_arrays import PickedFields
from layerloom.datasets.target_encoding import agrees
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.predictions import FieldKind

from .predictor import Predictor

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text may not begin with in a table: spreadsheets would compute it."""


class PredictedRows(NamedTuple):
    """How many rows of a file were predicted, and how many were left out, as training leaves out such rows.

    `short` are the rows before which there are too few for a window.
    """

    predicted: int
    dropped: int
    short: int = 0


def predict_file(predictor: Predictor, source: Path, to: Path) -> PredictedRows:
    """Predict every row of a file that can be read as data, but those that training drops.

    A run that learned from windows predicts from the rows up to each, and gives what is `ahead` rows later.

    A `.csv` gets the columns of the file and, for each output, its class or value and one column a unit; any other
    suffix gets an object of JSON a line.

    Raises:
        Refused: If the file cannot be read, or a column is missing. Nothing is written then.
    """
    own = read_file(source).data
    data = predictor.joined(own)
    fields = _fields(predictor, source, data.arrays)
    kept = predictor.row_fields.complete(fields)
    rows = data.info.rows
    arrays = data.arrays
    if kept is not None:
        if not len(kept):
            raise Refused(422, ErrorCode.prediction, variant="no_complete_row", params={"file": source.name})
        arrays = PickedFields(arrays, kept)
        fields = {name: array[kept] for name, array in fields.items()}
    windows = predictor.windows(replace(data, arrays=arrays), len(next(iter(fields.values()))))
    if windows is not None:
        if not len(windows.ends):
            params: dict[str, Json] = {"file": source.name, "length": windows.settings.length}
            raise Refused(422, ErrorCode.prediction, variant="no_window", params=params)
        arrays = PickedFields(arrays, windows.last_rows)
    found = predictor.predict(predictor.row_fields.inputs_of_rows(fields, windows))
    columns = dict(_columns(predictor, found))
    cells = {name: arrays[name] for name in own.arrays if arrays[name].ndim == 1}
    part = to.with_name(f"{to.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            lines = zip(*cells.values(), *columns.values(), strict=True)
            names = [*cells, *_free(columns, cells)]
            if to.suffix == ".csv":
                table = csv.writer(file)
                table.writerow([_as_text(name) for name in names])
                table.writerows([_as_text(cell) for cell in line] for line in lines)
            else:
                for line in lines:
                    named = dict(zip(names, (_json(cell) for cell in line), strict=True))
                    file.write(json.dumps(named, ensure_ascii=False, allow_nan=False) + "\n")
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    predicted = len(next(iter(found.values())))
    complete = rows if kept is None else len(kept)
    return PredictedRows(predicted, rows - complete, complete - predicted)


def _fields(predictor: Predictor, source: Path, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """The arrays of the fields, by the names of the fields or of the columns that they were trained on."""
    fields: dict[str, Array] = {}
    for field in predictor.row_fields.taken:
        names = (field.name, predictor.row_fields.column(field.name))
        column = next((arrays[name] for name in names if name in arrays), None)
        place: dict[str, Json] = {"file": source.name, "field": field.name}
        if column is None:
            raise Refused(422, ErrorCode.prediction, variant="missing_column", params=place, where=place)
        takes_objects = field.kind in (FieldKind.text, FieldKind.image)
        if (column.dtype.kind in "UO") != takes_objects:
            raise Refused(422, ErrorCode.prediction, variant="column_type", params=place, where=place)
        row = field.shape if field.window is None else field.shape[1:]
        wanted = [] if field.kind is FieldKind.image else row
        shape: list[Json] = [*column.shape[1:]]
        if not agrees([*column.shape[1:]], wanted):
            params: dict[str, Json] = {**place, "shape": shape, "expected": [*wanted]}
            raise Refused(422, ErrorCode.prediction, variant="column_shape", params=params, where=place)
        fields[field.name] = column
    return fields


def _columns(predictor: Predictor, found: dict[str, Array]) -> Iterator[tuple[str, Any]]:
    """The columns of each output: its class, then its numbers."""
    for name, values in found.items():
        labels = predictor.labels(name, values)
        if labels is not None:
            yield name, labels
        flat = values.reshape(len(values), -1)
        if flat.shape[1] == 1:
            yield (name if labels is None else f"{name}.value"), flat[:, 0]
            continue
        classes = predictor.classes.get(name)
        for unit in range(flat.shape[1]):
            yield f"{name}.{classes[unit] if classes else unit}", flat[:, unit]


def _free(predicted: dict[str, Any], cells: dict[str, Array]) -> list[str]:
    """The names of the new columns; one that the file has already says that it is predicted."""
    return [f"{name}.predicted" if name in cells else name for name in predicted]


def _as_text(cell: Any) -> Any:
    """A cell of a table. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return "" if isinstance(cell, np.floating) and np.isnan(cell) else cell


def _json(cell: Any) -> Any:
    plain = float(str(cell)) if isinstance(cell, np.floating) else getattr(cell, "item", lambda: cell)()
    return None if isinstance(plain, float) and not np.isfinite(plain) else plain
