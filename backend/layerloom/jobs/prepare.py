"""From a run's spec to its data and its compiled model: what training, restoring and every other job begin with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import keras

from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import BuiltGraph, Hooks, Keep
from layerloom.catalog.keras_private import reset_uids
from layerloom.datasets.dataset import Dataset
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data, open_validation
from layerloom.datasets.recipes.recipe_cache import RecipeCache
from layerloom.datasets.recipes.run_recipes import with_recipes
from layerloom.datasets.row_binder import BoundData, bind
from layerloom.graph.check import check_structure
from layerloom.graph.structure import Structure
from layerloom.trained_models import run_resolver
from layerloom_schema import strict_json
from layerloom_schema.base import ModelName
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.data.learned_layers import LearnedLayer, LearnedLayers
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import SPEC
from layerloom_schema.runs.views import RunSpec

from .adapt_layers import adapt_to
from .checkpoints.model_files import weights_of_runs
from .compile_model import compile_model
from .learned_layers import give_known, give_learned, remember
from .start_weights import assign_start_weights


@dataclass(frozen=True)
class PreparedRun:
    """A document with the graphs of its trained runs in place, its structural check, and its data bound to it."""

    document: Document
    structure: Structure
    data: BoundData
    runs: Path
    """The folder of all runs: nested models that are trained runs take their weights from it."""
    info: DatasetInfo
    """The data set as it came, without what recipes make of it."""
    learned: Mapping[str, Recipe]
    """The recipes with what they learned from the training rows."""
    known_layers: Sequence[LearnedLayer]
    """What layers learned in the run that this one came from."""
    source: Dataset
    validation_source: Dataset | None
    """The data as it came, and the data set to validate on where there is one of its own."""

    @property
    def training(self) -> Training:
        """The settings of training, all defaults where the document has none."""
        return self.document.training or Training()


def read_spec(folder: Path) -> RunSpec:
    """The spec of a run folder. Raises `OSError`, `Unreadable` or `ValidationError`."""
    return RunSpec.model_validate(strict_json.loads((folder / SPEC).read_bytes()))


def prepare_run(spec: RunSpec, runs: Path, library: DataLibrary) -> PreparedRun:
    """Open and bind the data of a run, and check its graph within the limits that the spec carries.

    Data comes first: synthesizing it must not come between the random seed and the layers that draw from it.
    """
    document = run_resolver(runs)(spec.document)
    versions = spec.data.versions
    data = open_data(document, library, spec.data_path, versions, downloads=spec.limits.downloads)
    validation = open_validation(document, library, versions, downloads=spec.limits.downloads)
    for opened in (data, validation):
        if opened is not None:
            _check_version(opened.info, versions)
    most_bytes = spec.limits.training_bytes
    cache = RecipeCache(library.prepared_folder, spec.limits.prepared_bytes)
    prepared = with_recipes(document, data, validation, cache, most_bytes, spec.data.recipes)
    bound = bind(document, prepared.data, prepared.validation, most_bytes)
    structure = check_structure(document, read_catalog(), spec.limits)
    return PreparedRun(
        document, structure, bound, runs, data.info, prepared.learned, spec.learned, data, validation
    )


def _check_version(info: DatasetInfo, versions: Mapping[str, str]) -> None:
    """Raise `Refused` where a data set is not in the version that the run was started with."""
    pinned = versions.get(info.name)
    if pinned is not None and not info.follows_model and pinned != info.version:
        raise Refused(
            409,
            ErrorCode.data_unreadable,
            variant="other_version",
            params={"dataset": info.phrase, "version": pinned, "found": info.version},
        )


def seed_keras(seed: int) -> None:
    """Seed all random generators, and number unnamed layers from 0 as in a new process: their names are in the logs."""
    reset_uids()
    keras.utils.set_random_seed(seed)


def start_model(
    prepared: PreparedRun,
    keep: Keep | None = None,
    learned: LearnedLayers | None = None,
    kept: list[LearnedLayer] | None = None,
) -> keras.Model:
    """Like `prepare_model`, with the weights that the document says the model starts from."""
    graphs: dict[ModelName | None, BuiltGraph] = {}

    def keep_too(name: ModelName | None, made: BuiltGraph) -> None:
        graphs[name] = made
        if keep is not None:
            keep(name, made)

    model = prepare_model(prepared, keep_too, learned, kept)
    assign_start_weights(prepared.document, graphs, prepared.runs)
    return model


def prepare_model(
    prepared: PreparedRun,
    keep: Keep | None = None,
    learned: LearnedLayers | None = None,
    kept: list[LearnedLayer] | None = None,
) -> keras.Model:
    """Build and compile the model of a run, with all optimizer variables created.

    `keep` is called with every graph as it is built. Layers that adapt are given what they `learned` in an earlier job,
    or in the run that this one came from, or else are adapted, and what they learned is added to `kept`.

    Raises `Refused` where the graph has errors or an output no loss.
    """
    if learned is None:
        adapt = give_known(prepared.known_layers, adapt_to(prepared.data.training))
    else:
        adapt = give_learned(learned)
    hooks = Hooks(adapt if kept is None else remember(adapt, kept), weights_of_runs(prepared.runs), keep)
    model = build_model(prepared.document, prepared.structure, hooks)
    compile_model(prepared.document, model)
    model.optimizer.build(model.trainable_variables)
    return model
