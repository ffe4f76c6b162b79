"""How far the numbers of a file lie from those of the model."""

import math
from collections.abc import Sequence

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom_schema.base import Json
from layerloom_schema.models.parity import ParityLine

ABSOLUTE, RELATIVE = 1e-5, 1e-4
"""How far numbers may lie apart: this much, and this share of the largest."""


def compare_outputs(expected: Sequence[Array], found: Sequence[Array], rows: int) -> ParityLine:
    """Equal to the bit, near, or different."""
    pairs = [*zip(expected, found, strict=True)]
    params: dict[str, Json] = {"rows": rows}
    line: dict[str, Json] = {"what": "outputs", "state": "equal", "params": params}
    if not all(_is_near(one, other) for one, other in pairs):
        line["state"] = "differs"
    elif not all(np.array_equal(one, other, equal_nan=True) for one, other in pairs if one.dtype.kind == "f"):
        params["largest"] = largest_distance(expected, found)
        line["variant"] = "near"
    return ParityLine.model_validate(line)


def largest_distance(expected: Sequence[Array], found: Sequence[Array]) -> float:
    """The largest difference of two numbers; infinite where something else than numbers differs."""
    return max((_distance(one, other) for one, other in zip(expected, found, strict=True)), default=0.0)


def _distance(one: Array, other: Array) -> float:
    if one.shape != other.shape or one.dtype.kind not in "fiub":
        return 0.0 if np.array_equal(one, other) else math.inf
    apart = np.abs(one.astype("float64") - other.astype("float64"))
    same = (one == other) | (np.isnan(one) & np.isnan(other)) if one.dtype.kind == "f" else one == other
    apart = np.where(same, 0.0, apart)
    return float(apart.max(initial=0.0)) if np.isfinite(apart).all() else math.inf


def _is_near(one: Array, other: Array) -> bool:
    if one.shape != other.shape or one.dtype.kind not in "fiub":
        return bool(np.array_equal(one, other))
    allowed = ABSOLUTE + RELATIVE * float(np.abs(other).max(initial=0.0))
    return _distance(one, other) <= allowed
