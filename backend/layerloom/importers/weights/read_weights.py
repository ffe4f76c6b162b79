"""Open a weights file of any format that is read, by its content."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import h5py

from layerloom.importers.keras_config import config_of
from layerloom.importers.model_files.hdf5_file import open_hdf5
from layerloom.importers.model_files.keras_archive import CONFIG, open_archive

from .hdf5_files import read_hdf5
from .keras_places import names_by_place
from .numpy_archive import numpy_archive
from .saved_weights import SavedModel, unreadable

_DAMAGED = (OSError, EOFError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile)
"""What h5py, NumPy and zipfile raise over a file that is not as it says."""


@contextmanager
def open_weights(path: Path, name: str) -> Iterator[SavedModel]:
    """The layers of a file, by the name that a person knows it by; arrays can be read while it is open.

    Raises `Refused` or `Unreadable` if it is no weights file, is damaged, or leads to other files.
    """
    try:
        if h5py.is_hdf5(path):
            with path.open("rb") as file, open_hdf5(file, path.stat().st_size) as stored:
                yield read_hdf5(stored, name)
        elif not zipfile.is_zipfile(path):
            raise unreadable("format", name)
        else:
            with zipfile.ZipFile(path) as archive:
                is_model = CONFIG in archive.namelist()
                if not is_model:
                    yield numpy_archive(archive, name)
            if is_model:
                with open_archive(path, name) as (config, weights):
                    if weights is None:
                        raise unreadable("nothing", name)
                    yield read_hdf5(weights, name, dict(names_by_place(config_of(config))))
    except _DAMAGED as error:
        raise unreadable("damaged", name) from error
