"""[R] Checkpoints: every number that the next epoch depends on, whole or not there.

Keras's own weights file leaves out the state of seeded layers (Dropout) and a run that goes on from it is another run.
A checkpoint holds all variables of the model and of the optimizer. It is written beside, forced to the disk, read
back, and only then moved into place; the manifest that names it comes last. Two are kept.
"""

import hashlib
import json
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import keras
import numpy as np

from layerloom.rundir.temporary_files import CHECKPOINTS

from .atomic_files import sync_folder, write_whole

MANIFEST = "manifest.json"
KEPT = 2
AT_LEAST = 5.0
"""Seconds between two checkpoints of short epochs."""
SHARE = 100
"""A checkpoint that takes a second is followed by a hundred seconds without one: it never costs more than 1 %."""


class Checkpoints:
    """Writes the checkpoints of one run."""

    def __init__(self, folder: Path, model: keras.Model) -> None:
        self._folder = folder / CHECKPOINTS
        self._model = model
        self._entries: list[dict[str, Any]] = []
        self._due = time.monotonic() + AT_LEAST

    @property
    def due(self) -> bool:
        """Whether the last one is old enough for the next."""
        return time.monotonic() >= self._due

    def save(self, epoch: int, *, now: bool = False) -> str | None:
        """Saves the state after `epoch` and returns its name; None where the last one is recent enough."""
        if not now and not self.due:
            return None
        begun = time.monotonic()
        name = f"epoch-{epoch:06d}.npz"
        if any(entry["name"] == name for entry in self._entries):
            return None
        self._folder.mkdir(exist_ok=True)
        digest = write_whole(self._folder / name, self._write, self._verify)
        self._entries = [{"name": name, "epoch": epoch, "sha256": digest}, *self._entries][:KEPT]
        self._write_manifest()
        self._remove_others()
        took = time.monotonic() - begun
        self._due = time.monotonic() + max(AT_LEAST, SHARE * took)
        return name

    @property
    def newest_epoch(self) -> int | None:
        """The epoch of the newest checkpoint."""
        return self._entries[0]["epoch"] if self._entries else None

    def go_back(self) -> None:
        """Sets the model to the newest checkpoint. Raises `OSError` where its file is damaged."""
        read_checkpoint(self._folder / self._entries[0]["name"], self._entries[0]["sha256"], self._model)

    def _write(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **_arrays(self._model))

    def _verify(self, path: Path) -> str:
        """Reads every byte back against the sums in the file, and returns the hash of the whole."""
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
        if broken is not None:
            raise OSError(f"{path.name} did not survive being written: {broken}")
        return _digest(path)

    def _write_manifest(self) -> None:
        manifest = {
            "format": 1,
            "keras": keras.__version__,
            "variables": [variable.path for variable in variables_of(self._model)],
            "checkpoints": self._entries,
        }
        write_whole(
            self._folder / MANIFEST,
            lambda path: _write_text(path, json.dumps(manifest)),
            lambda path: json.loads(path.read_text()),
        )

    def _remove_others(self) -> None:
        kept = {entry["name"] for entry in self._entries} | {MANIFEST}
        for path in self._folder.iterdir():
            if path.name not in kept:
                path.unlink()
        sync_folder(self._folder)


def read_newest(folder: Path, model: keras.Model) -> int | None:
    """Sets a model to the newest whole checkpoint of a run folder, and returns its epoch; None where there is none.

    A damaged one is passed over for the one before it.
    """
    try:
        entries = json.loads((folder / CHECKPOINTS / MANIFEST).read_bytes())["checkpoints"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    for entry in entries:
        try:
            read_checkpoint(folder / CHECKPOINTS / entry["name"], entry["sha256"], model)
        except (OSError, ValueError, KeyError) as error:
            print(f"The checkpoint {entry.get('name')} is passed over: {error}", flush=True)
            continue
        return int(entry["epoch"])
    return None


def read_checkpoint(path: Path, digest: str, model: keras.Model) -> None:
    """Sets every variable of a model. Raises `OSError` where the file is not the one that was written."""
    if _digest(path) != digest:
        raise OSError(f"{path.name} is not as it was written")
    with np.load(path, allow_pickle=False) as arrays:
        for place, variable in enumerate(variables_of(model)):
            array = arrays[f"v{place:06d}"]
            kind = np.asarray(variable.numpy()).dtype
            variable.assign(array.view(kind) if array.dtype != kind else array)


def size_of(model: keras.Model) -> int:
    """Bytes of all that a checkpoint, or the model's file, holds."""
    return sum(
        variable.value.shape.num_elements() * variable.value.dtype.size for variable in variables_of(model)
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_text(path: Path, text: str) -> None:
    path.write_text(text)


def variables_of(model: keras.Model) -> list[keras.Variable]:
    """All that the next step depends on, in one order."""
    return [*model.variables, *model.optimizer.variables]


def _arrays(model: keras.Model) -> dict[str, np.ndarray[Any, np.dtype[Any]]]:
    """Every variable by its place. Types that NumPy does not know are kept as their bits."""
    arrays: Iterable[np.ndarray[Any, np.dtype[Any]]] = (
        np.asarray(variable.numpy()) for variable in variables_of(model)
    )
    return {
        f"v{place:06d}": array.view(f"u{array.itemsize}") if array.dtype.kind == "V" else array
        for place, array in enumerate(arrays)
    }
