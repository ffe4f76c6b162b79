"""Files that cannot be read as data, made when they are needed, each with what it is refused for."""

import gzip
import io
import json
import pickle
import struct
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from PIL import Image

from layerloom.datasets.library import DataLibrary
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import IngestOptions
from layerloom_schema.errors import ErrorBody, LayerloomError
from layerloom_schema.text.languages import LANGUAGES
from support.workbook import workbook

GOLDEN = Path(__file__).parents[1] / "cases" / "bad_files.json"


@dataclass(frozen=True)
class BadFile:
    """A file by name and content, and the options with which it is added; more files may come with it."""

    name: str
    content: bytes | None
    options: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, bytes] = field(default_factory=dict)
    preview: bool = False
    """Whether it is only looked at, because it could be added."""
    dataset: str | None = None

    def refuse(self, folder: Path) -> ErrorBody:
        """The error that the file gets. The library in `folder` is looked at by the test afterwards."""
        paths = [folder / self.name, *(folder / name for name in self.others)]
        for path, content in zip(paths, (self.content, *self.others.values()), strict=True):
            if content is not None:
                path.write_bytes(content)
        library = DataLibrary(folder / "library")
        options = IngestOptions.model_validate(self.options)
        try:
            if self.preview:
                library.preview(paths[0], options)
            else:
                library.add(paths, self.dataset, options)
        except LayerloomError as error:
            return error.body
        raise AssertionError(f"{self.name} was not refused")


def golden(body: ErrorBody, folder: Path) -> dict[str, Json]:
    """An error as the golden file has it, with its sentence in every language."""
    found: dict[str, Json] = {"code": body.code.value, "variant": body.variant, "where": body.where}
    found["message"] = {
        language: body.in_language(language).message.replace(f"{folder}/", "") for language in LANGUAGES
    }
    return found


def _zip(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _npz(**arrays: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def _png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG")
    return buffer.getvalue()


def _linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("1.png")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    return buffer.getvalue()


def _encrypted() -> bytes:
    content = bytearray(_zip({"1.png": _png()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    return bytes(content)


def _npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=True)
    return buffer.getvalue()


def _header(shape: tuple[int, ...]) -> bytes:
    """The header of an array of float64, and 8 bytes of it."""
    buffer = io.BytesIO()
    described = {"descr": "<f8", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(buffer, described)
    return buffer.getvalue() + bytes(8)


def _inflating() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x.npy", "w") as member,
    ):
        member.write(_header(((65 << 20) // 8,))[:-8])
        for _ in range(65):
            member.write(bytes(1 << 20))
    return buffer.getvalue()


def _twice(content: bytes | None = None, name: str = "x.npy") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the second name
        for _ in range(2):
            archive.writestr(name, _npy(np.ones(3)) if content is None else content)
    return buffer.getvalue()


def _huge() -> bytes:
    """A PNG that says it has 60,000 by 60,000 pixels."""
    content = bytearray(_png())
    content[16:24] = struct.pack(">II", 60_000, 60_000)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


def _parquet() -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame({"a": [1], "b": [[1, 2]]}).write_parquet(buffer)
    return buffer.getvalue()


def _bomb() -> bytes:
    buffer = io.BytesIO(workbook({"houses": []}))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/big.xml", "w") as member,
    ):
        for _ in range(100):
            member.write(b" " * 1024**2)
    return buffer.getvalue()


def _csv(text: str, **options: Any) -> Callable[[], BadFile]:
    return lambda: BadFile("table.csv", text.encode(), options)


BAD_FILES: Mapping[str, Callable[[], BadFile]] = {
    "missing": lambda: BadFile("nowhere.csv", None),
    "another archive than that of Keras": lambda: BadFile("cifar-10-python.tar.gz", b"\x1f\x8bx"),
    "empty": _csv(""),
    "blank": _csv("\n\n  \n"),
    "header only": _csv("a,b\n"),
    "ragged": _csv("a,b\n1,2\n3\n4,5,6\n7,8\n9\n1,2,3\n\n5\n6\n7,8\n"),
    "ragged after blank lines": _csv('a report\n\n\n"a",b\n"1\n2",3\n\n4,5\n'),
    "ragged among quotes": _csv('a,b\n"x\ny",2\n"z",3,4\n'),
    "NUL": lambda: BadFile("table.csv", b"a,b\n1,\0\n"),
    "line too long": _csv("a,b\n1,2\n" + "3," + "x" * (1 << 20) + "\n"),
    "cell too long": _csv("a,b\n1,x\n2," + "x" * (64 * 1024 + 1) + "\n"),
    "too many columns": _csv(",".join(f"c{number}" for number in range(10_001)) + "\n"),
    "open quote": _csv('a,b\n1,"x\n2,y\n'),
    "carriage return in a cell": _csv('a,b\n"1",x" y\n2,x\ry\n'),
    "no UTF-8": lambda: BadFile("table.csv", b"a,b\n" + b"1,abc\n" * 200_000 + b"2,\xe4rger\n"),
    "other encoding than given": lambda: BadFile(
        "table.csv", "a,b\n1,größe\n".encode("latin-1"), {"encoding": "utf-8"}
    ),
    "unknown encoding": _csv("a,b\n1,2\n", encoding="utf-9"),
    "half a UTF-16 character": lambda: BadFile("table.csv", "a,b\n1,2\n".encode("utf-16") + b"\x00"),
    "text in a number": _csv("a,b\n1,2\n2,3\nabc,4\n", types={"a": "number"}),
    "fraction in a whole number": _csv("a,b\n1,2\n2.5,3\n", types={"a": "integer"}),
    "type of no column": _csv("price,b\n1,2\n", types={"prise": "number"}),
    "type of an array": _csv("a,b\n1,2\n", types={"a": "image"}),
    "two tables": lambda: BadFile("table.csv", b"a\n1\n", others={"other.csv": b"b\n1\n"}),
    "arrays are no table": lambda: BadFile("arrays.npz", _npz(x=np.ones(3)), preview=True),
    "arrays of two lengths": lambda: BadFile("arrays.npz", _npz(x=np.ones(3), y=np.ones(4))),
    "lists in cells": lambda: BadFile("table.jsonl", b'{"a": 1, "b": [1, 2]}\n'),
    "line that is no JSON": lambda: BadFile("table.jsonl", b'{"a": 1}\n\n{"a": 2\n{"a": 3}\n'),
    "NaN in JSON": lambda: BadFile("table.jsonl", b'{"a": 1}\n{"a": NaN}\n'),
    "deep JSON": lambda: BadFile("table.jsonl", b'{"a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}\n"),
    "objects of nothing": lambda: BadFile("table.jsonl", b"{}\n{}\n"),
    "line that is no object": lambda: BadFile("table.jsonl", b'{"a": 1}\n[2]\n'),
    "key that comes late": lambda: BadFile(
        "table.jsonl", (b'{"a": "' + b"x" * 10_000 + b'"}\n') * 900 + b'{"a": "", "b": 2}\n'
    ),
    "list of JSON": lambda: BadFile("table.json", b'[{"a": 1}]'),
    "Parquet cut short": lambda: BadFile("table.parquet", _parquet()[:-20]),
    "Parquet with lists": lambda: BadFile("table.parquet", _parquet()),
    "sheet that is not there": lambda: BadFile(
        "book.xlsx", workbook({"houses": [["a"], [1]], "other": []}), {"sheet": "house"}
    ),
    "empty sheet": lambda: BadFile("book.xlsx", workbook({"houses": []})),
    "workbook that inflates": lambda: BadFile("book.xlsx", _bomb()),
    "IDX cut short": lambda: BadFile("labels", b"\0\0\x08\x01\0\0\0\x09" + b"\0" * 8),
    "IDX that says it is huge": lambda: BadFile("labels", b"\0\0\x08\x02" + b"\xff" * 8),
    "two IDX files of labels": lambda: BadFile(
        "labels", b"\0\0\x08\x01\0\0\0\x01\0", others={"others": b"\0\0\x08\x01\0\0\0\x01\0"}
    ),
    "truth values among numbers": lambda: BadFile("table.jsonl", b'{"a": 1}\n\n{"a": true}\n'),
    "arrays without rows": lambda: BadFile("arrays.npz", _npz(x=np.ones((0, 4)), y=np.ones(0))),
    "garbage named NPZ": lambda: BadFile("arrays.npz", b"\xff" * 200),
    "NPZ of records": lambda: BadFile("arrays.npz", _npz(x=np.zeros(3, "i4,f4"))),
    "NPZ of complex numbers": lambda: BadFile("arrays.npz", _npz(x=np.zeros(3, "c8"))),
    "NPZ of a single number": lambda: BadFile("arrays.npz", _npz(x=np.float64(1))),
    "NPZ whose header says more": lambda: BadFile("arrays.npz", _zip({"x.npy": _header((1 << 40, 10))})),
    "NPZ that inflates": lambda: BadFile("arrays.npz", _inflating()),
    "NPZ with a name that leads out": lambda: BadFile("arrays.npz", _zip({"../x.npy": _npy(np.ones(3))})),
    "NPZ with an array twice": lambda: BadFile("arrays.npz", _twice()),
    "image of too many pixels": lambda: BadFile("files.zip", _zip({"a/1.png": _huge(), "b/2.png": _png()})),
    "image of another format": lambda: BadFile(
        "files.zip", _zip({"a/1.png": b"%!PS-Adobe-3.0 EPSF-3.0\n", "b/2.png": _png()})
    ),
    "image cut short": lambda: BadFile("files.zip", _zip({"a/1.png": _png()[:-20], "b/2.png": _png()})),
    "archive with a file twice": lambda: BadFile("files.zip", _twice(b"x", "1.png")),
    "NPY of objects": lambda: BadFile("array.npy", _npy(np.array([{}], object))),
    "NPY cut short": lambda: BadFile("array.npy", _npy(np.ones(100))[:300]),
    "pickle": lambda: BadFile("table.csv", pickle.dumps({"a": [1]}, protocol=4)),
    "HDF5": lambda: BadFile("table.csv", b"\x89HDF\r\n\x1a\n" + b"\0" * 100),
    "damaged images": lambda: BadFile("files.zip", _zip({"a/1.png": b"x", "b/2.png": b"y"})),
    "table that names no file": lambda: BadFile("files.zip", _zip({"1.png": _png(), "t.csv": b"a,b\nx,y\n"})),
    "table that names a missing file": lambda: BadFile(
        "files.zip", _zip({"1.png": _png(), "t.csv": b"a,b\n1.png,y\n1.png,y\n2.png,z\n"})
    ),
    "archive with a name that leads out": lambda: BadFile("files.zip", _zip({"../1.png": _png()})),
    "archive with an absolute name": lambda: BadFile("files.zip", _zip({"/1.png": _png()})),
    "archive with a link": lambda: BadFile("files.zip", _linked()),
    "archive with a password": lambda: BadFile("files.zip", _encrypted()),
    "archive of nothing": lambda: BadFile("files.zip", _zip({"readme.md": b"x"})),
    "archive cut short": lambda: BadFile("files.zip", _zip({"a.npy": b"x" * 1000})[:500]),
    "gzip cut short": lambda: BadFile("table.csv.gz", gzip.compress(b"a,b\n" * 100)[:12]),
    "name that cannot be": lambda: BadFile("table.csv", b"a\n1\n", dataset="Große Häuser"),
    "name that is taken": lambda: BadFile("table.csv", b"a\n1\n", dataset="iris"),
}
"""By what is wrong with it."""


def rewrite_bad_files() -> None:
    """Puts today's errors of files that are no data into their golden file."""
    found: dict[str, Json] = {}
    for name, make in BAD_FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            found[name] = golden(make().refuse(Path(folder)), Path(folder))
    GOLDEN.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", "utf-8")
