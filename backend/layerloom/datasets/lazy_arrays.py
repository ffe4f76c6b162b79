"""Arrays whose rows are read when they are indexed: what a column on the disk becomes without being in memory."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
RowIndex = slice | NDArray[Any]
"""Rows by a slice or by their numbers."""
TEXT_BYTES = 64
"""Estimated bytes of a text in memory besides its characters."""


class LazyArray(Protocol):
    """What an array of NumPy and a column of the store have in common; the first axis is the row."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    @property
    def dtype(self) -> np.dtype[Any]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, rows: Any) -> Array: ...


@runtime_checkable
class LazyFields(Protocol):
    """Fields by name that can be had as lazy arrays."""

    def lazy(self, name: str) -> LazyArray:
        """A field without its rows. Raises `KeyError` for an unknown name."""
        ...


def lazy_field(fields: Mapping[str, Array], name: str) -> LazyArray:
    """A field of a mapping as a lazy array: what is in memory anyway is one. Raises `KeyError` for an unknown name."""
    return fields.lazy(name) if isinstance(fields, LazyFields) else fields[name]


class AddedFields(Mapping[str, Array]):
    """Fields, and others beside them, which take the place of those of equal names."""

    def __init__(self, fields: Mapping[str, Array], others: Mapping[str, LazyArray]) -> None:
        self._fields = fields
        self._others = others

    def __getitem__(self, name: str) -> Array:
        return take_rows(self._others[name], slice(None)) if name in self._others else self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._fields), **dict.fromkeys(self._others)})

    def __len__(self) -> int:
        return len(self._fields.keys() | self._others.keys())

    def lazy(self, name: str) -> LazyArray:
        """The field as a lazy array."""
        return self._others[name] if name in self._others else lazy_field(self._fields, name)


class PickedFields(Mapping[str, Array]):
    """Some rows of fields, by their numbers."""

    def __init__(self, fields: Mapping[str, Array], rows: NDArray[Any]) -> None:
        self._fields = fields
        self._rows = rows

    def __getitem__(self, name: str) -> Array:
        return take_rows(lazy_field(self._fields, name), self._rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def lazy(self, name: str) -> LazyArray:
        """The field as a lazy array."""
        return PickedArray(lazy_field(self._fields, name), self._rows)


class MappedArray:
    """What a function makes of the same rows of some arrays. Each row depends on those rows alone."""

    def __init__(self, function: Callable[..., Array], *sources: LazyArray) -> None:
        self._function = function
        self._sources = sources
        first = self[:1]
        self.shape: tuple[int, ...] = (len(sources[0]), *first.shape[1:])
        self.dtype = first.dtype

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: RowIndex) -> Array:
        return self._function(*(take_rows(source, rows) for source in self._sources))


class PickedArray:
    """Some rows of an array, by a slice that begins anywhere or by their numbers."""

    def __init__(self, source: LazyArray, picked: RowIndex) -> None:
        if isinstance(picked, slice):
            picked = slice(*picked.indices(len(source)))
        self._source = source
        self._picked = picked
        count = len(range(picked.start, picked.stop)) if isinstance(picked, slice) else len(picked)
        self.shape: tuple[int, ...] = (count, *source.shape[1:])
        self.dtype = source.dtype

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: RowIndex) -> Array:
        if not isinstance(self._picked, slice):
            return take_rows(self._source, self._picked[rows])
        begin = self._picked.start
        if not isinstance(rows, slice):
            return take_rows(self._source, rows + begin)
        start, stop, step = rows.indices(len(self))
        return take_rows(self._source, slice(begin + start, begin + stop, step))


def take_rows(source: LazyArray, rows: RowIndex) -> Array:
    """Rows of an array. `take` gathers faster than an index, but always into C order."""
    if isinstance(source, np.ndarray):
        plain = source.view(np.ndarray)
        return plain[rows] if isinstance(rows, slice) or not plain.flags.c_contiguous else plain.take(rows, 0)
    return source[rows]


def row_numbers(rows: RowIndex, count: int) -> list[int]:
    """The numbers of the rows of an index into `count` rows."""
    return [*range(count)[rows]] if isinstance(rows, slice) else rows.tolist()


def bytes_in_memory(array: LazyArray) -> int:
    """How many bytes the rows of an array take when they are in memory."""
    values = int(np.prod(array.shape, dtype=np.int64))
    if array.dtype != object:
        return values * array.dtype.itemsize
    known = getattr(array, "text_bytes", 0)
    return values * TEXT_BYTES + int(known)
