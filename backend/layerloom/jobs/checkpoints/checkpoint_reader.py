"""Read checkpoints: the newest that is whole, its variables, and the state of the fit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.rundir.checkpoint_manifest import read_manifest
from layerloom_schema.runs.checkpoints import CheckpointEntry
from layerloom_schema.runs.folder import CHECKPOINTS, MANIFEST

from .training_state import STATE, TrainingState
from .variables import assign_stored, value_name, variables_of


@dataclass(frozen=True)
class SavedState:
    """A whole checkpoint, from which a fit can go on."""

    path: Path
    entries: Sequence[CheckpointEntry]
    """The checkpoints of the run up to this one, which is the first."""
    state: TrainingState
    arrays: dict[str, Array]
    """What callbacks hold beside numbers."""
    damaged: Sequence[str] = ()
    """The names of newer checkpoints that were passed over."""

    def assign(self, variables: Sequence[keras.Variable]) -> None:
        """Set all variables of model, optimizer and metrics. Raises `ValueError` where there are others."""
        with np.load(self.path, allow_pickle=False) as arrays:
            _assign(arrays, variables)


def newest_state(folder: Path) -> SavedState | None:
    """The newest checkpoint of a run that is whole and of the present format; None where there is none.

    A damaged one is skipped for the one before it.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    entries = manifest.checkpoints
    for place, entry in enumerate(entries):
        path = folder / CHECKPOINTS / entry.name
        try:
            verify(path, entry.sha256)
            with np.load(path, allow_pickle=False) as arrays:
                state = TrainingState.from_array(arrays[STATE])
                others = {name: arrays[name] for name in arrays.files if name.startswith("callback")}
        except (OSError, ValueError, KeyError, TypeError) as error:
            _pass_over(entry, error)
            continue
        return SavedState(path, entries[place:], state, others, [entry.name for entry in entries[:place]])
    return None


def had_checkpoint(folder: Path) -> bool:
    """Whether a checkpoint of a run was ever listed.

    A trainer that was killed while it wrote the first one leaves a single file without a manifest.
    """
    return (folder / CHECKPOINTS / MANIFEST).exists() or len([*(folder / CHECKPOINTS).glob("*.npz")]) > 1


def read_newest(folder: Path, model: keras.Model) -> int | None:
    """Set the variables of a model and its optimizer to the newest whole checkpoint of a run folder.

    Returns its epoch; None where there is none. A damaged checkpoint is skipped for the one before it.
    """
    manifest = read_manifest(folder)
    for entry in manifest.checkpoints if manifest is not None else ():
        try:
            read_variables(folder / CHECKPOINTS / entry.name, entry.sha256, variables_of(model))
        except (OSError, ValueError, KeyError) as error:
            _pass_over(entry, error)
            continue
        return entry.epoch
    return None


def read_variables(path: Path, digest: str, variables: Sequence[keras.Variable]) -> None:
    """Set variables, in their order, from a checkpoint. Raises `OSError` where the SHA-256 does not match."""
    verify(path, digest)
    with np.load(path, allow_pickle=False) as arrays:
        _assign(arrays, variables)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(path: Path, digest: str) -> None:
    if digest_of(path) != digest:
        raise OSError(f"{path.name} is not as it was written")


def _assign(arrays: Any, variables: Sequence[keras.Variable]) -> None:
    for index, variable in enumerate(variables):
        assign_stored(variable, arrays[value_name(index)])


def _pass_over(entry: CheckpointEntry, error: Exception) -> None:
    print(f"The checkpoint {entry.name} is passed over: {error}", flush=True)
