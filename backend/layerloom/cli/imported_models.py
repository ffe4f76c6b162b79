"""Models that Keras has saved, for the command `import`: read as data, and never loaded."""

import os
from pathlib import Path

from layerloom.cli.documents import limits
from layerloom.cli.terminal import ERR
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.service import Imported
from layerloom_schema.text.languages import terminal_language

_BEGINNINGS = (b"PK\x03\x04", b"\x89HDF\r\n\x1a\n")
"""Of a `.keras` archive and of an HDF5 file."""


def is_model_file(name: str, body: bytes) -> bool:
    """Whether a file is an archive or HDF5, by how it begins, or YAML by its name."""
    return body.startswith(_BEGINNINGS) or name.lower().endswith((".yaml", ".yml"))


def is_keras_config(value: Json) -> bool:
    """Whether a decoded JSON file is what `to_json` of Keras writes."""
    return isinstance(value, dict) and isinstance(value.get("class_name"), str) and "config" in value


def read_model_file(path: Path) -> Imported:
    """The document of a file. Raises `Refused`, `Unreadable`."""
    from layerloom.importers.model_files.model_file_importer import import_model_file

    return import_model_file(path, path.name, read_catalog(), limits())


def read_keras_config(value: Json, name: str) -> Imported:
    """The document of what `to_json` writes. Raises `Refused`, `Unreadable`."""
    from layerloom.importers.model_files.model_file_importer import import_model_json

    return import_model_json(value, name, read_catalog(), limits())


def print_parity(found: Imported) -> None:
    """Print how the document compares with its file."""
    if found.parity is not None:
        for line in found.parity.in_language(terminal_language(os.environ)).lines:
            ERR.print(line.message, markup=False)
