"""Which weights of a run there are, and how they are loaded into its model, which is built from the document."""

import warnings
from pathlib import Path

import keras

from layerloom.jobs.checkpoints.checkpoint_reader import read_newest
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import BEST_MODEL, BEST_WEIGHTS, CHECKPOINTS, LAST_FINITE, MANIFEST, MODEL
from layerloom_schema.runs.predictions import Checkpoint

_FILES = {
    Checkpoint.last: (MODEL, LAST_FINITE, f"{CHECKPOINTS}/{MANIFEST}"),
    Checkpoint.best: (BEST_MODEL, BEST_WEIGHTS),
}
"""Files by checkpoint, the preferred one first."""


def checkpoints_of(folder: Path) -> list[Checkpoint]:
    """The checkpoints that a run has."""
    return [checkpoint for checkpoint in Checkpoint if _find(folder, checkpoint) is not None]


def weights_version(folder: Path, checkpoint: Checkpoint) -> tuple[str, int, int]:
    """The name, size and time of change of the file with the weights. Raises `Refused` where the run has none."""
    path = _find(folder, checkpoint)
    if path is None:
        variant = "no_weights" if checkpoint is Checkpoint.last else "no_best_weights"
        raise Refused(404, ErrorCode.prediction, variant=variant, got=checkpoint.value)
    found = path.stat()
    return path.name, found.st_size, found.st_mtime_ns


def load_weights(folder: Path, checkpoint: Checkpoint, model: keras.Model) -> None:
    """Load the weights of a run into its model. Files are read as arrays: no model is deserialized from them.

    Raises `Refused` where there are none, or they do not fit the model.
    """
    name, _, _ = weights_version(folder, checkpoint)
    try:
        if name != MANIFEST:
            with warnings.catch_warnings():
                # Keras warns where it leaves a layer with the weights that it drew.
                warnings.simplefilter("error", UserWarning)
                model.load_weights(folder / name)
        elif read_newest(folder, model) is None:
            raise Refused(404, ErrorCode.not_found, variant="no_checkpoint", got=checkpoint.value)
    except (ValueError, OSError, UserWarning) as error:
        params: dict[str, Json] = {"run": folder.name}
        raise Refused(422, ErrorCode.run_refused, variant="weights_differ", params=params) from error


def _find(folder: Path, checkpoint: Checkpoint) -> Path | None:
    return next((folder / name for name in _FILES[checkpoint] if (folder / name).is_file()), None)
