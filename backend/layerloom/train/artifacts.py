"""The trained model as a file: whole, or not there."""

import zipfile
from pathlib import Path

import keras

from .files import write_whole

NAME = "model.keras"


def save_model(model: keras.Model, folder: Path) -> Path:
    """Writes `model.keras` and reads it back before it takes its name."""
    path = folder / NAME
    write_whole(path, lambda beside: model.save(beside), _verify)
    return path


def _verify(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise OSError(f"{path.name} did not survive being written: {broken}")
