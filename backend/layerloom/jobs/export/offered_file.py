"""A file that nobody gets before it was compared with the model."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import EXPORT_FILES, ExportedModel, ExportPhase, ModelFormat
from layerloom_schema.models.parity import Parity
from layerloom_schema.runs.folder import UNFINISHED_EXPORT

Report = Callable[[ExportPhase], None]
"""Called with how far an export is."""


@dataclass(frozen=True)
class Comparison:
    """How a file compares with the model, and the milliseconds that it takes for one row."""

    parity: Parity
    milliseconds: float | None = None


def offer_file(format_: ModelFormat, folder: Path, write: Callable[[Path], Comparison]) -> ExportedModel:
    """Put the file of a format into a folder, whole or not at all.

    Args:
        format_: The format.
        folder: Where the file is put; it is made if need be.
        write: Writes the file at a path that it is given, and compares it.

    Raises:
        Refused: As `write` does, and where the file gives other numbers.
    """
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=UNFINISHED_EXPORT) as made:
        path = Path(made) / EXPORT_FILES[format_]
        compared = write(path)
        if any(line.state == "differs" for line in compared.parity.lines):
            params: dict[str, Json] = {"format": format_.value}
            raise Refused(422, ErrorCode.export_refused, variant="differs", params=params)
        size = path.stat().st_size
        os.replace(path, folder / path.name)
    return ExportedModel(
        format=format_,
        file=path.name,
        bytes=size,
        milliseconds=compared.milliseconds,
        parity=compared.parity,
    )
