"""[R] A run starts from the weights of a file, to the bit as its script does, and Keras evaluates them alike."""

from pathlib import Path

import keras
import numpy as np
import pytest

from jobs.models import iris, structure_of
from layerloom.build.real.model import build_model
from layerloom.datasets.library import DataLibrary
from layerloom.importers.weights.load_weights import load_weights
from layerloom.jobs.compile_model import compile_model
from layerloom.jobs.evaluate.evaluate_run import evaluate_unseen
from layerloom.jobs.prepare import prepare_run, start_model
from layerloom.jobs.train.headless import train_document
from layerloom.trained_models import start_weights_folder
from layerloom_schema.base import RunId
from layerloom_schema.documents.document import Document, StartWeights, read_document, write_document
from layerloom_schema.runs.events import EpochEnded, Event, Failed
from layerloom_schema.runs.folder import SCRIPT, START_WEIGHTS
from layerloom_schema.runs.views import RunSpec
from support.processes.warm_python import WarmPython
from support.script_history import history_of

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
RUN = RunId("11111111-1111-4111-8111-111111111111")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "runs"


@pytest.fixture(scope="module")
def weights(shelf: Path) -> Path:
    """A weights file that Keras wrote, of a model of equal layers that was drawn with another seed."""
    keras.utils.set_random_seed(77)
    path = shelf.parent / "other.weights.h5"
    model = build_model(iris(), structure_of(iris()))
    model.save_weights(path)
    return path


@pytest.fixture(scope="module")
def document(shelf: Path, weights: Path) -> Document:
    """With a test share, on the weights of the file."""
    value = write_document(iris(epochs=2))
    value["data"]["split"] = {"by": "random", "test": 0.2, "seed": 1}
    plain = read_document(value)
    report = load_weights(
        plain, structure_of(plain), weights, weights.name, start_weights_folder(shelf), partly=False
    )
    assert report.file is not None
    return read_document({**value, "weights": [{"file": report.file, "match": report.match}]})


def losses(document: Document, out: Path, runs: Path) -> list[float | None]:
    events: list[Event] = []
    assert train_document(document, out, on_event=events.append, runs=runs) == 0
    return [event.logs["loss"] for event in events if isinstance(event, EpochEnded)]


def test_R283_a_run_starts_from_loaded_weights_as_its_script_does(
    document: Document, shelf: Path, tmp_path: Path, warm_python: WarmPython
) -> None:
    ours = losses(document, tmp_path / "run", shelf)
    assert (tmp_path / "run" / START_WEIGHTS).is_file()
    script = (tmp_path / "run" / SCRIPT).read_text()
    assert history_of(script, tmp_path / "run", warm_python)["loss"] == ours
    anew = document.model_copy(update={"weights": []})
    assert losses(anew, tmp_path / "anew", shelf) != ours


def test_R283_loaded_weights_are_evaluated_as_keras_does(
    document: Document, shelf: Path, weights: Path
) -> None:
    ready = prepare_run(RunSpec(run=RUN, attempt=1, document=document), shelf, DataLibrary())
    spec = RunSpec(run=RUN, attempt=1, document=document)
    found = evaluate_unseen(start_model(ready), ready, spec, None)
    plain = build_model(document, structure_of(document))
    plain.load_weights(weights)
    compile_model(document, plain)
    rows = ready.data.test
    expected = plain.evaluate(
        dict(rows.x), rows.packed[1], batch_size=ready.training.batch_size, verbose=0, return_dict=True
    )
    assert found.metrics == expected
    assert np.isfinite(expected["loss"])


def test_R283_a_run_whose_weights_are_gone_fails_with_a_sentence(document: Document, tmp_path: Path) -> None:
    gone = StartWeights(file="0" * 32, name="mine.h5")
    events: list[Event] = []
    wanted = document.model_copy(update={"weights": [gone]})
    assert train_document(wanted, tmp_path / "run", on_event=events.append, runs=tmp_path) == 1
    last = events[-1]
    assert isinstance(last, Failed)
    assert "mine.h5" in last.message
