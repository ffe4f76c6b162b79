"""A data set in memory: its arrays, and statistics of its fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom_schema.datasets import DatasetInfo, FieldInfo

from .columns.content_hash import ColumnHash, version_hash
from .columns.text_values import MOST_VALUES, TextValues

Array = NDArray[Any]
CHUNK = 1 << 20
"""Values per block when statistics are computed, so that large arrays need little extra memory."""
TEXT = "string"
"""The dtype of string fields, and of inputs that take strings."""
MIXED_IMAGES = "image"
"""The dtype of a field of images of several sizes, which are no array: only a recipe can take them."""
EXACT = 1 << 53
"""Above this float64 skips integers, so minimum and maximum are given as floats."""
PLACES = 1024
"""Maximum values per row for which minimum and maximum are stored element by element."""
SPREAD = 1 << 20
"""Integer ranges up to this are counted with a bitmap, larger ones by sorting."""


@dataclass(frozen=True)
class Dataset:
    """Arrays by field name; the first axis of each is the row."""

    info: DatasetInfo
    arrays: Mapping[str, Array]
    kept: Array | None = None
    """The numbers of its rows in the data as it came, where some were left out."""
    dropped: int = 0
    """How many rows were left out."""
    rows_key: str = ""
    """What besides the version decides which rows there are: equal rows of a version have equal keys."""


def dataset(name: str, title: str, text: str, arrays: Mapping[str, Array]) -> Dataset:
    """A data set with the statistics of its fields. `rows` is the length of the shortest field."""
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
    """The statistics of one array, computed once: it is not read again before training."""
    if is_text(array):
        texts = TextValues()
        for part in _parts(array):
            texts.add(pl.Series([str(text) for text in part], dtype=pl.String))
        info = FieldInfo(name=name, shape=list(array.shape[1:]), dtype=TEXT, rows=array.shape[0])
        return texts.described(info)
    lowest, highest = np.inf, -np.inf
    missing = infinite = 0
    whole = True
    for part in _parts(array):
        if part.dtype.kind == "f":
            good = part[np.isfinite(part)]
            nans = int(np.isnan(part).sum())
            missing += nans
            infinite += part.size - good.size - nans
            whole = whole and bool(np.all(good == np.rint(good)))
            part = good
        if part.size:
            lowest, highest = min(lowest, float(part.min())), max(highest, float(part.max()))
    known = lowest <= highest
    finite = not missing and not infinite
    distinct = _distinct(array, lowest, highest) if whole and finite else None
    single = array[:1].size <= 1
    by_place = known and finite and 0 < array[0].size <= PLACES
    return FieldInfo(
        name=name,
        shape=list(array.shape[1:]),
        dtype=array.dtype.name,
        rows=array.shape[0],
        minimum=lowest if known else None,
        maximum=highest if known else None,
        classes=None if distinct is None else distinct[0],
        finite=finite,
        missing=missing,
        infinite=infinite,
        values=distinct[1] if distinct is not None and single else None,
        ordered=single and finite and lowest < highest and _is_ordered(array.reshape(-1)),
        lows=array.min(axis=0).astype(float).reshape(-1).tolist() if by_place else [],
        highs=array.max(axis=0).astype(float).reshape(-1).tolist() if by_place else [],
    )


def version(arrays: Mapping[str, Array]) -> str:
    """A hash of names, shapes, dtypes and content: equal data has an equal version everywhere."""
    return version_hash(
        (name, TEXT if is_text(array) else array.dtype.name, array.shape[1:], _content_hash(array))
        for name, array in arrays.items()
    )


def _content_hash(array: Array) -> bytes:
    content = ColumnHash()
    if is_text(array):
        texts = [str(text).encode() for text in array.reshape(-1)]
        content.add_texts(np.array([len(text) for text in texts], np.int64), b"".join(texts))
    else:
        content.add_numbers(array)
    return content.digest()


def is_text(array: Array) -> bool:
    """Whether an array holds strings: in NumPy's fixed-width unicode dtype, or as objects from the column store."""
    return array.dtype.kind in "UO"


def _parts(array: Array) -> list[Array]:
    flat = array.reshape(-1)
    return [flat[start : start + CHUNK] for start in range(0, flat.size, CHUNK)]


def _distinct(array: Array, lowest: float, highest: float) -> tuple[int, list[int | str] | None]:
    """The number of distinct integers, 0 for an empty array; and they themselves, where they are few."""
    if highest - lowest > SPREAD or max(-lowest, highest) > EXACT:
        found = np.unique(array)
    else:
        seen = np.zeros(int(highest - lowest) + 1 if array.size else 0, dtype=bool)
        for part in _parts(array):
            seen[part.astype(np.int64) - int(lowest)] = True
        found = np.flatnonzero(seen)
        found = found + int(lowest) if found.size else found
    few = found.size <= MOST_VALUES and max(-lowest, highest) <= EXACT
    return int(found.size), [int(value) for value in found] if few else None


def _is_ordered(values: Array) -> bool:
    """Whether numbers never fall, or never rise."""
    rising = falling = True
    for start in range(0, values.size, CHUNK):
        part = values[start : start + CHUNK + 1]
        rising = rising and bool((part[1:] >= part[:-1]).all())
        falling = falling and bool((part[1:] <= part[:-1]).all())
        if not (rising or falling):
            return False
    return True
