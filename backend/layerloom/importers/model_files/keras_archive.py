"""The `.keras` archive of Keras 3, and of Keras 2.12 and newer: the config, and the shapes of what is stored."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from layerloom.datasets.ingest.archive_limits import check_members
from layerloom_schema import strict_json
from layerloom_schema.base import Json

from .hdf5_file import Hdf5File, StoredArray, open_hdf5
from .refusals import refuse_model

CONFIG, WEIGHTS = "config.json", "model.weights.h5"
CONFIG_BYTES = 64 * 1024**2
_MEMBERS = 2_000
_HEADER = 30
"""Bytes of a member's local header before its name."""
_BLOCK = 1024**2


def read_archive(path: Path, name: str) -> tuple[Json, list[StoredArray] | None]:
    """The config, and the stored arrays; `None` where the file has no weights. Raises `Refused`, `Unreadable`."""
    with open_archive(path, name) as (config, stored):
        return config, None if stored is None else stored.arrays


@contextmanager
def open_archive(path: Path, name: str) -> Iterator[tuple[Json, Hdf5File | None]]:
    """The config, and the open file of the weights where there is one. Raises `Refused`, `Unreadable`."""
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            check_members(members, name, _MEMBERS)
            known = {member.filename: member for member in members}
            if CONFIG not in known:
                raise refuse_model("no_config")
            if known[CONFIG].file_size > CONFIG_BYTES:
                raise refuse_model("config_large", limit=CONFIG_BYTES)
            config: Json = strict_json.loads(_bytes_of(archive, known[CONFIG]))
            if WEIGHTS not in known:
                yield config, None
                return
            with (
                _opened(file, archive, known[WEIGHTS]) as weights,
                open_hdf5(weights, known[WEIGHTS].file_size) as stored,
            ):
                yield config, stored
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, NotImplementedError) as error:
        raise refuse_model("damaged") from error


def _bytes_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member, up to the length that it declares."""
    with archive.open(member) as file:
        return file.read(member.file_size)


@contextmanager
def _opened(file: BinaryIO, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    """A member as a file of its own: as it lies in the archive, or else inflated on the disk."""
    if member.compress_type == zipfile.ZIP_STORED:
        yield cast(BinaryIO, _Part(file, _start(file, member), member.file_size))
        return
    with tempfile.TemporaryFile() as copy, archive.open(member) as packed:
        left = member.file_size
        while left > 0 and (block := packed.read(min(left, _BLOCK))):
            copy.write(block)
            left -= len(block)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _start(file: BinaryIO, member: zipfile.ZipInfo) -> int:
    """Where the bytes of a member begin: after its local header, whose name and extra field may differ in length."""
    file.seek(member.header_offset)
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        raise refuse_model("damaged")
    return (
        member.header_offset
        + _HEADER
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )


class _Part(RawIOBase):
    """A stretch of an open file. HDF5 reads here and there, which a member of `zipfile` would do from its start."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]  # a writable buffer, which 3.11 has no name for
        self._file.seek(self._start + self._at)
        count = self._file.readinto(memoryview(buffer)[: max(0, self._size - self._at)])  # type: ignore[attr-defined]
        self._at += count
        return int(count)
