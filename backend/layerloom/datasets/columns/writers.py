"""Writers of column files, which append rows and hash them on the way.

No file stays open between two portions of rows: a table may have more columns than a process may open files.
"""

from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .content_hash import ColumnHash

CHUNK = 1 << 20
"""Rows that are converted at once when a column gets another dtype."""
EXACT = 1 << 53
"""Above this float64 skips integers."""


class NumberColumnWriter:
    """Appends rows of one dtype and shape to a file, little-endian and in C order.

    A row that is missing is NaN. A column of integers or booleans becomes float64 with the first missing row.
    """

    def __init__(self, path: Path, dtype: str, buffer_bytes: int = 0) -> None:
        """Rows of up to `buffer_bytes` wait in memory: to open a file takes longer than to write a few of them."""
        self.dtype = dtype
        self.rows = 0
        self.rounded = 0
        """Integers that lost digits when the column became float64."""
        self._path = path
        self._hash = ColumnHash()
        self._is_started = False
        self._buffer: list[NDArray[np.generic]] = []
        self._buffered = 0
        self._buffer_bytes = buffer_bytes

    def append(
        self, values: NDArray[np.generic], missing: NDArray[np.bool_] | None = None
    ) -> NDArray[np.generic]:
        """Append rows, of which some may be missing, and return them as they are stored."""
        if missing is not None and np.dtype(self.dtype).kind != "f":
            self._become_float()
        own = np.ascontiguousarray(self._converted(values), dtype=np.dtype(self.dtype).newbyteorder("<"))
        if missing is not None:
            own = np.where(missing, np.array(np.nan, own.dtype), own)
        self.rows += len(own)
        self._buffer.append(own)
        self._buffered += own.nbytes
        if self._buffered > self._buffer_bytes:
            self._flush()
        return own

    def close(self) -> bytes:
        """Finish the file and return the hash of its content."""
        self._flush()
        return self._hash.digest()

    def _flush(self) -> None:
        with self._path.open("ab" if self._is_started else "wb", buffering=0) as file:
            for part in self._buffer:
                content = part.reshape(-1).view(np.uint8).data
                self._hash.add_bytes(content)
                write_whole(file, content)
        self._is_started = True
        self._buffer, self._buffered = [], 0

    def _converted(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Integers as float64 where the column has become so, and the digits counted that they lose."""
        if self.dtype == "float64" and values.dtype.kind == "i":
            whole = values.astype(np.int64)
            self.rounded += int(((whole > EXACT) | (whole < -EXACT)).sum())
        return values

    def _become_float(self) -> None:
        """Write the rows so far again as float64."""
        self._flush()
        before = np.dtype(self.dtype).newbyteorder("<")
        whole = self._path.rename(self._path.with_suffix(".whole"))
        self.dtype, self._hash = "float64", ColumnHash()
        with whole.open("rb") as source, self._path.open("wb") as file:
            while (part := np.fromfile(source, before, CHUNK)).size:
                numbers = self._converted(part).astype("<f8")
                self._hash.add_numbers(numbers)
                file.write(numbers.view(np.uint8).data)
        whole.unlink()


def write_whole(file: FileIO, content: memoryview) -> None:
    """Write all bytes to an unbuffered file: the operating system may take fewer at once."""
    while content:
        content = content[file.write(content) :]


class TextColumnWriter:
    """Appends texts to a file of UTF-8, and their ends to a file of int64 offsets that begins with 0."""

    def __init__(self, path: Path) -> None:
        self.rows = 0
        self._path, self._offsets = path, path.with_suffix(".offsets")
        self._path.write_bytes(b"")
        self._offsets.write_bytes(np.zeros(1, "<i8").tobytes())
        self._end = 0
        self._hash = ColumnHash()

    def append(self, lengths: NDArray[np.int64], content: bytes) -> None:
        """Append texts, given by their lengths in bytes and all their bytes together."""
        with self._path.open("ab") as file:
            file.write(content)
        with self._offsets.open("ab") as file:
            file.write((np.cumsum(lengths, dtype="<i8") + self._end).astype("<i8").tobytes())
        self._end += len(content)
        self._hash.add_texts(lengths, content)
        self.rows += len(lengths)

    def close(self) -> bytes:
        """The hash of the content of both files."""
        return self._hash.digest()
