"""Finds trained models by run id, the document and `model.keras`, and the weights that models start from."""

import os
import re
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

from layerloom.graph.nested_models import FindRun, with_run_graphs
from layerloom_schema import strict_json
from layerloom_schema.documents.data_preparation import named_datasets
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Unreadable
from layerloom_schema.runs.folder import MODEL, SPEC
from layerloom_schema.runs.views import RunSpec

_WEIGHTS_ID = re.compile("[0-9a-f]{32}")


def find_run(runs: Path) -> FindRun:
    """A function that finds the document of a run by its id; `None` if the run has no model."""

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
    """The path of the model that a run saved at its end; `None` if there is none, or if `run` is no run id."""
    try:
        folder = runs / str(uuid.UUID(run))
    except ValueError:
        return None
    return folder / MODEL if (folder / MODEL).is_file() else None


def start_weights_folder(runs: Path) -> Path:
    """The folder of the weights that models start from, beside the runs."""
    return runs.parent / "weights"


def start_weights_file(runs: Path, id: str) -> Path | None:
    """The file of weights with an id; None if there is none, or if it is no id."""
    path = start_weights_folder(runs) / f"{id}.npz"
    return path if _WEIGHTS_ID.fullmatch(id) and path.is_file() else None


def weights_file(run: str) -> str:
    """The name of a run's model next to an exported script that loads its weights."""
    return f"{uuid.UUID(run)}.keras"


def put_weights_beside(document: Document, runs: Path, folder: Path) -> list[Path]:
    """Link or copy the models of a document's trained runs into a folder, under the names that its script loads.

    Runs without a model are left out. Raises `OSError`.
    """
    placed: list[Path] = []
    for run in sorted({nested.run for nested in document.models.values() if nested.run is not None}):
        model = model_file(runs, run)
        if model is None:
            continue
        target = folder / weights_file(run)
        target.unlink(missing_ok=True)
        try:
            os.link(model, target)
        except OSError:
            shutil.copyfile(model, target)
        placed.append(target)
    return placed


def run_resolver(runs: Path | None) -> Callable[[Document], Document]:
    """A function that gives nested models which are trained runs the graphs of those runs, found in the folder `runs`."""
    find: FindRun = find_run(runs) if runs is not None else lambda run: None  # noqa: ARG005  one signature
    return lambda document: with_run_graphs(document, find)


def runs_using_dataset(runs: Path, name: str) -> list[str]:
    """The names of the documents that the runs in a folder train with a data set, each once."""
    found: dict[str, None] = {}
    for spec in sorted(runs.glob(f"*/{SPEC}")):
        try:
            document = strict_json.loads(spec.read_bytes())["document"]
        except (OSError, ValueError, KeyError, TypeError, Unreadable):  # a damaged run keeps nothing alive
            continue
        if name in named_datasets(document):
            found[str(document.get("name"))] = None
    return [*found]
