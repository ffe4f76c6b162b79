"""Read the columns of a stored version: numbers memory-mapped, texts decoded when they are asked for."""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from layerloom.datasets.dataset import MIXED_IMAGES, TEXT, Array
from layerloom.datasets.lazy_arrays import LazyArray, RowIndex, row_numbers
from layerloom_schema.data.datasets import ColumnType, DatasetVersion, FieldInfo

from .stored_images import StoredImages

COLUMNS = "columns"
MANIFEST = "manifest.json"
STATISTICS = "statistics.json"
PORTION = 1 << 20
"""Numbers that are read together."""


def column_path(folder: Path, index: int) -> Path:
    """The file of the column of this index in the folder of a version."""
    return folder / COLUMNS / f"{index}.bin"


def map_numbers(path: Path, field: FieldInfo) -> Array:
    """A column of numbers, of shape (rows, *row shape), mapped read-only."""
    shape = (field.rows, *field.shape)
    if 0 in shape:  # an empty file cannot be mapped
        return np.zeros(shape, field.dtype)
    return np.memmap(path, np.dtype(field.dtype).newbyteorder("<"), "r", shape=shape)


def read_numbers(path: Path, field: FieldInfo, start: int, stop: int) -> Array:
    """Some rows of a column of numbers, read and not mapped: mapped ones count as memory of the process."""
    dtype = np.dtype(field.dtype).newbyteorder("<")
    per_row = math.prod(field.shape)
    numbers = np.fromfile(path, dtype, (stop - start) * per_row, offset=start * per_row * dtype.itemsize)
    return numbers.reshape(stop - start, *field.shape)


def number_portions(path: Path, field: FieldInfo) -> Iterator[Array]:
    """All rows of a column of numbers in portions, read and not mapped."""
    rows = max(1, PORTION // max(1, math.prod(field.shape)))
    for start in range(0, field.rows, rows):
        yield read_numbers(path, field, start, min(start + rows, field.rows))


class StoredTexts:
    """A column of texts: offsets and UTF-8, both mapped read-only. It is a lazy array of objects."""

    def __init__(self, path: Path, field: FieldInfo) -> None:
        self.shape = (field.rows, *field.shape)
        self.dtype = np.dtype(object)
        self._per_row = int(np.prod(field.shape, dtype=np.int64))
        count = field.rows * self._per_row + 1
        self.offsets: NDArray[np.int64] = np.memmap(path.with_suffix(".offsets"), "<i8", "r", shape=(count,))
        size = self.text_bytes = int(self.offsets[-1])
        """Bytes of all texts in UTF-8."""
        self._content = np.memmap(path, np.uint8, "r", shape=(size,)) if size else np.zeros(0, np.uint8)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: RowIndex) -> Array:
        if isinstance(rows, slice) and rows.step in (None, 1):
            start, stop, _ = rows.indices(len(self))
            return self.array(start, max(start, stop))
        numbers = row_numbers(rows, len(self))
        found = np.empty((len(numbers), self._per_row), object)
        for place, row in enumerate(numbers):
            found[place] = self.read(row, row + 1)
        return found.reshape(len(numbers), *self.shape[1:])

    def read(self, start: int, stop: int) -> list[str]:
        """The texts of some rows, in C order where a row has several."""
        first, last = start * self._per_row, stop * self._per_row
        ends = self.offsets[first : last + 1].tolist()
        content = self._content[ends[0] : ends[-1]].tobytes()
        begin = ends[0]
        return [content[low - begin : high - begin].decode() for low, high in pairwise(ends)]

    def lengths(self, start: int, stop: int) -> NDArray[np.int64]:
        """The lengths in bytes of the texts of some rows."""
        return np.diff(self.offsets[start * self._per_row : stop * self._per_row + 1])

    def array(self, start: int, stop: int) -> Array:
        """The texts of some rows as objects, of shape (rows, *row shape)."""
        found = np.empty((stop - start) * self._per_row, object)
        found[:] = self.read(start, stop)
        return found.reshape(stop - start, *self.shape[1:])


class StoredColumns(Mapping[str, Array]):
    """The columns of a version by field name. Each is opened at its first use."""

    def __init__(self, folder: Path, manifest: DatasetVersion) -> None:
        self._folder = folder
        self._fields = {field.name: (index, field) for index, field in enumerate(manifest.fields)}
        self.types: Mapping[str, ColumnType] = {column.name: column.type for column in manifest.columns}
        self._open: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        if name not in self._open:
            found = self.lazy(name)
            self._open[name] = found if isinstance(found, np.ndarray) else found[:]
        return self._open[name]

    def lazy(self, name: str) -> LazyArray:
        """A column whose texts or images are decoded as they are asked for."""
        index, field = self._fields[name]
        if self.types[name] is ColumnType.image:
            return self.images(name).references() if field.dtype == MIXED_IMAGES else self.images(name)
        return (
            self.texts(name) if field.dtype == TEXT else map_numbers(column_path(self._folder, index), field)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def portions(self, name: str) -> Iterator[Array]:
        """All rows of a column of numbers in portions, of which no more than one is in memory."""
        index, field = self._fields[name]
        return number_portions(column_path(self._folder, index), field)

    def numbers(self, name: str, start: int, stop: int) -> Array:
        """Some rows of a column of numbers, in memory."""
        index, field = self._fields[name]
        return read_numbers(column_path(self._folder, index), field, start, stop)

    def dtype(self, name: str) -> str:
        """The dtype of a column."""
        return self._fields[name][1].dtype

    def images(self, name: str) -> StoredImages:
        """A column of images that are decoded one by one."""
        index, field = self._fields[name]
        return StoredImages(column_path(self._folder, index), field)

    def texts(self, name: str) -> StoredTexts:
        """A column of texts that is read in parts."""
        index, field = self._fields[name]
        return StoredTexts(column_path(self._folder, index), field)
