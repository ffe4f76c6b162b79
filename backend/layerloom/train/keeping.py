"""What ModelCheckpoint writes, in the run's own folder: the last whole file, under its name, and never half a one."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import keras

from .files import sync_folder

FOLDER = "saving"


class Keeping(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """A folder beside, as a context, for a callback to write in; it stands after that callback and keeps what is whole.

    The folder is made when Keras needs it, that is, when it is written to.
    """

    def __init__(self, run: Path) -> None:
        super().__init__()
        self.folder = run / FOLDER
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
        for path in self.folder.iterdir():
            with path.open("rb") as file:
                os.fsync(file.fileno())
            os.replace(path, self._run / path.name)
        sync_folder(self._run)
