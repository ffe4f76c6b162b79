"""The interval of a bound field, in the shape of its input."""

import numpy as np

from layerloom_schema.data.datasets import FieldInfo

from .interval import UNKNOWN, Interval, between, of_arrays


def field_interval(shape: list[int | None], field: FieldInfo, source: int) -> Interval:
    """The interval of a field for an input of `shape` (batch axis included): element by element where that was stored."""
    if field.minimum is None or field.maximum is None:
        return UNKNOWN
    whole = between(field.minimum, field.maximum, reached=True, source=source)
    if not field.lows:
        return whole
    # Keras adds or drops a last axis of length 1.
    row = field.shape if len(field.shape) == len(shape) - 1 else [length or 1 for length in shape[1:]]
    low, high = (np.array(numbers).reshape(1, *row) for numbers in (field.lows, field.highs))
    return of_arrays(low, high, reached=True, source=source)
