"""The format of a file by its first bytes; the ending decides only between texts."""

import gzip
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from layerloom.datasets.columns.image_decoder import ENDINGS
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import FileFormat
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.os_errors import os_reason

from .file_set import Folder, with_ending
from .refusals import refuse_file

_HEAD = 4096
_NPY = b"\x93NUMPY"
_GZIP = b"\x1f\x8b"
_IDX_TYPES = frozenset({0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E})
_EXCEL = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
"""Excel's format before 2007."""
_OTHERS = (
    (b"\x80\x04", "pickle"),
    (b"\x80\x05", "pickle"),
    (b"\x80\x02", "pickle"),
    (b"\x80\x03", "pickle"),
    (b"\x89HDF", "HDF5"),
    (b"%PDF", "PDF"),
    (b"SQLite format 3", "SQLite"),
    (b"ARROW1", "Arrow"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
)
"""Formats that are recognized to be refused by name."""
_LINES = (".jsonl", ".ndjson")
_PROMISED: Mapping[str, str] = {
    ".npz": "NPZ",
    ".npy": "NPY",
    ".parquet": "Parquet",
    ".xlsx": "Excel",
    ".zip": "ZIP",
    ".gz": "gzip",
}
"""Endings of formats that begin with bytes of their own: such a file without them is damaged, and no text."""


def find_format(path: Path) -> FileFormat:
    """The format of a file. Raises `Refused` for a missing, an empty or an unknown one, and for a folder of nothing."""
    if path.is_dir():
        return _of_names(Folder(path).names, path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise unopened(path, error) from error
    if not head:
        raise refuse_file("empty_file", path.name)
    if head.startswith(_GZIP):
        head = _inflated(path)
        if not _is_idx(head):
            raise refuse_file("foreign_format", path.name, format="gzip")
    for magic, name in _OTHERS:
        if head.startswith(magic):
            raise refuse_file("foreign_format", path.name, format=name)
    if head.startswith(_NPY):
        return FileFormat.npy
    if head.startswith(b"PAR1"):
        return FileFormat.parquet
    if head.startswith(_EXCEL):
        return FileFormat.excel
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(path)
    if _is_idx(head):
        return FileFormat.idx
    promised = _PROMISED.get(path.suffix.lower())
    if promised is not None:
        raise refuse_file("not_its_format", path.name, format=promised)
    if path.suffix.lower() == ".json" and head.lstrip()[:1] == b"[":
        raise refuse_file("foreign_format", path.name, format="JSON (list)")
    if path.suffix.lower() in _LINES or (path.suffix.lower() == ".json" and head.lstrip()[:1] == b"{"):
        return FileFormat.json_lines
    return FileFormat.csv


def _is_idx(head: bytes) -> bool:
    return head[:2] == b"\0\0" and len(head) > 4 and head[2] in _IDX_TYPES and 0 < head[3] < 8


def unopened(path: Path, error: OSError) -> Exception:
    """The refusal of a file that cannot be opened."""
    if isinstance(error, FileNotFoundError):
        params: dict[str, Json] = {"path": str(path)}
        return Refused(404, ErrorCode.not_found, variant="file", params=params, got=str(path))
    return refuse_file("file_unreadable", path.name, why=os_reason(error))


def _inflated(path: Path) -> bytes:
    try:
        with gzip.open(path) as file:
            return file.read(_HEAD)
    except (OSError, EOFError) as error:
        raise refuse_file("damaged", path.name) from error


def _archive(path: Path) -> FileFormat:
    """What a ZIP archive is: arrays, a workbook, images or texts."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse_file("damaged", path.name) from error
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return FileFormat.excel
    if names and all(name.endswith(".npy") for name in names):
        return FileFormat.npz
    if not names and path.suffix.lower() == ".npz":
        return FileFormat.npz
    if path.suffix.lower() == ".npz":
        return FileFormat.npz
    return _of_names(names, path)


def _of_names(names: Sequence[str], path: Path) -> FileFormat:
    if with_ending(names, ENDINGS):
        return FileFormat.images
    if with_ending(names, (".txt",)):
        return FileFormat.texts
    raise refuse_file("unknown_archive", path.name)
