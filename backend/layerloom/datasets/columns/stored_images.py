"""A column of images: their files in one container, and where each of them begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import DTypeLike, NDArray

from layerloom.datasets.dataset import Array
from layerloom.datasets.lazy_arrays import RowIndex, row_numbers
from layerloom_schema.data.datasets import FieldInfo

from .content_hash import ColumnHash
from .image_decoder import decode_image


class ImageColumnWriter:
    """Appends files to a container, `<column>.files`, and their ends to int64 offsets that begin with 0."""

    def __init__(self, path: Path) -> None:
        self._container = path.with_suffix(".files")
        self._container.write_bytes(b"")
        self._ends: list[int] = [0]
        self._path = path
        self._hash = ColumnHash()

    def append(self, lengths: NDArray[np.int64], content: bytes) -> None:
        """Append some files as they are, given by their lengths and all their bytes together."""
        with self._container.open("ab") as container:
            container.write(content)
        self._ends += (np.cumsum(lengths) + self._ends[-1]).tolist()
        self._hash.add_texts(lengths, content)

    def close(self) -> bytes:
        """Write the offsets and return the hash of the content."""
        self._path.write_bytes(np.array(self._ends, "<i8").tobytes())
        return self._hash.digest()


class StoredImages:
    """Images that are decoded when they are asked for: a lazy array where all have one size."""

    def __init__(self, path: Path, field: FieldInfo) -> None:
        self.shape = (field.rows, *field.shape)
        self.dtype = np.dtype(np.float32)
        self._offsets: NDArray[np.int64] = np.fromfile(path, "<i8")
        container = path.with_suffix(".files")
        size = int(self._offsets[-1])
        self._content = np.memmap(container, np.uint8, "r") if size else np.zeros(0, np.uint8)

    def file(self, row: int) -> bytes:
        """The file of a row, as it came."""
        return self._content[self._offsets[row] : self._offsets[row + 1]].tobytes()

    def pixels(self, row: int) -> NDArray[np.uint8]:
        """The pixels of a row, of shape (height, width, 3)."""
        return decode_image(self.file(row))

    def references(self) -> Array:
        """An object for each row that becomes the array of its pixels when it is asked for: images of any size."""
        found = np.empty(len(self._offsets) - 1, object)
        for row in range(len(found)):
            found[row] = StoredImage(self, row)
        return found

    def array(self, start: int, stop: int) -> Array:
        """Some rows as float32 from 0 to 255, of shape (rows, height, width, 3); only where all have one size."""
        return self._decoded(range(start, stop))

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: RowIndex) -> Array:
        return self._decoded(row_numbers(rows, len(self)))

    def _decoded(self, rows: Sequence[int]) -> Array:
        found = np.empty((len(rows), *self.shape[1:]), np.float32)
        for place, row in enumerate(rows):
            found[place] = self.pixels(row)
        return found


@dataclass(frozen=True)
class StoredImage:
    """One image, which NumPy takes as the array of its pixels; it is decoded each time."""

    images: StoredImages
    row: int

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> Array:
        return np.array(self.images.pixels(self.row), dtype, copy=copy)
