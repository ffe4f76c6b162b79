"""The trained model as a file: whole, or not there."""

import zipfile
from pathlib import Path

import keras

from layerloom.build.workshop import GiveWeights
from layerloom.trained import MODEL, model_file
from layerloom_schema.document import NestedModel
from layerloom_schema.errors import ErrorCode, Refused

from .files import write_whole


def save_model(model: keras.Model, folder: Path) -> Path:
    """Writes `model.keras` and reads it back before it takes its name."""
    path = folder / MODEL
    write_whole(path, lambda beside: model.save(beside), _verify)
    return path


def _verify(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise OSError(f"{path.name} did not survive being written: {broken}")


def weights_of_runs(runs: Path) -> GiveWeights:
    """Gives nested models that are trained runs the weights of those runs: a file of our own, into a model of our own.

    Raises `Refused` where the file is gone or does not fit.
    """

    def give(nested: NestedModel, model: keras.Model) -> None:
        path = model_file(runs, nested.run or "")
        if path is None:
            raise Refused(422, ErrorCode.run_refused, f"The run {nested.run} has left no model here.")
        try:
            model.load_weights(path)
        except (ValueError, OSError) as error:
            sentence = f"The weights of the run {nested.run} do not fit its graph."
            raise Refused(422, ErrorCode.run_refused, sentence) from error

    return give
