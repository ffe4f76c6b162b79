"""Files of any kind as documents: documents, saved models, configs of Keras, scripts, notebooks."""

from collections.abc import Sequence
from pathlib import Path

from layerloom.cli.documents import read_bytes
from layerloom.cli.imported_models import (
    is_keras_config,
    is_model_file,
    read_keras_config,
    read_model_file,
)
from layerloom.cli.imported_scripts import is_script, read_script
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom_schema import strict_json
from layerloom_schema.documents.document import write_document
from layerloom_schema.service import Imported


def read_any_file(file: Path, model: str | None = None, fill: Sequence[str] = ()) -> Imported:
    """A file as a document, by its name and its first bytes.

    Args:
        file: The file, or `-` for standard input.
        model: Which model of a script.
        fill: Values of the holes of a script, as `KEY=VALUE`.

    Raises:
        Refused: If the file holds no model.
        Unreadable: If it cannot be read.
    """
    body = read_bytes(file)
    if is_script(file.name):
        redirect_native_stderr()
        return read_script(body, file.name, model, fill)
    if is_model_file(file.name, body):
        redirect_native_stderr()
        return read_model_file(file)
    return _read_json(body, file.name)


def _read_json(body: bytes, name: str) -> Imported:
    """A document, or the config of a Keras model."""
    from layerloom.importers.json_document import import_json

    value = strict_json.loads(body)
    if is_keras_config(value):
        redirect_native_stderr()
        return read_keras_config(value, name)
    document, warnings = import_json(value, name)
    return Imported(document=write_document(document), warnings=warnings)
