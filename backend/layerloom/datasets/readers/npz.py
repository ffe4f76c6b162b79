"""Read `.npz` and `.npy` files safely: every header is validated before an array is read, and nothing is unpickled.

An `.npz` is a ZIP archive of `.npy` members. A malicious one may hold pickles, declare more data than it has, be a zip
bomb, or have names that lead out of a folder; all of these are refused from the archive's directory and the headers.
"""

import lzma
import math
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy

from layerloom.datasets.dataset import Array, Dataset, dataset, is_text
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.messages import phrase
from layerloom_schema.text.os_errors import os_reason

MAX_BYTES = 4 * 1024**3
MAX_MEMBERS = 2_000
MAX_AXES = 16
MAX_RATIO = 200
RATIO_FROM = 64 * 1024**2
"""The compression ratio is not limited for smaller members: an array of zeros compresses a thousandfold."""
NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
KINDS = {
    "O": "npz.objects",
    "V": "npz.records",
    "c": "npz.complex",
    "S": "npz.bytes",
    "M": "npz.dates",
    "m": "npz.time_spans",
}
"""Phrases of the refused dtypes, by NumPy's kind code."""

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, ValueError, NotImplementedError, RuntimeError),
)
"""Exceptions from a damaged archive; `RuntimeError`: passwords, nesting; `ValueError`: names, headers."""

_LAST_CHARACTER = 0x10FFFF
_HALVES = (0xD800, 0xDFFF)
"""UTF-16 surrogates, which are no characters by themselves."""


def read_npz(path: Path, *, max_bytes: int = MAX_BYTES) -> Dataset:
    """The arrays of the file as fields, in native byte order. Raises `Refused` for anything else."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                raise _refused(path, "not_npz")
            with zipfile.ZipFile(file) as archive:
                members = _members(path, archive, max_bytes)
                arrays = {name: _array(path, archive, member) for name, member in members.items()}
    except FileNotFoundError as error:
        raise Refused(
            404, ErrorCode.not_found, variant="file", params={"path": str(path)}, got=str(path)
        ) from error
    except OSError as error:
        raise _refused(path, "file_unreadable", why=os_reason(error)) from error
    except _DAMAGED as error:
        raise _refused(path, "damaged") from error
    return dataset(path.name, path.stem, path.name, arrays)


def _members(path: Path, archive: zipfile.ZipFile, max_bytes: int) -> dict[str, zipfile.ZipInfo]:
    """The members by field name; their declared size is bounded before one byte is inflated."""
    found = archive.infolist()
    if len(found) > MAX_MEMBERS:
        raise _refused(path, "npz_many_arrays", limit=MAX_MEMBERS, got=len(found))
    members: dict[str, zipfile.ZipInfo] = {}
    for member in found:
        name = member.filename.removesuffix(".npy")
        if name == member.filename or not NAME.fullmatch(name) or not _plain_file(member):
            raise _refused(path, "npz_name", member=repr(member.filename[:80]))
        if name in members:
            raise _refused(path, "npz_name_twice", array=name)
        if member.flag_bits & 1:
            raise _refused(path, "npz_encrypted", array=name)
        if member.file_size > max(RATIO_FROM, MAX_RATIO * member.compress_size):
            raise _refused(path, "npz_inflates", array=name, limit=MAX_RATIO)
        members[name] = member
    total = sum(member.file_size for member in found)
    if total > max_bytes:
        raise _refused(path, "npz_too_large", limit=max_bytes, got=total)
    if not members:
        raise _refused(path, "npz_empty")
    return members


def _plain_file(member: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(member.external_attr >> 16)
    return not member.is_dir() and kind in (0, stat.S_IFREG)


def read_npy(path: Path, *, max_bytes: int = MAX_BYTES) -> Dataset:
    """The array of an `.npy` file as one field, which has the name of the file. Raises `Refused` for anything else."""
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise _refused(path, "npz_too_large", limit=max_bytes, got=size)
        array = _read(path, path.stem, size, lambda: path.open("rb"))
    except OSError as error:
        raise _refused(path, "file_unreadable", why=os_reason(error)) from error
    return dataset(path.name, path.stem, path.name, {path.stem: array})


def _array(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Array:
    name = member.filename.removesuffix(".npy")
    return _read(path, name, member.file_size, partial(archive.open, member))


def _read(path: Path, name: str, size: int, opened: Callable[[], IO[bytes]]) -> Array:
    """The array in a stream of `size` bytes, which is opened twice: the header is judged first."""
    try:
        with opened() as stream:
            _judge_header(path, name, stream, size)
        with opened() as stream:
            array = npy.read_array(stream, allow_pickle=False)
            stream.read()
    except (ValueError, OverflowError, MemoryError) as error:
        raise _refused(path, "npz_array_damaged", array=name) from error
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        with np.errstate(
            over="ignore"
        ):  # a long double beyond float64 becomes infinite, and is reported as such
            array = array.astype(np.float64)
    array = array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))
    if is_text(array) and not _is_unicode(array):
        raise _refused(path, "npz_not_unicode", array=name)
    return array


def _is_unicode(array: Array) -> bool:
    """Whether every character is a valid code point: NumPy stores 4 bytes per character and does not check them."""
    codes = np.ascontiguousarray(array).reshape(-1).view(np.uint32)
    halves = (codes >= _HALVES[0]) & (codes <= _HALVES[1])
    return not bool((halves | (codes > _LAST_CHARACTER)).any())


def _judge_header(path: Path, name: str, stream: IO[bytes], declared: int) -> None:
    version = npy.read_magic(stream)
    if version == (1, 0):
        shape, _, dtype = npy.read_array_header_1_0(stream)
    elif version == (2, 0):
        shape, _, dtype = npy.read_array_header_2_0(stream)
    else:
        raise _refused(path, "npz_table_format", array=name)
    if dtype.kind in KINDS or dtype.subdtype is not None:
        raise _refused(path, "npz_kind", array=name, kind=phrase(KINDS.get(dtype.kind, KINDS["V"])))
    if dtype.itemsize == 0:
        raise _refused(path, "npz_no_length", array=name)
    if not 1 <= len(shape) <= MAX_AXES:
        raise _refused(path, "npz_axes", array=name, got=len(shape))
    size = math.prod(shape) * dtype.itemsize
    if min(shape) < 0 or size != declared - stream.tell():
        raise _refused(path, "npz_length", array=name, limit=declared, got=size)


def _refused(path: Path, variant: str, **params: Json) -> Refused:
    return Refused(
        422,
        ErrorCode.data_unreadable,
        variant=variant,
        params={"file": path.name, **params},
        where={"file": path.name, **({"column": params["array"]} if "array" in params else {})},
        limit=params.get("limit"),
        got=params.get("got"),
    )
