"""Open HDF5 files so that nothing outside of them is ever read.

HDF5 follows links into other files, keeps data sets in files of any path, and allocates whatever length a data set
declares. So every link, data set and filter is looked at first, by names and sizes alone.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import h5py

from .refusals import refuse_model

OBJECTS = 200_000
"""Groups and data sets of one file."""
DEPTH = 64
"""Groups inside one another."""
ATTRIBUTE_BYTES = 64 * 1024**2
"""Of one attribute: the config of a model is one."""
MAX_RATIO = 20
"""Declared bytes for each byte of the file; weights hardly compress."""
RATIO_FROM = 64 * 1024**2
"""The ratio is not limited for fewer declared bytes."""
_FILTERS = frozenset({h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32})
_ERRORS = (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError)
"""What h5py raises for a damaged file."""


@dataclass(frozen=True)
class StoredArray:
    """A data set of a file, by its path from the root."""

    path: tuple[str, ...]
    shape: tuple[int, ...]


@dataclass(frozen=True)
class Hdf5File:
    """An open file whose links, data sets and filters are all its own."""

    root: h5py.File
    arrays: list[StoredArray]

    def text(self, name: str) -> str | None:
        """A text among the attributes of the root; `None` where there is none. Raises `Refused` for one too long."""
        try:
            if name not in self.root.attrs:
                return None
            if self.root.attrs.get_id(name).get_storage_size() > ATTRIBUTE_BYTES:
                raise refuse_model("config_large", limit=ATTRIBUTE_BYTES)
            value = self.root.attrs[name]
            return value.decode() if isinstance(value, bytes) else value if isinstance(value, str) else None
        except _ERRORS as error:
            raise refuse_model("damaged") from error


@contextmanager
def open_hdf5(file: BinaryIO, size: int) -> Iterator[Hdf5File]:
    """The HDF5 file in an open file of `size` bytes. Raises `Refused` for a damaged one, and one that leads outside."""
    try:
        root = h5py.File(file, "r")
    except _ERRORS as error:
        raise refuse_model("damaged") from error
    with root:
        try:
            arrays = [*_arrays(root)]
        except _ERRORS as error:
            raise refuse_model("damaged") from error
        declared = sum(bytes_ for _, bytes_ in arrays)
        if declared > max(RATIO_FROM, MAX_RATIO * size):
            raise refuse_model("declares_more", declared=declared, size=size)
        yield Hdf5File(root, [array for array, _ in arrays])


def _arrays(root: h5py.File) -> Iterator[tuple[StoredArray, int]]:
    """Every data set with the bytes that it declares. Raises `Refused` for whatever leads out of the file."""
    waiting: list[tuple[h5py.Group, tuple[str, ...]]] = [(root, ())]
    seen: set[int] = set()
    count = 0
    while waiting:
        group, path = waiting.pop()
        address = h5py.h5o.get_info(group.id).addr
        if address in seen:
            continue
        seen.add(address)
        for name in group:
            count += 1
            if count > OBJECTS or len(path) >= DEPTH:
                raise refuse_model("many_objects", limit=OBJECTS)
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise refuse_model("link", name=_shown(name))
            part = group[name]
            if isinstance(part, h5py.Group):
                waiting.append((part, (*path, name)))
            elif isinstance(part, h5py.Dataset):
                _check(part, name)
                shape = tuple(part.shape or ())
                yield StoredArray((*path, name), shape), math.prod(shape) * part.dtype.itemsize


def _check(dataset: h5py.Dataset, name: str) -> None:
    created = dataset.id.get_create_plist()
    filters = (created.get_filter(number)[0] for number in range(created.get_nfilters()))
    if dataset.is_virtual or dataset.external:
        raise refuse_model("outside_data", name=_shown(name))
    if any(code not in _FILTERS for code in filters):
        raise refuse_model("filter", name=_shown(name))


def _shown(name: str) -> str:
    return "".join(character for character in name if character.isprintable())[:80]
