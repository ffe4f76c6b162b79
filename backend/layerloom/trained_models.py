"""What runs left behind, by id, in the folder where runs live: the document that was trained, and its weights."""

import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

from layerloom.graph.nested_models import FindRun, with_run_graphs
from layerloom_schema import strict_json
from layerloom_schema.document import Document
from layerloom_schema.errors import Unreadable
from layerloom_schema.runs import RunSpec

MODEL = "model.keras"
SPEC = "spec.json"
SCRIPT = "model.py"
LAST_FINITE = "last_finite.keras"
"""What a run that ended badly had learned, as of the last time that all of it was finite."""


def find_run(runs: Path) -> FindRun:
    """Looks a run's document up; a run that has no model, or whose id is none, is not there."""

    def find(run: str) -> Document | None:
        model = model_file(runs, run)
        if model is None:
            return None
        try:
            return RunSpec.model_validate(strict_json.loads((model.parent / SPEC).read_bytes())).document
        except (OSError, ValueError, Unreadable):
            return None

    return find


def model_file(runs: Path, run: str) -> Path | None:
    """The model that a run ended with. No text of a document becomes a path unless it is a run's id."""
    try:
        folder = runs / str(uuid.UUID(run))
    except ValueError:
        return None
    return folder / MODEL if (folder / MODEL).is_file() else None


def weights_file(run: str) -> str:
    """What the model of a run is called beside a script that loads its weights."""
    return f"{uuid.UUID(run)}.keras"


def put_weights_beside(document: Document, runs: Path, folder: Path) -> list[Path]:
    """Puts the models of the trained runs that a document holds into a folder, as its script looks for them.

    Files are linked where the system can, else copied. Runs that have left no model are passed over. Raises `OSError`.
    """
    placed: list[Path] = []
    for run in sorted({nested.run for nested in document.models.values() if nested.run is not None}):
        model = model_file(runs, run)
        if model is None:
            continue
        place = folder / weights_file(run)
        place.unlink(missing_ok=True)
        try:
            os.link(model, place)
        except OSError:
            shutil.copyfile(model, place)
        placed.append(place)
    return placed


def run_resolver(runs: Path | None) -> Callable[[Document], Document]:
    """Gives every nested model that is a trained run the graph of that run; without a folder, no run is there."""
    find: FindRun = find_run(runs) if runs is not None else lambda run: None  # noqa: ARG005  one signature
    return lambda document: with_run_graphs(document, find)
