"""A trained model to take away: with the recipes of its inputs inside, and the script that reads data for it."""

import tempfile
import warnings
import zipfile
from pathlib import Path

import keras

from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import Hooks
from layerloom.datasets.library import library_beside
from layerloom.datasets.recipes.division import Division, divide
from layerloom.datasets.recipes.end_to_end import end_to_end_model
from layerloom.graph.check import check_structure
from layerloom.trained_models import run_resolver
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.data.learned_recipes import LearnedRecipes
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import BUNDLE, MODEL, PREPROCESS, RECIPES, TABLES
from layerloom_schema.runs.views import RunSpec

from .adapt_layers import adapt_to
from .checkpoints.atomic_files import write_whole
from .checkpoints.model_files import verify_archive
from .prepare import prepare_run, read_spec


def write_bundle(folder: Path, runs: Path, to: Path | None = None) -> Division:
    """Write `model.zip` of a run: `model.keras`, one input a column of the file, `preprocess.py` and its tables.

    Args:
        folder: The folder of the run.
        runs: The folder of all runs, of which nested models may be some.
        to: The file to write, in the folder of the run by default.

    Returns:
        What lies in the model and what is left to `preprocess.py`.

    Raises:
        Refused: If the run has no model, or nothing was kept of how its data is prepared.
    """
    if not all((folder / name).is_file() for name in (MODEL, RECIPES, PREPROCESS)):
        raise Refused(404, ErrorCode.not_found, variant="no_artifact", params={"name": BUNDLE}, got=BUNDLE)
    spec = read_spec(folder)
    document = run_resolver(runs)(spec.document)
    learned = LearnedRecipes.model_validate_json((folder / RECIPES).read_bytes())
    trained = _trained(folder, runs, spec, document)
    division = divide(document, learned)
    model = end_to_end_model(document, trained, division)
    path = to or folder / BUNDLE
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".bundle-") as made, warnings.catch_warnings():
        # Keras calls `__array__` of a TensorFlow tensor in a way that NumPy 2 warns about.
        warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
        model.save(Path(made) / MODEL)
        write_whole(path, lambda beside: _pack(beside, Path(made) / MODEL, *_beside(folder)), verify_archive)
    return division


def _beside(folder: Path) -> list[Path]:
    """The files that go with the model of a run."""
    return [path for path in (folder / PREPROCESS, folder / TABLES) if path.is_file()]


def _pack(path: Path, *files: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, file.name)


def _trained(folder: Path, runs: Path, spec: RunSpec, document: Document) -> keras.Model:
    """The model of a run with its weights, built from the document. Its data is opened only where layers adapt."""
    structure = check_structure(document, read_catalog(), spec.limits)
    graphs = [document.graph, *(nested.graph for nested in document.models.values() if nested.graph)]
    adapts = any(isinstance(node, LayerNode) and node.adapt for graph in graphs for node in graph.nodes)
    hooks = Hooks()
    if adapts:  # the file of a model keeps the vocabularies of its layers where only `load_model` reads them
        hooks = Hooks(adapt=adapt_to(prepare_run(spec, runs, library_beside(runs)).data.training))
    model = build_model(document, structure, hooks)
    model.load_weights(folder / MODEL)
    return model
