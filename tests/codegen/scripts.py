"""Exported scripts as text, and what our own trainer reports of the same documents."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from jobs.models import structure_of
from layerloom.codegen.python_script import to_python
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.train.headless import train_document
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.runs.events import EpochEnded, Event

_RUFF = Path(sys.executable).with_name("ruff")


def script_of(document: Document, **options: Any) -> str:
    return to_python(document, structure_of(document), read_catalog(), **options)


def epochs_of(
    document: Document,
    folder: Path,
    data_path: Path | None = None,
    runs: Path | None = None,
    library: DataLibrary | None = None,
) -> dict[str, list[float | None]]:
    """The logs of every epoch of our own run, number by number."""
    events: list[Event] = []
    assert train_document(document, folder, data_path, events.append, runs=runs, library=library) == 0
    found: dict[str, list[float | None]] = {}
    for event in events:
        if isinstance(event, EpochEnded):
            for name, value in event.logs.items():
                found.setdefault(name, []).append(value)
    return found


def assert_formatted_and_clean(folder: Path) -> None:
    """Whether Ruff would change nothing of the scripts in a folder, and finds nothing in them."""
    for command in (["format", "--diff"], ["check", "--select", "E,F,I,B,UP"]):
        done = subprocess.run(
            [_RUFF, *command, "--isolated", "--line-length", "100", folder], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
