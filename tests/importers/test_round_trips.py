"""[I] Documents written as Python, `.keras` and Keras JSON and read again: the same graphs, trained in the same way."""

import json
from pathlib import Path

import keras
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from codegen.documents import DOCUMENTS
from importers.graph_as_built import difference_as_built
from importers.rebuilt import LIMITS
from layerloom.build.dry.call_cache import CallCache
from layerloom.build.real.model import build_model
from layerloom.codegen.python_script import to_python
from layerloom.graph.check import check_structure
from layerloom.importers.model_files.model_file_importer import import_model_file, import_model_json
from layerloom.importers.script.script_importer import ScriptChoices, import_script
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.document import Document, read_document
from support.drawing import look, structure_of
from support.graphs import graphs
from templates.shelf import SOUND, opened

CATALOG, CACHE = read_catalog(), CallCache()
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
"""What Keras warns about while it saves."""


def by_python(document: Document) -> Document:
    script = to_python(document, check_structure(document, CATALOG, LIMITS), CATALOG)
    found = import_script(script.encode(), "script.py", CATALOG, LIMITS, CACHE, ScriptChoices())
    prepared = document.data is not None and document.data.recipes
    # Lines that prepare the data are stepped over, and that is said.
    assert bool(found.reading.warnings) == bool(prepared)
    assert found.reading.holes == {}
    return found.document


def by_json(document: Document) -> Document:
    with keras.StatelessScope(initialize_variables=False):
        written = build_model(document, check_structure(document, CATALOG, LIMITS)).to_json()
    keras.utils.clear_session(free_memory=False)
    return read_document(import_model_json(json.loads(written), "model.json", CATALOG, LIMITS).document)


def by_keras_file(document: Document, folder: Path) -> Document:
    path = folder / "model.keras"
    build_model(document, check_structure(document, CATALOG, LIMITS)).save(path)
    found = import_model_file(path, path.name, CATALOG, LIMITS)
    assert found.parity is not None
    assert [line.state for line in found.parity.lines[:3]] == ["equal", "equal", "equal"]
    return read_document(found.document)


@pytest.mark.parametrize("name", SOUND)
def test_I480_a_template_comes_back_from_its_script_and_its_json(name: str) -> None:
    """The same calls in the same order, trained in the same way: with the seeds, that is every bit of the losses."""
    document = opened(name)
    assert difference_as_built(document, by_python(document), training=True).same
    if not any(
        entry.application for entry in document.models.values()
    ):  # those are compared in `test_applications`
        assert difference_as_built(document, by_json(document), training=False).same


@pytest.mark.parametrize("name", ["twin_digits", "two_outputs", "model_as_layer", "headline"])
def test_I480_a_template_comes_back_from_its_keras_file(name: str, tmp_path: Path) -> None:
    document = opened(name)
    assert difference_as_built(document, by_keras_file(document, tmp_path), training=False).same


FROZEN_BY_THE_MODEL = {"several ports"}
"""A frozen nested model is read as one whose layers are frozen, which trains the same."""
NAMED_BY_THE_MODEL = {"an application"}
"""Keras knows a nested model by the name of the model; here its entry has another."""


@pytest.mark.parametrize("name", sorted({*DOCUMENTS} - FROZEN_BY_THE_MODEL - NAMED_BY_THE_MODEL))
def test_I480_every_kind_of_call_comes_back_from_its_script(name: str) -> None:
    document = DOCUMENTS[name]()
    assert difference_as_built(document, by_python(document), training=True).same


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(document=graphs())
def test_I480_any_graph_comes_back(tmp_path_factory: pytest.TempPathFactory, document: Document) -> None:
    found = [*structure_of(document).problems, *look(document).problems]
    if any(problem.severity is Severity.error for problem in found):
        return
    assert difference_as_built(document, by_python(document), training=True).same
    assert difference_as_built(document, by_json(document), training=False).same
    folder = tmp_path_factory.mktemp("saved")
    assert difference_as_built(document, by_keras_file(document, folder), training=False).same
