"""[R] Checkpoints: all variables of model and optimizer, written atomically.

Keras's own weights file leaves out the state of seed generators (Dropout), so a run resumed from it would differ.
A checkpoint is written to a temporary file, fsynced, read back and then renamed; the manifest that lists it is written
last. The newest two are kept.
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

from layerloom_schema.run_folder import CHECKPOINTS, MANIFEST

from .atomic_files import sync_folder, write_whole

CHECKPOINTS_KEPT = 2
AT_LEAST = 5.0
"""Seconds between two checkpoints of short epochs."""
SHARE = 100
"""After a checkpoint that took 1 s, none is written for 100 s: checkpoints cost at most 1 % of the time."""


class Checkpoints:
    """Writes the checkpoints of one run."""

    def __init__(self, folder: Path, model: keras.Model) -> None:
        self._folder = folder / CHECKPOINTS
        self._model = model
        self._entries: list[dict[str, Any]] = []
        self._due = time.monotonic() + AT_LEAST

    @property
    def due(self) -> bool:
        """Whether the last checkpoint is old enough for the next."""
        return time.monotonic() >= self._due

    def save(self, epoch: int, *, now: bool = False) -> str | None:
        """Save the state after `epoch` and return the file name; None where the last checkpoint is recent enough."""
        if not now and not self.due:
            return None
        started = time.monotonic()
        name = f"epoch-{epoch:06d}.npz"
        if any(entry["name"] == name for entry in self._entries):
            return None
        self._folder.mkdir(exist_ok=True)
        digest = write_whole(self._folder / name, self._write, self._verify)
        self._entries = [{"name": name, "epoch": epoch, "sha256": digest}, *self._entries][:CHECKPOINTS_KEPT]
        self._write_manifest()
        self._remove_others()
        took = time.monotonic() - started
        self._due = time.monotonic() + max(AT_LEAST, SHARE * took)
        return name

    @property
    def newest_epoch(self) -> int | None:
        """The epoch of the newest checkpoint."""
        return self._entries[0]["epoch"] if self._entries else None

    def restore(self) -> None:
        """Set the model to the newest checkpoint. Raises `OSError` where its file is damaged."""
        read_checkpoint(self._folder / self._entries[0]["name"], self._entries[0]["sha256"], self._model)

    def _write(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **_arrays(self._model))

    def _verify(self, path: Path) -> str:
        """Check the CRC of every member of the archive, and return the SHA-256 of the file."""
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
        keep = {entry["name"] for entry in self._entries} | {MANIFEST}
        for path in self._folder.iterdir():
            if path.name not in keep:
                path.unlink()
        sync_folder(self._folder)


def read_newest(folder: Path, model: keras.Model) -> int | None:
    """Set a model to the newest intact checkpoint of a run folder and return its epoch; None where there is none.

    A damaged checkpoint is skipped for the one before it.
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
    """Set every variable of a model from a checkpoint. Raises `OSError` where the SHA-256 does not match."""
    if _digest(path) != digest:
        raise OSError(f"{path.name} is not as it was written")
    with np.load(path, allow_pickle=False) as arrays:
        for index, variable in enumerate(variables_of(model)):
            array = arrays[f"v{index:06d}"]
            kind = np.asarray(variable.numpy()).dtype
            variable.assign(array.view(kind) if array.dtype != kind else array)


def size_of(model: keras.Model) -> int:
    """Bytes of all variables that a checkpoint or a model file holds."""
    return sum(
        variable.value.shape.num_elements() * variable.value.dtype.size for variable in variables_of(model)
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_text(path: Path, text: str) -> None:
    path.write_text(text)


def variables_of(model: keras.Model) -> list[keras.Variable]:
    """All variables that the next training step depends on, in a fixed order."""
    return [*model.variables, *model.optimizer.variables]


def _arrays(model: keras.Model) -> dict[str, np.ndarray[Any, np.dtype[Any]]]:
    """Every variable by its index. Dtypes unknown to NumPy (bfloat16) are stored as unsigned integers."""
    arrays: Iterable[np.ndarray[Any, np.dtype[Any]]] = (
        np.asarray(variable.numpy()) for variable in variables_of(model)
    )
    return {
        f"v{index:06d}": array.view(f"u{array.itemsize}") if array.dtype.kind == "V" else array
        for index, array in enumerate(arrays)
    }
