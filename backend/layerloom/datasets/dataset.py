"""A data set in memory: its arrays, and statistics of its fields."""

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import Join

from .columns.content_hash import ColumnHash, version_hash
from .columns.number_values import NumberValues
from .columns.text_values import TextValues

Array = NDArray[Any]
CHUNK = 1 << 20
"""Values per block when statistics are computed, so that large arrays need little extra memory."""
TEXT = "string"
"""The dtype of string fields, and of inputs that take strings."""
MIXED_IMAGES = "image"
"""The dtype of a field of images of several sizes, which are no array: only a recipe can take them."""


@dataclass(frozen=True)
class JoinedColumns:
    """What a join has added: fields of another data set, by their names in the joined data.

    `alone` are the rows without a partner there.
    """

    join: Join
    info: DatasetInfo
    added: Mapping[str, FieldInfo]
    alone: int


@dataclass(frozen=True)
class Dataset:
    """Arrays by field name; the first axis of each is the row."""

    info: DatasetInfo
    arrays: Mapping[str, Array]
    kept: Array | None = None
    """The numbers of its rows in the data as it came, where some were left out."""
    dropped: int = 0
    """How many rows were left out."""
    joined: Sequence[JoinedColumns] = ()
    rows_key: str = ""
    """What besides the version decides which rows there are: equal rows of a version have equal keys."""


def derived_key(*parts: object) -> str:
    """A `rows_key` of fixed length for rows derived from others: a hash of all that decides which they are."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


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
    numbers = NumberValues()
    for rows in _portions(array):
        numbers.add(rows)
    info = FieldInfo(name=name, shape=list(array.shape[1:]), dtype=array.dtype.name, rows=array.shape[0])
    return numbers.described(info, partial(_portions, array))


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


def _portions(array: Array) -> Iterator[Array]:
    rows = max(1, CHUNK // max(1, math.prod(array.shape[1:])))
    return (array[start : start + rows] for start in range(0, len(array), rows))
