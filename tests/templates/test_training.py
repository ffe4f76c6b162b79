"""Each template but the two mistakes trains for an epoch on random rows that fit it; the mistakes can be mended."""

import uuid
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import Hooks
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.datasets.recipes.run_recipes import with_recipes
from layerloom.datasets.row_binder import Rows, bind
from layerloom.datasets.synthetic import MAX_BYTES, plan_fields
from layerloom.graph.check import check_structure
from layerloom.graph.edits import apply
from layerloom.jobs.checkpoints.model_files import weights_of_runs
from layerloom.jobs.train.headless import train_document
from layerloom.trained_models import run_resolver
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document, read_document, write_document
from layerloom_schema.runs.events import Compiled, Completed, EpochEnded, Event
from templates.figures import FIGURES
from templates.shelf import LIMITS, MISTAKES, SOUND, few_rows, judged, opened

FEW = {
    "question_answering": 128,
    "headline": 128,
    "same_author": 128,
    "social_posts": 64,
    "inception": 2,
    "residual_identity": 64,
    "residual_linear": 64,
    "twin_xception": 2,
}
"""How many rows do for a template whose 1,000 would take a test too long; they come from a file."""


def train(name: str, folder: Path, **training: Any) -> tuple[Document, Path | None, list[Event]]:
    """One epoch, as `layerloom train` does it; the document, its file of rows and what was reported."""
    document = opened(name, epochs=1, **training)
    rows = few_rows(document, FEW[name], folder / "rows.npz") if name in FEW else None
    reported: list[Event] = []
    code = train_document(document, folder / "run", rows, reported.append)
    log = folder / "run" / "log.txt"
    assert code == 0, log.read_text() if log.exists() else reported
    return document, rows, reported


def rows_of(document: Document, path: Path | None) -> Rows:
    data = open_data(document, DataLibrary(), None if path is None else str(path))
    return bind(document, with_recipes(document, data, None).data).training


def evaluated(folder: Path, rows: Rows) -> dict[str, float]:
    """What Keras makes of the saved model and the rows, without us; in one batch, so that no mean is of unequal parts."""
    model = keras.saving.load_model(folder / "run" / "model.keras")
    found: dict[str, float] = model.evaluate(
        dict(rows.x), rows.y, batch_size=len(rows), verbose=0, return_dict=True
    )
    return found


LARGE = {"twin_xception"}
"""What takes more than a minute to trace; its figures are compared in `test_figures`."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] if name in LARGE else []) for name in SOUND]
)
def test_T28_a_template_trains_for_an_epoch_and_can_be_evaluated(name: str, tmp_path: Path) -> None:
    document, path, reported = train(name, tmp_path)
    assert isinstance(reported[-1], Completed)
    compiled = next(event for event in reported if isinstance(event, Compiled))
    assert compiled.params == FIGURES[name].params
    if path is not None:
        assert judged(document, read_file(path).data).ok
    logs = next(event.logs for event in reported if isinstance(event, EpochEnded))
    assert all(value is not None and np.isfinite(value) for value in logs.values())
    found = evaluated(tmp_path, rows_of(document, path))
    assert set(found) == {key for key in logs if not key.startswith("val_")}
    assert all(np.isfinite(value) for value in found.values())
    assert document.training is not None
    weights = {output: chosen.weight for output, chosen in document.training.outputs.items()}
    if len(weights) > 1:
        total = sum(weight * found[f"{output}_loss"] for output, weight in weights.items())
        assert found["loss"] == pytest.approx(total, rel=1e-4)


@pytest.mark.parametrize(("name", "rows"), [("inception", 41), ("twin_xception", 357), ("same_author", 1000)])
def test_T28_random_rows_of_the_largest_templates_fit_in_memory(name: str, rows: int) -> None:
    plans = plan_fields(opened(name))
    assert {plan.rows for plan in plans} == {rows}
    assert rows * sum(plan.row_bytes for plan in plans) <= MAX_BYTES


def test_T28_mnist_is_judged_on_the_rows_held_back(tmp_path: Path) -> None:
    _, _, reported = train("mnist", tmp_path)
    compiled = next(event for event in reported if isinstance(event, Compiled))
    assert (compiled.rows, compiled.validation_rows) == (1437, 360)
    logs = next(event.logs for event in reported if isinstance(event, EpochEnded))
    assert {"accuracy", "val_accuracy"} < set(logs)


def test_T28_question_answering_is_bound_by_name_or_by_order(tmp_path: Path) -> None:
    by_name = opened("question_answering", epochs=1)
    path = few_rows(by_name, 64, tmp_path / "named.npz")
    with np.load(path) as arrays:
        ordered = dict(zip("abc", (arrays[name] for name in ("text", "question", "answer")), strict=True))
    np.savez(tmp_path / "ordered.npz", **ordered)
    value = write_document(by_name)
    ports = [node.name for node in by_name.graph.nodes if node.kind == "input"]
    value["data"] |= {"inputs": dict(zip(ports, "ab", strict=True)), "targets": {"answer": "c"}}
    by_order = read_document(value)
    losses = []
    for document, file in ((by_name, "named"), (by_order, "ordered")):
        assert judged(document, read_file(tmp_path / f"{file}.npz").data).ok
        reported: list[Event] = []
        assert train_document(document, tmp_path / file, tmp_path / f"{file}.npz", reported.append) == 0
        losses.append(next(event.logs for event in reported if isinstance(event, EpochEnded)))
    assert losses[0] == losses[1]


@pytest.mark.parametrize(
    ("name", "code", "place", "title"),
    [
        ("two_tensors", "input.too_many", "f_3", "Join them with Concatenate"),
        ("unrelated_input", "graph.unrelated_input", "unrelated_input", "Remove unrelated_input"),
    ],
)
def test_T28_a_mistake_shows_its_one_problem_and_the_fix_mends_it(
    name: str, code: str, place: str, title: str, tmp_path: Path
) -> None:
    document = opened(name, epochs=1)
    report = judged(document)
    assert not report.ok
    (problem,) = report.problems
    assert problem.code.value == code
    assert [node.name for node in document.graph.nodes if node.id == problem.where.node] == [place]
    fix = problem.fixes[0]
    assert fix.title == title
    mended = apply(document, fix.edits)
    assert (judged(mended).ok, judged(mended).problems) == (True, [])
    assert judged(mended).totals.params == FIGURES[MISTAKES[name]].params
    assert train_document(mended, tmp_path / "run") == 0
    model = keras.saving.load_model(tmp_path / "run" / "model.keras")
    assert model.count_params() == FIGURES[MISTAKES[name]].params


def test_T28_a_trained_run_stands_in_for_the_nested_model_with_its_weights(tmp_path: Path) -> None:
    run = str(uuid.uuid4())
    assert train_document(opened("mnist", epochs=1), tmp_path / run) == 0
    trained = keras.saving.load_model(tmp_path / run / "model.keras")
    value = write_document(opened("model_as_layer", epochs=1))
    value["models"]["mnist"] = {"run": run}
    document = run_resolver(tmp_path)(read_document(value))
    assert judged(document).ok
    structure = check_structure(document, read_catalog(), LIMITS)
    model = build_model(document, structure, Hooks(weights=weights_of_runs(tmp_path)))
    held = model.get_layer("processed_sequences").layer
    for got, wanted in zip(held.get_weights(), trained.get_weights(), strict=True):
        assert np.array_equal(got, wanted)
    pictures = np.random.default_rng(5).random((3, 20, 784), dtype=np.float32)
    steps = model.predict({"input_sequences": pictures}, verbose=0)
    assert steps.shape == (3, 20, 10)
    one_by_one = trained.predict({"inputs": pictures.reshape(60, 784)}, verbose=0)
    assert np.allclose(steps.reshape(60, 10), one_by_one, atol=1e-6)
    reported: list[Event] = []
    assert (
        train_document(read_document(value), tmp_path / "further", None, reported.append, runs=tmp_path) == 0
    )
    assert isinstance(reported[-1], Completed)
