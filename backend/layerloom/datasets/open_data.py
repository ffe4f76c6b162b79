"""The data of a document: the data set that it names, or a file in its place."""

from collections.abc import Mapping
from pathlib import Path

from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused

from .builtin import RANDOM
from .dataset import Dataset
from .document_rows import document_rows
from .ingest.files import read_file
from .keras_archives import keras_dataset
from .keras_datasets import open_keras_dataset
from .library import DataLibrary
from .synthetic import generate

NEWEST: Mapping[str, str] = {}
"""No version is given."""


def open_data(
    document: Document,
    library: DataLibrary,
    data_path: str | None = None,
    versions: Mapping[str, str] = NEWEST,
    *,
    downloads: bool = False,
) -> Dataset:
    """Open the training data of a document: its rows with the columns that it joins, but those that it drops.

    `data_path`, a file or folder, replaces the data set that it names.

    `versions` has the version of each data set by name; others are opened in their newest one. `downloads` says whether
    Keras may fetch a data set of its own.
    """
    if data_path is not None:
        return _rows(document, read_file(Path(data_path)).data, library, versions, downloads=downloads)
    name = document.data.dataset if document.data else None
    if name is None:
        raise Refused(422, ErrorCode.not_found, variant="no_dataset")
    if name == RANDOM.name:
        return generate(document)
    found = open_named(name, library, versions, downloads=downloads)
    return _rows(document, found, library, versions, downloads=downloads)


def open_validation(
    document: Document,
    library: DataLibrary,
    versions: Mapping[str, str] = NEWEST,
    *,
    downloads: bool = False,
) -> Dataset | None:
    """Open the validation data set of a document, without the rows that it drops; None where it names none."""
    name = document.training.validation.dataset if document.training else None
    if name is None:
        return None
    if name == RANDOM.name:
        raise Refused(422, ErrorCode.not_found, variant="validation_dataset", params={"name": name}, got=name)
    found = open_named(name, library, versions, downloads=downloads)
    return _rows(document, found, library, versions, downloads=downloads)


def _rows(
    document: Document, data: Dataset, library: DataLibrary, versions: Mapping[str, str], *, downloads: bool
) -> Dataset:
    """The rows of the data that the document uses, with the columns that it joins."""
    return document_rows(
        document, data, lambda other: open_named(other, library, versions, downloads=downloads)
    )


def open_named(
    name: str, library: DataLibrary, versions: Mapping[str, str] = NEWEST, *, downloads: bool = False
) -> Dataset:
    """A data set by its name. Raises `Refused` for an unknown name."""
    found = keras_dataset(library.describe(name, versions.get(name)))
    if found is not None:
        return open_keras_dataset(found, downloads=downloads)
    return library.open(name, versions.get(name))
