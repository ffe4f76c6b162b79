"""[D12] An `.npz` from anywhere: honest ones are read, all others refused before they cost anything."""

import io
import os
import pickle
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.lib import format as npy

from layerloom.datasets.readers.npz import read_npz
from layerloom_schema.errors import ErrorCode, Refused


def member(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    npy.write_array(buffer, array, allow_pickle=True)
    return buffer.getvalue()


def header(shape: tuple[int, ...], dtype: str = "<f4") -> bytes:
    buffer = io.BytesIO()
    npy.write_array_header_1_0(buffer, {"descr": dtype, "fortran_order": False, "shape": shape})
    return buffer.getvalue()


def archive(path: Path, members: list[tuple[str | zipfile.ZipInfo, bytes]], compression: int = 0) -> None:
    with zipfile.ZipFile(path, "w", compression or zipfile.ZIP_STORED) as file:
        for name, content in members:
            file.writestr(name, content, compress_type=compression or zipfile.ZIP_STORED)


def test_D12_honest_arrays_are_read_in_native_order(tmp_path: Path) -> None:
    path = tmp_path / "good.npz"
    arrays = {
        "image": np.asfortranarray(np.arange(24.0).reshape(4, 3, 2)),
        "big": np.array([1, 2, 3, 4], ">i4"),
        "wide": np.arange(4, dtype=np.longdouble),
        "flag": np.array([True, False, True, True]),
        "zeros": np.zeros((4, 100_000)),
    }
    np.savez_compressed(path, **arrays)
    found = read_npz(path)
    assert all(np.array_equal(found.arrays[name], array) for name, array in arrays.items())
    assert all(array.dtype.isnative for array in found.arrays.values())
    assert found.arrays["wide"].dtype == np.float64
    assert found.info.rows == 4


def test_D14_texts_are_read_and_described(tmp_path: Path) -> None:
    path = tmp_path / "texts.npz"
    texts = np.array([["größe", "a"], ["", "日本語"], ["b", "c"]])
    np.savez_compressed(path, text=texts, other=texts.astype(">U9"))
    found = read_npz(path)
    assert all(np.array_equal(array, texts) and array.dtype.isnative for array in found.arrays.values())
    (field, _) = found.info.fields
    assert (field.dtype, field.shape, field.rows) == ("string", [2], 3)
    assert (field.minimum, field.maximum, field.classes, field.finite) == (None, None, None, True)
    np.savez_compressed(path, text=np.where(texts == "b", "d", texts), other=texts.astype(">U9"))
    assert read_npz(path).info.version != found.info.version


def duplicate(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        archive(path, [("x.npy", member(np.ones(2))), ("x.npy", member(np.ones(3)))])


def symlink(path: Path) -> None:
    link = zipfile.ZipInfo("x.npy")
    link.external_attr = 0o120777 << 16
    archive(path, [(link, b"/etc/hostname")])


def encrypted(path: Path) -> None:
    archive(path, [("x.npy", member(np.ones(2)))])
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)


def wrong_sum(path: Path) -> None:
    archive(path, [("x.npy", member(np.ones(50)))])
    content = bytearray(path.read_bytes())
    content[200] ^= 0xFF
    path.write_bytes(content)


def understated(path: Path) -> None:
    """The directory says 80 bytes; the stream inflates to 8 MB."""
    archive(path, [("x.npy", member(np.zeros(10**6)))], zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 208)
    path.write_bytes(content)


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch trapped",)


HOSTILE: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("not an archive at all"), "not an .npz"),
    "empty file": (lambda path: path.write_bytes(b""), "not an .npz"),
    "pickle": (lambda path: path.write_bytes(pickle.dumps([1, 2])), "not an .npz"),
    "cut short": (
        lambda path: (np.savez(path, x=np.ones(1000)), os.truncate(path, 5000)),
        "damaged or cut short",
    ),
    "no array": (lambda path: archive(path, []), "no array"),
    "objects": (lambda path: archive(path, [("x.npy", member(np.array([Trap()])))]), "Python objects"),
    "records": (lambda path: archive(path, [("x.npy", member(np.zeros(2, "i4,f4")))]), "records"),
    "bytes": (lambda path: archive(path, [("x.npy", member(np.array([b"a"])))]), "bytes"),
    "no Unicode": (
        lambda path: archive(path, [("x.npy", header((1,), "<U1") + struct.pack("<I", 0x110000))]),
        "not Unicode",
    ),
    "half a character": (
        lambda path: archive(path, [("x.npy", header((1,), "<U1") + struct.pack("<I", 0xD800))]),
        "not Unicode",
    ),
    "elements of no length": (
        lambda path: archive(path, [("x.npy", header((10**15,), "<U0"))]),
        "no length|damaged",
    ),
    "complex": (lambda path: archive(path, [("x.npy", member(np.ones(2, complex)))]), "complex"),
    "dates": (lambda path: archive(path, [("x.npy", member(np.zeros(2, "M8[s]")))]), "dates"),
    "one number": (lambda path: archive(path, [("x.npy", member(np.array(3.0)))]), "axes"),
    "header bomb": (lambda path: archive(path, [("x.npy", header((10**7, 10**6)))]), "not that long"),
    "negative length": (
        lambda path: archive(path, [("x.npy", header((-1,)) + b"\0" * 4)]),
        "damaged|not that",
    ),
    "too few bytes": (lambda path: archive(path, [("x.npy", header((9,)) + b"\0" * 8)]), "not that long"),
    "too many bytes": (lambda path: archive(path, [("x.npy", header((1,)) + b"\0" * 80)]), "not that long"),
    "deflate bomb": (
        lambda path: archive(path, [("x.npy", b"\0" * (100 * 1024**2))], zipfile.ZIP_DEFLATED),
        "inflates",
    ),
    "understated": (understated, "not that long|damaged"),
    "duplicate": (duplicate, "two arrays"),
    "path": (lambda path: archive(path, [("../../x.npy", member(np.ones(2)))]), "no array's name"),
    "absolute": (lambda path: archive(path, [("/tmp/x.npy", member(np.ones(2)))]), "no array's name"),
    "no ending": (lambda path: archive(path, [("x", member(np.ones(2)))]), "no array's name"),
    "symlink": (symlink, "no array's name"),
    "encrypted": (encrypted, "encrypted"),
    "wrong sum": (wrong_sum, "damaged"),
    "many": (lambda path: archive(path, [(f"x{i}.npy", b"") for i in range(2001)]), "more than 2000"),
    "folder": (lambda path: path.mkdir(), "could not be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_D12_whatever_is_no_plain_array_is_refused_with_a_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make, sentence = HOSTILE[name]
    path = tmp_path / "data.npz"
    make(path)
    begun = time.perf_counter()
    with pytest.raises(Refused, match=sentence) as refused:
        read_npz(path)
    assert time.perf_counter() - begun < 2
    assert refused.value.body.code is ErrorCode.data_unreadable
    assert "pickle" not in str(refused.value)
    assert not (tmp_path / "trapped").exists()


def test_D12_more_than_the_budget_is_refused_with_the_number(tmp_path: Path) -> None:
    path = tmp_path / "large.npz"
    np.savez(path, a=np.ones(100), b=np.ones(100))
    with pytest.raises(Refused) as refused:
        read_npz(path, max_bytes=1000)
    assert refused.value.body.limit == 1000
    assert refused.value.body.got == path.stat().st_size - _overhead(path)


def _overhead(path: Path) -> int:
    with zipfile.ZipFile(path) as file:
        return path.stat().st_size - sum(info.file_size for info in file.infolist())


@pytest.mark.parametrize(
    "array",
    [
        np.full(4, 1e300),
        np.array([0.0, -1e308, 1e308, 1.0]),
        np.full(4, 2**64 - 1, dtype=np.uint64),
        np.array([-(2**63), 2**63 - 1, 0, 1]),
        np.full((4, 2), np.finfo(np.float64).max),
        np.full(4, np.longdouble("1e4000")),
    ],
    ids=["1e300", "1e308", "uint64", "int64", "largest", "longdouble"],
)
def test_D12_numbers_at_the_edge_of_their_type_are_described(tmp_path: Path, array: np.ndarray) -> None:
    path = tmp_path / "edge.npz"
    np.savez(path, x=array)
    (field,) = read_npz(path).info.fields
    assert field.finite is bool(np.isfinite(array.astype(np.float64)).all() if array.itemsize < 16 else False)
    if field.finite:
        assert field.classes == len(set(array.reshape(-1).tolist()))
        assert field.maximum == float(array.max())


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_D12_a_damaged_archive_is_refused_wherever_the_damage_is(tmp_path: Path, compression: int) -> None:
    path = tmp_path / "whole.npz"
    archive(path, [("x.npy", member(np.random.default_rng(0).normal(size=(20, 4))))], compression)
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with suppress(Refused):  # nothing else may come out
            read_npz(path)
