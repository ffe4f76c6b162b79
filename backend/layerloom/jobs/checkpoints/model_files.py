"""Save trained models as `.keras` files, atomically, also on a disk that is full for a while."""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import keras

from layerloom.build.real.model_builder import GiveWeights
from layerloom.runtime.disk_reserve import is_full
from layerloom.trained_models import model_file
from layerloom_schema.base import Json
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import MODEL

from .atomic_files import write_whole
from .variables import size_of, variables_of

A_HEADER = 4096
CONFIGURATION = 2**18
TRY_EVERY = 2.0
"""Seconds between two attempts to write on a full disk."""


def save_model(model: keras.Model, folder: Path, name: str = MODEL) -> Path:
    """Write a model file atomically: it is read back before it takes its name."""
    path = folder / name
    write_whole(path, lambda beside: model.save(beside), verify_archive)
    return path


def file_size_of(model: keras.Model) -> int:
    """An upper estimate of the bytes of a model file: variables, HDF5 headers and config."""
    return int(1.05 * size_of(model)) + A_HEADER * len(variables_of(model)) + CONFIGURATION


def save_when_there_is_room(
    model: keras.Model,
    folder: Path,
    seconds: float,
    on_full: Callable[[], None],
    given_up: Callable[[], bool],
) -> None:
    """Like `save_model`, but on a full disk call `on_full` once and retry for up to `seconds`, unless `given_up()`.

    Raises `OSError` when the time is over or the wait is given up.
    """
    end = time.monotonic() + seconds
    waits = False
    while True:
        try:
            save_model(model, folder)
            return
        except OSError as error:
            if not is_full(error) or given_up() or time.monotonic() > end:
                raise
        if not waits:
            waits = True
            on_full()
        time.sleep(TRY_EVERY)


def verify_archive(path: Path) -> None:
    """Raise `OSError` where a file of the archive at `path` is damaged."""
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise OSError(f"{path.name} did not survive being written: {broken}")


def weights_of_runs(runs: Path) -> GiveWeights:
    """The hook that loads the weights of trained runs into the nested models that use them.

    `load_weights` reads arrays into a model that we built; no model is deserialized from the file. The hook raises
    `Refused` where the file is gone or does not fit.
    """

    def give(nested: NestedModel, model: keras.Model) -> None:
        path = model_file(runs, nested.run or "")
        if path is None:
            raise Refused(422, ErrorCode.run_refused, variant="run_without_model", params={"run": nested.run})
        try:
            model.load_weights(path)
        except (ValueError, OSError) as error:
            params: dict[str, Json] = {"run": nested.run}
            raise Refused(422, ErrorCode.run_refused, variant="weights_differ", params=params) from error

    return give
