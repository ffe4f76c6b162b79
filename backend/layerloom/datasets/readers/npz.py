"""Read `.npz` files safely: every header is validated before an array is read, and nothing is unpickled.

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
from pathlib import Path
from typing import IO

import numpy as np
from numpy.lib import format as npy

from layerloom.datasets.dataset import Array, Dataset, dataset, is_text
from layerloom_schema.errors import ErrorCode, Refused

MAX_BYTES = 4 * 1024**3
MAX_MEMBERS = 2_000
MAX_AXES = 16
MAX_RATIO = 200
RATIO_FROM = 64 * 1024**2
"""The compression ratio is not limited for smaller members: an array of zeros compresses a thousandfold."""
NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
KINDS = {
    "O": "Python objects",
    "V": "records",
    "c": "complex numbers",
    "S": "bytes",
    "M": "dates",
    "m": "time spans",
}
"""Refused dtypes, by NumPy's kind code."""

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
                raise _refused(path, "it is not an .npz file")
            with zipfile.ZipFile(file) as archive:
                members = _members(path, archive, max_bytes)
                arrays = {name: _array(path, archive, member) for name, member in members.items()}
    except FileNotFoundError as error:
        raise Refused(404, ErrorCode.not_found, f"There is no file {path}.", got=str(path)) from error
    except OSError as error:
        raise _refused(
            path, f"it could not be read ({error.strerror or 'input or output failed'})"
        ) from error
    except _DAMAGED as error:
        raise _refused(path, "it is damaged or cut short") from error
    return dataset(path.name, path.stem, f"{len(arrays)} arrays of the file {path.name}.", arrays)


def _members(path: Path, archive: zipfile.ZipFile, max_bytes: int) -> dict[str, zipfile.ZipInfo]:
    """The members by field name; their declared size is bounded before one byte is inflated."""
    found = archive.infolist()
    if len(found) > MAX_MEMBERS:
        raise _refused(path, f"it holds more than {MAX_MEMBERS} arrays", limit=MAX_MEMBERS, got=len(found))
    members: dict[str, zipfile.ZipInfo] = {}
    for member in found:
        name = member.filename.removesuffix(".npy")
        if name == member.filename or not NAME.fullmatch(name) or not _plain_file(member):
            raise _refused(path, f"it holds {member.filename[:80]!r}, which is no array's name")
        if name in members:
            raise _refused(path, f"it holds two arrays named {name}")
        if member.flag_bits & 1:
            raise _refused(path, f"its array {name} is encrypted")
        if member.file_size > max(RATIO_FROM, MAX_RATIO * member.compress_size):
            raise _refused(path, f"its array {name} inflates more than {MAX_RATIO} times", limit=MAX_RATIO)
        members[name] = member
    total = sum(member.file_size for member in found)
    if total > max_bytes:
        raise _refused(
            path, f"its arrays take {total} bytes, more than {max_bytes}", limit=max_bytes, got=total
        )
    if not members:
        raise _refused(path, "it holds no array")
    return members


def _plain_file(member: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(member.external_attr >> 16)
    return not member.is_dir() and kind in (0, stat.S_IFREG)


def _array(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Array:
    name = member.filename.removesuffix(".npy")
    try:
        with archive.open(member) as stream:
            _judge_header(path, name, stream, member.file_size)
        with archive.open(member) as stream:
            array = npy.read_array(stream, allow_pickle=False)
            stream.read()
    except (ValueError, OverflowError, MemoryError) as error:
        raise _refused(path, f"its array {name} is damaged or cut short") from error
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        with np.errstate(
            over="ignore"
        ):  # a long double beyond float64 becomes infinite, and is reported as such
            array = array.astype(np.float64)
    array = array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))
    if is_text(array) and not _is_unicode(array):
        raise _refused(path, f"its array {name} holds text that is not Unicode")
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
        raise _refused(path, f"its array {name} is in a format that only tables need")
    if dtype.kind in KINDS or dtype.subdtype is not None:
        raise _refused(
            path, f"its array {name} holds {KINDS.get(dtype.kind, 'records')}, not numbers or texts"
        )
    if dtype.itemsize == 0:
        raise _refused(path, f"its array {name} holds nothing, in elements of no length")
    if not 1 <= len(shape) <= MAX_AXES:
        raise _refused(path, f"its array {name} has {len(shape)} axes; a field has one row axis at least")
    size = math.prod(shape) * dtype.itemsize
    if min(shape) < 0 or size != declared - stream.tell():
        raise _refused(
            path,
            f"its array {name} says it takes {size} bytes and is not that long",
            limit=declared,
            got=size,
        )


def _refused(path: Path, reason: str, *, limit: int | None = None, got: int | None = None) -> Refused:
    return Refused(
        422, ErrorCode.data_unreadable, f"{path.name} cannot be used: {reason}.", limit=limit, got=got
    )
