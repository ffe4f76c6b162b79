"""[I] Applications of Keras, saved by plain Keras: graphs and counts as data, weights, and numbers to the bit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from importers.rebuilt import LIMITS, document_of, imported, rows_for
from layerloom.build.dry.call_cache import CallCache
from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import BuiltGraph, Hooks
from layerloom.catalog.application_reader import APPLICATIONS
from layerloom.check.full_check import full_check
from layerloom.graph.check import check_structure
from layerloom.importers.model_files.model_file_importer import import_model_file
from layerloom.importers.weights.load_weights import load_weights
from layerloom.jobs.start_weights import assign_start_weights
from layerloom.trained_models import start_weights_folder
from layerloom_schema.base import ModelName
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.document import Document, StartWeights, read_document
from layerloom_schema.documents.graph import Graph, LayerNode
from layerloom_schema.models.import_warnings import WarningCode
from support.oracles.applications import NAMES, SIDES

CATALOG, CACHE = read_catalog(), CallCache()
WITH_KERNELS = ("Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Dense")
NORMALIZED = {WarningCode.unlearned}
"""EfficientNet normalizes its images: mean, variance and a count of batches are weights in Keras and settings here."""


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session(free_memory=False)


@pytest.mark.parametrize("name", NAMES)
def test_I481_the_config_of_an_application_comes_in_as_its_graph(name: str) -> None:
    with keras.StatelessScope(initialize_variables=False):
        model = APPLICATIONS[name](weights=None)
        found = imported(model)
    document = document_of(found)
    learned = 7 * any(warning.code in NORMALIZED for warning in found.warnings)
    assert {warning.code for warning in found.warnings} <= NORMALIZED
    report = full_check(document, CATALOG, LIMITS, CACHE, for_training=False)
    assert [problem.message for problem in report.problems if problem.severity is Severity.error] == []
    assert report.totals.params == model.count_params() - learned
    assert _kernels(document.graph) == sorted(
        layer.name for layer in model.layers if type(layer).__name__ in WITH_KERNELS
    )
    assert _wires(document, model)


def _kernels(graph: Graph) -> list[str]:
    """The names of the layers with a kernel."""
    return sorted(
        node.name for node in graph.nodes if isinstance(node, LayerNode) and node.layer in WITH_KERNELS
    )


def _wires(document: Document, model: keras.Model) -> bool:
    """Whether each layer of Keras that is a node here too is fed by as many tensors."""
    fed = {node.id: 0 for node in document.graph.nodes}
    for edge in document.graph.edges:
        fed[edge.target] += 1
    here = {node.name: fed[node.id] for node in document.graph.nodes if isinstance(node, LayerNode)}
    there = {
        layer.name: len(layer._inbound_nodes[0].input_tensors)
        for layer in model.layers
        if layer._inbound_nodes
    }
    return all(here[name] == there[name] for name in here.keys() & there.keys())


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, when it saves
@pytest.mark.parametrize("name", NAMES)
def test_I481_a_saved_application_gives_the_same_bits_here_and_back_in_keras(
    name: str, tmp_path: Path
) -> None:
    side = SIDES.get(name, 64)
    keras.utils.set_random_seed(5)
    options = {} if name.startswith("NASNet") else {"include_top": False, "pooling": "avg"}
    shape = {} if name.startswith("NASNet") else {"input_shape": (side, side, 3)}
    model = APPLICATIONS[name](weights=None, **options, **shape)
    path = tmp_path / "model.keras"
    model.save(path)
    found = import_model_file(path, path.name, CATALOG, LIMITS)
    ours = with_weights(read_document(found.document), path, tmp_path / "runs")
    rows = rows_for(model)
    (images,) = rows.values()
    expected = model.predict(images, verbose=0)
    assert np.ptp(expected) > 0
    given: Any = {tensor.name: images for tensor in ours.inputs}
    np.testing.assert_array_equal(expected, ours.predict(given, verbose=0))
    ours.save(tmp_path / "back.keras")
    back = keras.models.load_model(tmp_path / "back.keras")
    np.testing.assert_array_equal(expected, back.predict(given, verbose=0))


def with_weights(document: Document, path: Path, runs: Path) -> keras.Model:
    """The model of a document with the weights of a file, as a run begins with them."""
    structure = check_structure(document, CATALOG, LIMITS)
    folder = start_weights_folder(runs)
    report = load_weights(document, structure, path, path.name, folder, partly=True)
    assert report.misfits == []
    assert report.file is not None
    source = StartWeights(file=report.file, match=report.match)
    started = document.model_copy(update={"weights": [source]})
    graphs: dict[ModelName | None, BuiltGraph] = {}
    model = build_model(started, structure, Hooks(keep=graphs.__setitem__))
    assign_start_weights(started, graphs, runs)
    return model
