"""The hash of a column's content, from which the version of a data set is made."""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

DIGEST_BYTES = 16


class ColumnHash:
    """A hash that grows with the rows of one column; the same rows in other portions give the same hash."""

    def __init__(self) -> None:
        self._digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
        self._lengths = hashlib.blake2b(digest_size=DIGEST_BYTES)

    def add_numbers(self, values: NDArray[np.generic]) -> None:
        """Add rows of numbers, in C order."""
        if values.size:
            self.add_bytes(np.ascontiguousarray(values).reshape(-1).view(np.uint8).data)

    def add_bytes(self, content: memoryview) -> None:
        """Add rows of numbers as they are stored."""
        self._digest.update(content)

    def add_texts(self, lengths: NDArray[np.int64], content: bytes) -> None:
        """Add texts: their lengths in UTF-8, and all of them together."""
        self._lengths.update(lengths.astype("<i8").tobytes())
        self._digest.update(content)

    def digest(self) -> bytes:
        """The hash of all rows so far."""
        return self._digest.digest() + self._lengths.digest()


def version_hash(columns: Iterable[tuple[str, str, Sequence[int], bytes]]) -> str:
    """The version of a data set: by name, dtype, row shape and hash of each column, in their order."""
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for name, dtype, shape, content in columns:
        digest.update(f"{name}\0{dtype}\0{list(shape)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
