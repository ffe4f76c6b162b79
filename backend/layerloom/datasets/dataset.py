"""A data set in memory: its arrays, and what is known of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom_schema.datasets import DatasetInfo, FieldInfo

Array = NDArray[Any]
CHUNK = 1 << 20
"""Numbers looked at in one go, so that the facts of a large array need little memory of their own."""
TEXT = "string"
"""The type of a field of texts, and of an input that takes them."""
EXACT = 1 << 53
"""Beyond this a float leaves whole numbers out, and the smallest and largest of a field are floats."""
PLACES = 1024
"""Numbers of a row whose smallest and largest are kept one by one."""
SPREAD = 1 << 20
"""Whole numbers that lie further apart than this are sorted to be counted, not ticked off."""


@dataclass(frozen=True)
class Dataset:
    """Arrays by field name; the first axis of each is the row."""

    info: DatasetInfo
    arrays: Mapping[str, Array]


def dataset(name: str, title: str, text: str, arrays: Mapping[str, Array]) -> Dataset:
    """A data set with the facts of its fields. `rows` are those of the shortest field."""
    fields = [field_info(field, array) for field, array in arrays.items()]
    info = DatasetInfo(
        name=name,
        title=title,
        text=text,
        rows=min((field.rows for field in fields), default=0),
        version=version(arrays),
        fields=fields,
    )
    return Dataset(info, arrays)


def field_info(name: str, array: Array) -> FieldInfo:
    """The facts of one array. One look is enough: nothing is read again before training."""
    if is_text(array):
        return FieldInfo(name=name, shape=list(array.shape[1:]), dtype=TEXT, rows=array.shape[0])
    lowest, highest = np.inf, -np.inf
    finite = whole = True
    for part in _parts(array):
        if part.dtype.kind == "f":
            good = part[np.isfinite(part)]
            finite = finite and good.size == part.size
            whole = whole and bool(np.all(good == np.rint(good)))
            part = good
        if part.size:
            lowest, highest = min(lowest, float(part.min())), max(highest, float(part.max()))
    known = lowest <= highest
    by_place = known and finite and 0 < array[0].size <= PLACES
    return FieldInfo(
        name=name,
        shape=list(array.shape[1:]),
        dtype=array.dtype.name,
        rows=array.shape[0],
        minimum=lowest if known else None,
        maximum=highest if known else None,
        classes=_classes(array, lowest, highest) if whole and finite else None,
        finite=finite,
        lows=array.min(axis=0).astype(float).reshape(-1).tolist() if by_place else [],
        highs=array.max(axis=0).astype(float).reshape(-1).tolist() if by_place else [],
    )


def version(arrays: Mapping[str, Array]) -> str:
    """A hash of names, shapes, types and content: the same data gives the same version everywhere."""
    digest = hashlib.blake2b(digest_size=16)
    for name, array in arrays.items():
        digest.update(f"{name}\0{array.dtype.str}\0{array.shape}\0".encode())
        digest.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data if array.size else b"")
    return digest.hexdigest()


def is_text(array: Array) -> bool:
    """Whether an array holds texts; data sets hold them in NumPy's own type for that."""
    return array.dtype.kind == "U"


def _parts(array: Array) -> list[Array]:
    flat = array.reshape(-1)
    return [flat[start : start + CHUNK] for start in range(0, flat.size, CHUNK)]


def _classes(array: Array, lowest: float, highest: float) -> int:
    """How many different whole numbers there are; 0 where there is no number."""
    if highest - lowest > SPREAD or max(-lowest, highest) > EXACT:
        return int(np.unique(array).size)
    seen = np.zeros(int(highest - lowest) + 1 if array.size else 0, dtype=bool)
    for part in _parts(array):
        seen[part.astype(np.int64) - int(lowest)] = True
    return int(seen.sum())
