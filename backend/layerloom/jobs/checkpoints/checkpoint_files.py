"""Files of Keras's ModelCheckpoint callback, moved into the run folder only when they are complete."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import keras

from layerloom_schema.runs.folder import SAVING

from .atomic_files import sync_folder


class CheckpointFiles(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """A temporary folder for ModelCheckpoint, as a context manager and as the callback after it, which moves files out.

    Keras creates the folder when it first writes to it.
    """

    def __init__(self, run: Path) -> None:
        super().__init__()
        self.folder = run / SAVING
        self._run = run

    def __enter__(self) -> Self:
        shutil.rmtree(self.folder, ignore_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:  # noqa: ARG002 (Keras's)
        if not self.folder.is_dir():
            return
        try:
            for path in self.folder.iterdir():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
                os.replace(path, self._run / path.name)
            sync_folder(self._run)
        except OSError as error:
            _print_error(epoch, error)


def tolerate_full_disk(callback: keras.callbacks.Callback) -> keras.callbacks.Callback:
    """The same callback; an `OSError` of ModelCheckpoint, such as a full disk, is printed and does not end the run."""
    if isinstance(callback, keras.callbacks.ModelCheckpoint):
        save = callback.on_epoch_end

        def on_epoch_end(epoch: int, logs: Mapping[str, float] | None = None) -> None:
            try:
                save(epoch, logs)
            except OSError as error:
                shutil.rmtree(Path(callback.filepath).parent, ignore_errors=True)
                _print_error(epoch, error)

        callback.on_epoch_end = on_epoch_end
    return callback


def _print_error(epoch: int, error: OSError) -> None:
    print(f"ModelCheckpoint left no file after epoch {epoch}: {error}", flush=True)
