"""The data sets of `keras.datasets`: what is in them, and the archives from which Keras reads them.

Keras is not imported: `keras_datasets` opens them.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from layerloom_schema.base import Json
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.text.descriptions import dataset_texts

from .dataset import TEXT

_TENSORFLOW = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_TORONTO = "https://www.cs.toronto.edu/~kriz/"
_BLOCK = 1 << 20
NUM_WORDS = 10_000
"""The most frequent words of texts that are numbered; the others are 2."""
WORDS = 200
"""The length of texts of numbered words: their last ones, or 0 before them."""


@dataclass(frozen=True)
class Archive:
    """A file that Keras fetches: its name, its address, the SHA-256 that Keras compares, and where Keras keeps it."""

    name: str
    address: str
    sha256: str | None
    kept_as: str
    pickled: bool = False
    """Whether Keras reads pickles in it, if only by its restricted unpickler: then no other file will do."""

    @property
    def path(self) -> Path:
        """Where Keras looks for it."""
        return keras_home() / "datasets" / self.kept_as

    @property
    def is_here(self) -> bool:
        """Whether Keras would find it there."""
        return self.path.is_file() and self.sha256 in (None, file_hash(self.path))


@dataclass(frozen=True)
class KerasDataset:
    """A data set of Keras; the rows to train on come first, those for the test after them."""

    info: DatasetInfo
    archives: tuple[Archive, ...]

    @property
    def missing(self) -> list[Archive]:
        """The archives that are not where Keras looks for them."""
        return [archive for archive in self.archives if not archive.is_here]


def keras_home() -> Path:
    """The folder of Keras: `KERAS_HOME`, or `.keras` of the person, or of `/tmp` where theirs cannot be written."""
    if home := os.environ.get("KERAS_HOME"):
        return Path(home)
    home = os.path.expanduser("~")
    return Path(home if os.access(home, os.W_OK) else "/tmp") / ".keras"  # noqa: S108 (as Keras does)


def file_hash(path: Path) -> str:
    """The SHA-256 of a file; of one that has not changed since it is known."""
    found = path.stat()
    return _hash(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=32)
def _hash(path: Path, changed: int, size: int) -> str:  # noqa: ARG001 (a changed file is read again)
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def keras_dataset(info: DatasetInfo) -> KerasDataset | None:
    """The data set of Keras that a description is of; one of the same name that somebody has added is none."""
    return None if info.versions else KERAS_DATASETS.get(info.name)


def known_archive(path: Path) -> tuple[KerasDataset, Archive] | None:
    """The data set and the archive of it that have the name of a file; names that several data sets use are none."""
    found = [
        (each, archive)
        for each in KERAS_DATASETS.values()
        for archive in each.archives
        if archive.name == path.name and archive.sha256 is not None
    ]
    return found[0] if found else None


def keep_archive(path: Path, archive: Archive) -> None:
    """Copy an archive to where Keras looks for it; it is there as a whole or not at all."""
    archive.path.parent.mkdir(parents=True, exist_ok=True)
    part = archive.path.with_name(f"{archive.path.name}.part")
    shutil.copyfile(path, part)
    part.replace(archive.path)


def missing_params(found: KerasDataset) -> dict[str, Json]:
    """What is missing, where it is to be had, and where it is to be put."""
    missing = found.missing
    folder = missing[0].path.parent if missing else keras_home()
    return {
        "dataset": found.info.phrase,
        "addresses": [archive.address for archive in missing],
        "files": [archive.path.name for archive in missing],
        "folder": str(folder),
    }


def _field(name: str, rows: int, dtype: str, *shape: int, values: int | None = None) -> FieldInfo:
    last = None if values is None else values - 1
    whole = not dtype.startswith("float") and dtype != TEXT
    return FieldInfo(
        name=name,
        shape=[*shape],
        dtype=dtype,
        rows=rows,
        minimum=None if last is None else 0,
        maximum=last,
        classes=values if whole else None,
    )


def _dataset(name: str, rows: int, fields: list[FieldInfo], *archives: Archive) -> KerasDataset:
    pinned = archives[0].sha256
    version = "keras" if pinned is None else pinned[:32]
    info = DatasetInfo(name=name, **dataset_texts(name), rows=rows, version=version, fields=fields)
    return KerasDataset(info, archives)


def _images(rows: int, *shape: int, classes: int) -> list[FieldInfo]:
    return [
        _field("image", rows, "uint8", *shape, values=256),
        _field("label", rows, "int64", values=classes),
    ]


def _texts(rows: int, classes: int) -> list[FieldInfo]:
    return [
        _field("words", rows, "int32", WORDS, values=NUM_WORDS),
        _field("label", rows, "int64", values=classes),
    ]


def _npz(name: str, sha256: str, *, pickled: bool = False) -> Archive:
    return Archive(name, _TENSORFLOW + name, sha256, name, pickled)


def _cifar(name: str, kept_as: str, sha256: str) -> Archive:
    return Archive(name, _TORONTO + name, sha256, kept_as, pickled=True)


def _fashion(name: str) -> Archive:
    return Archive(name, _TENSORFLOW + name, None, f"fashion-mnist/{name}")


_ALL = (
    _dataset(
        "mnist",
        70_000,
        _images(70_000, 28, 28, classes=10),
        _npz("mnist.npz", "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"),
    ),
    _dataset(
        "fashion_mnist",
        70_000,
        _images(70_000, 28, 28, classes=10),
        _fashion("train-labels-idx1-ubyte.gz"),
        _fashion("train-images-idx3-ubyte.gz"),
        _fashion("t10k-labels-idx1-ubyte.gz"),
        _fashion("t10k-images-idx3-ubyte.gz"),
    ),
    _dataset(
        "cifar10",
        60_000,
        _images(60_000, 32, 32, 3, classes=10),
        _cifar(
            "cifar-10-python.tar.gz",
            "cifar-10-batches-py-target_archive",
            "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
        ),
    ),
    _dataset(
        "cifar100",
        60_000,
        _images(60_000, 32, 32, 3, classes=100),
        _cifar(
            "cifar-100-python.tar.gz",
            "cifar-100-python-target_archive",
            "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7",
        ),
    ),
    _dataset(
        "imdb",
        50_000,
        _texts(50_000, classes=2),
        _npz("imdb.npz", "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f", pickled=True),
    ),
    _dataset(
        "reuters",
        11_228,
        _texts(11_228, classes=46),
        _npz("reuters.npz", "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916", pickled=True),
    ),
    _dataset(
        "california_housing",
        20_640,
        [_field("features", 20_640, "float32", 8), _field("price", 20_640, "float32")],
        _npz("california_housing.npz", "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f"),
    ),
)
KERAS_DATASETS: Mapping[str, KerasDataset] = {each.info.name: each for each in _ALL}
"""By name."""
