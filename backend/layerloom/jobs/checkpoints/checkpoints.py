"""[R] Checkpoints: all that a fit needs to go on as if it had never ended, written atomically.

Keras's own weights file leaves out the state of seed generators (Dropout) and the sums of metrics, so a run resumed from
it would differ. A checkpoint has every variable of model, optimizer and metrics, and a `TrainingState`. It is written to
a temporary file, fsynced, read back and then renamed; the manifest that lists it is written last. The newest two are
kept, and the best.
"""

import time
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import keras
import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.runtime.machine import this_machine
from layerloom_schema.runs.checkpoints import CheckpointEntry, CheckpointManifest, StoredVariable, best_of
from layerloom_schema.runs.folder import CHECKPOINTS, MANIFEST

from .atomic_files import sync_folder, write_whole
from .checkpoint_reader import digest_of, read_variables
from .training_state import STATE, TrainingState
from .variables import all_variables_of, named_values, size_of

CHECKPOINTS_KEPT = 2
BYTES_A_SECOND = 2e8
"""Estimated speed of a checkpoint until one was written: written, flushed to the disk and read back twice."""
AT_LEAST = 5.0
"""Seconds between two checkpoints."""
SHARE = 50
"""After a checkpoint that took 1 s, none is written for 50 s: checkpoints cost at most 2 % of the time."""
GRACE = 1.0
"""Seconds that a checkpoint which is due waits for the end of the epoch."""


class Checkpoints:
    """Writes the checkpoints of one run."""

    def __init__(
        self,
        folder: Path,
        model: keras.Model,
        entries: Sequence[CheckpointEntry] = (),
        stored: Sequence[StoredVariable] = (),
    ) -> None:
        """`entries` are those of an earlier attempt up to the one that this one goes on from, newest first; `stored`
        says what the variables of the model belong to.
        """
        self._folder = folder / CHECKPOINTS
        self._model = model
        self._entries = list(entries)
        self._stored = list(stored)
        self._due: float | None = None

    @property
    def due(self) -> bool:
        """Whether the last checkpoint is old enough for the next. Time counts from the first question on."""
        return self._seconds_late() >= 0

    @property
    def overdue(self) -> bool:
        """Whether the next one should not wait for the end of the epoch either."""
        return self._seconds_late() >= GRACE

    def _seconds_late(self) -> float:
        now = time.monotonic()
        if self._due is None:  # the graph was traced until now
            self._due = now + max(AT_LEAST, SHARE * size_of(self._model) / BYTES_A_SECOND)
        return now - self._due

    @property
    def newest_position(self) -> tuple[int, int] | None:
        """The epoch that goes on from the newest checkpoint, and how many of its batches are done."""
        return self._entries[0].position if self._entries else None

    def save(
        self, state: TrainingState, arrays: Mapping[str, Array], started: float | None = None
    ) -> CheckpointEntry | None:
        """Save the variables with a state and arrays of callbacks; None if that moment is saved already.

        `started` is when the work for it began, by the monotonic clock.
        """
        started = time.monotonic() if started is None else started
        name = _file_name(state)
        if any(entry.name == name for entry in self._entries):
            return None
        self._folder.mkdir(exist_ok=True)
        digest = write_whole(
            self._folder / name, lambda path: self._write(path, state, arrays), _verified_digest
        )
        epoch, batch = (state.epoch, state.batch) if state.batch else (state.epoch - 1, None)
        entry = CheckpointEntry(name=name, epoch=epoch, batch=batch, sha256=digest, loss=state.loss)
        self._entries = _kept([entry, *self._entries])
        self.write_manifest()
        now = time.monotonic()
        self._due = now + max(AT_LEAST, SHARE * (now - started))
        return entry

    def restore(self) -> None:
        """Set the model to the newest checkpoint. Raises `OSError` where its file is damaged."""
        newest = self._entries[0]
        read_variables(self._folder / newest.name, newest.sha256, all_variables_of(self._model))

    def write_manifest(self) -> None:
        """List the checkpoints that are kept, and remove all other files beside them."""
        manifest = CheckpointManifest(
            keras=keras.__version__,
            machine=this_machine(),
            variables=[variable.path for variable in all_variables_of(self._model)],
            stored=self._stored,
            checkpoints=self._entries,
        )
        write_whole(
            self._folder / MANIFEST,
            lambda path: _write_text(path, manifest.model_dump_json()),
            lambda path: CheckpointManifest.model_validate_json(path.read_bytes()),
        )
        self._remove_others()

    def _write(self, path: Path, state: TrainingState, arrays: Mapping[str, Array]) -> None:
        values = named_values(all_variables_of(self._model))
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **{STATE: state.as_array()}, **values, **arrays)

    def _remove_others(self) -> None:
        keep = {entry.name for entry in self._entries} | {MANIFEST}
        for path in self._folder.iterdir():
            if path.name not in keep:
                path.unlink()
        sync_folder(self._folder)


def _kept(entries: list[CheckpointEntry]) -> list[CheckpointEntry]:
    """The newest entries, and the one with the least loss. `entries` has the newest first."""
    best = best_of(entries)
    newest = entries[:CHECKPOINTS_KEPT]
    return newest if best is None or best in newest else [*newest, best]


def _file_name(state: TrainingState) -> str:
    if state.batch:
        return f"epoch-{state.epoch:06d}-batch-{state.batch:08d}.npz"
    return f"epoch-{state.epoch - 1:06d}.npz"


def _verified_digest(path: Path) -> str:
    """Check the CRC of every member of the archive, and return the SHA-256 of the file."""
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise OSError(f"{path.name} did not survive being written: {broken}")
    return digest_of(path)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
