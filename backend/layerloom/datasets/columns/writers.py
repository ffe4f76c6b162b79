"""Writers of column files, which append rows and hash them on the way.

No file stays open between two portions of rows: a table may have more columns than a process may open files.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .content_hash import ColumnHash

CHUNK = 1 << 20
"""Rows that are converted at once when a whole column gets another dtype."""
EXACT = 1 << 53
"""Above this float64 skips integers."""


class NumberColumnWriter:
    """Appends rows of one dtype and shape to a file, little-endian and in C order.

    A row that is missing is given as such: a column of floats has NaN there; one of integers or booleans becomes float64
    when it is closed, if any row was missing.
    """

    def __init__(self, path: Path, dtype: str) -> None:
        self.dtype = dtype
        self.rows = 0
        self.rounded = 0
        """Integers that lost digits when the column became float64, as some of its rows are missing."""
        self._path = path
        self._path.write_bytes(b"")
        self._hash = ColumnHash()
        self._missing: list[NDArray[np.int64]] = []

    def append(self, values: NDArray[np.generic], missing: NDArray[np.int64] | None = None) -> None:
        """Append rows; `missing` has the positions in `values` of those that are missing."""
        own = np.ascontiguousarray(values, dtype=np.dtype(self.dtype).newbyteorder("<"))
        if missing is not None and missing.size:
            if own.dtype.kind == "f":
                own = own.copy()
                own[missing] = np.nan
            else:
                self._missing.append(missing + self.rows)
        self._hash.add_numbers(own)
        if own.size:
            with self._path.open("ab") as file:
                file.write(own.reshape(-1).view(np.uint8).data)
        self.rows += len(own)

    def close(self) -> bytes:
        """Finish the file and return the hash of its content."""
        if self._missing:
            self._convert_to_float(np.concatenate(self._missing))
        return self._hash.digest()

    def _convert_to_float(self, missing: NDArray[np.int64]) -> None:
        stored = np.fromfile(self._path, dtype=np.dtype(self.dtype).newbyteorder("<"))
        self.dtype, self._hash = "float64", ColumnHash()
        with self._path.open("wb") as file:
            for start in range(0, len(stored), CHUNK):
                whole = stored[start : start + CHUNK]
                part = whole.astype("<f8")
                if whole.dtype.kind == "i":
                    self.rounded += int(((whole > EXACT) | (whole < -EXACT)).sum())
                inside = missing[np.searchsorted(missing, start) : np.searchsorted(missing, start + CHUNK)]
                part[inside - start] = np.nan
                self._hash.add_numbers(part)
                file.write(part.view(np.uint8).data)


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
