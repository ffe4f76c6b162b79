"""Cells of a column as JSON, for a person to look at."""

import math
from datetime import UTC, datetime

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import ColumnType

_SHOWN_VALUES = 16
"""An array of more values is described by its shape."""
_SHOWN_CHARACTERS = 2_000


def json_cells(column: Array, type_: ColumnType | None = None) -> list[Json]:
    """The cells of a column: a missing number is null, a date in ISO 8601, a long array described by its shape."""
    return [_cell(value, type_) for value in column]


def _cell(value: object, type_: ColumnType | None) -> Json:
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.floating):
        if not np.isfinite(value):
            return None if np.isnan(value) else str(float(value))
        number = float(str(value))  # the shortest decimal that is this float32
        return _date(number) if type_ is ColumnType.date else number
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return _date(int(value)) if type_ is ColumnType.date else int(value)
    return str(value)[:_SHOWN_CHARACTERS]


def _array(value: Array) -> Json:
    if value.size > _SHOWN_VALUES:
        return {"shape": list(value.shape)}
    flat: list[Json] = [
        str(each) if isinstance(each, str) else _finite(float(each)) for each in value.reshape(-1).tolist()
    ]
    return flat


def _finite(value: float) -> Json:
    return value if math.isfinite(value) else None


def _date(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return str(seconds)
