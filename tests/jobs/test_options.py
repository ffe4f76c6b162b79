"""[T22, T24, T25] Callbacks, a second data set, precision: what a run makes of them, and what the check says."""

import os
from pathlib import Path
from typing import Any

import keras
import pytest

from check.test_training_rules import mended, only, problems
from jobs.models import edited, iris, twins
from jobs.plain_keras import fit_plainly
from jobs.test_sample_weights import FEATURES, LABELS, epochs_of
from jobs.test_trainer import run
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data, open_validation
from layerloom.datasets.row_binder import bind
from layerloom.graph.edits import apply
from layerloom.jobs.checkpoints.checkpoint_files import CheckpointFiles
from layerloom.runs.folder import RunFolder
from layerloom_schema.checks.problems import Code, Severity
from layerloom_schema.documents.document import Document

DECAY = {
    "name": "ExponentialDecay",
    "config": {"initial_learning_rate": 0.1, "decay_steps": 2, "decay_rate": 0.5},
}
SCHEDULER = {"name": "LearningRateScheduler", "config": {"schedule": DECAY}}
AUC = {"name": "AUC", "config": {}}
COMPILED: dict[str, Any] = {
    "optimizer": "sgd",
    "loss": "sparse_categorical_crossentropy",
    "metrics": ["sparse_categorical_accuracy"],
}


def test_T22_the_rate_of_an_epoch_is_the_schedule_of_its_number(tmp_path: Path) -> None:
    document = iris(epochs=4, callbacks=[SCHEDULER])
    rate = keras.callbacks.LearningRateScheduler(lambda epoch: 0.1 * 0.5 ** (epoch / 2))
    ours = epochs_of(document, tmp_path, features=FEATURES, label=LABELS)
    assert ours == fit_plainly(document, COMPILED, ({"features": FEATURES}, LABELS), None, (rate,))
    assert len(set(ours["learning_rate"])) == 4


@pytest.mark.parametrize(
    ("weights_only", "name"), [(False, "checkpoint.keras"), (True, "checkpoint.weights.h5")]
)
def test_T22_the_best_epoch_is_kept_in_the_folder_of_the_run(
    weights_only: bool, name: str, tmp_path: Path
) -> None:
    config = {"monitor": "loss", "save_best_only": True, "save_weights_only": weights_only}
    document = iris(epochs=3, callbacks=[{"name": "ModelCheckpoint", "config": config}])
    folder = tmp_path / "run"
    events = run(document, folder)
    assert events[-1].type == "completed"
    assert not (folder / "saving").exists()
    model = keras.saving.load_model(folder / "model.keras")
    (model.load_weights if weights_only else keras.saving.load_model)(folder / name)
    assert sorted(path.name for path in Path.cwd().glob("checkpoint*")) == []
    assert name in RunFolder(folder).artifacts(True)


def test_T22_half_a_file_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "checkpoint.keras").write_bytes(b"whole")
    with CheckpointFiles(tmp_path) as keeping:
        keeping.folder.mkdir()
        (keeping.folder / "checkpoint.keras").write_bytes(b"ha")
    assert os.listdir(tmp_path) == ["checkpoint.keras"]
    assert (tmp_path / "checkpoint.keras").read_bytes() == b"whole"


@pytest.mark.parametrize(
    ("monitor", "guess"),
    [("acuracy", "accuracy"), ("val_sparse_accuracy", None), ("digit_accuracy", "accuracy")],
)
@pytest.mark.parametrize(("mode", "severity"), [("max", Severity.warning), ("auto", Severity.error)])
def test_T22_what_nothing_measures_is_reported_before_keras_stops_over_it(
    monitor: str, guess: str | None, mode: str, severity: Severity
) -> None:
    stop = {"name": "EarlyStopping", "config": {"monitor": monitor, "mode": mode}}
    problem = only(twins(callbacks=[stop]))
    assert (problem.severity, problem.where.field) == (severity, "training.callbacks.0.config.monitor")
    if guess:
        assert problem.fixes[0].title == f"Watch {guess}"
        mended(twins(callbacks=[stop]), problem)


@pytest.mark.parametrize("monitor", ["loss", "val_loss", "val_accuracy", "accuracy", "auc", "val_auc_1"])
def test_T22_what_is_measured_may_be_watched(monitor: str) -> None:
    document = twins(callbacks=[{"name": "EarlyStopping", "config": {"monitor": monitor}}])
    document = edited(
        document, "training", "outputs", "digit", "loss", value={"name": "CategoricalCrossentropy"}
    )
    document = edited(document, "training", "outputs", "digit", "metrics", value=["accuracy"])
    document = edited(document, "training", "outputs", "digit", "weighted_metrics", value=[AUC, AUC])
    assert [
        found for found in problems(document.model_copy(update={"data": None})) if "watches" in found.message
    ] == []


@pytest.mark.parametrize("name", ["LearningRateScheduler", "ReduceLROnPlateau"])
def test_T22_one_thing_sets_the_rate(name: str) -> None:
    callback = SCHEDULER if name in SCHEDULER.values() else {"name": name, "config": {"monitor": "loss"}}
    document = iris(callbacks=[callback], optimizer={"name": "Adam", "config": {"learning_rate": DECAY}})
    problem = only(document)
    assert (problem.code, problem.severity) == (Code.param_range, Severity.error)
    for fix in range(2):
        mended(document, problem, fix)


def on_itself(**training: Any) -> Document:
    return twins(epochs=2, validation={"dataset": "digits"}, **training)


def test_T24_a_second_data_set_is_validated_on_whole(tmp_path: Path) -> None:
    document = on_itself()
    bound = bind(document, open_data(document, DataLibrary()), open_validation(document, DataLibrary()))
    assert (len(bound.training), len(bound.validation)) == (1797, 1797)
    events = run(document, tmp_path / "run")
    compiled = next(event for event in events if event.type == "compiled")
    assert (compiled.rows, compiled.validation_rows) == (1797, 1797)
    last = [event.logs for event in events if event.type == "epoch_ended"][-1]
    model = keras.saving.load_model(tmp_path / "run" / "model.keras")
    rows = bound.validation
    assert model.evaluate(dict(rows.x), rows.y, batch_size=32, verbose=0) == [
        last["val_loss"],
        last["val_accuracy"],
    ]


def test_T24_a_share_and_a_data_set_are_not_both() -> None:
    document = twins(validation={"split": 0.2, "dataset": "digits"})
    problem = only(document)
    assert problem.where.field == "training.validation.split"
    assert apply(document, problem.fixes[0].edits).training.validation.dataset == "digits"  # type: ignore[union-attr]
    mended(document, problem, 1)


def test_T24_callbacks_may_watch_the_second_data_set() -> None:
    assert problems(on_itself(callbacks=[{"name": "EarlyStopping", "config": {}}])) == []


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_T25_a_run_in_mixed_precision_is_keras_to_the_bit(policy: str, tmp_path: Path) -> None:
    document = iris(epochs=3, dtype_policy=policy, optimizer="adam")
    ours = epochs_of(document, tmp_path, features=FEATURES, label=LABELS)
    theirs = fit_plainly(document, {**COMPILED, "optimizer": "adam"}, ({"features": FEATURES}, LABELS))
    assert ours == theirs
    assert ours != epochs_of(
        iris(epochs=3, optimizer="adam"), _new(tmp_path), features=FEATURES, label=LABELS
    )
    assert keras.config.dtype_policy().name == "float32"
    # Keras saves no state of an optimizer that scales the loss that it would read again without a warning.
    saved = keras.saving.load_model(tmp_path / "run" / "model.keras", compile=False)
    assert {layer.dtype_policy.name for layer in saved.layers[1:]} == {policy}
    names = saved.predict({"features": FEATURES}, verbose=0)
    assert names.dtype.name == policy.removeprefix("mixed_")


def test_T25_a_policy_that_there_is_not() -> None:
    problem = only(iris(dtype_policy="mixed_float8"))
    assert (problem.code, problem.where.field) == (Code.param_range, "training.dtype_policy")
    assert problem.fixes[0].title == "Use mixed_float16"
    mended(iris(dtype_policy="mixed_float8"), problem)


def _new(folder: Path) -> Path:
    beside = folder / "beside"
    beside.mkdir()
    return beside


def test_T20_classes_that_there_are_not() -> None:
    def weighed(weights: dict[str, float], document: Document | None = None) -> Document:
        document = document or iris()
        (name,) = document.training.outputs  # type: ignore[union-attr]
        return edited(document, "training", "outputs", name, "class_weight", value=weights)

    assert problems(weighed({"0": 0.0, "2": 7.5})) == []
    for name in ("3", "-1", "01", "a", "1.0", "²"):
        problem = only(weighed({name: 1.0}))
        assert (problem.code, problem.where.field) == (
            Code.param_range,
            f"training.outputs.species.class_weight.{name}",
        )
    assert mended(weighed({"3": 1.0}), only(weighed({"3": 1.0}))).training is not None
    assert only(weighed({"1": -2.0})).code is Code.param_range
    mse = edited(iris(), "training", "outputs", "species", value={"loss": "mse"}).model_copy(
        update={"data": None}
    )
    problem = only(weighed({"1": 2.0}, mse))
    assert problem.code is Code.training_loss_mismatch
    assert "no class of its own" in problem.message


def test_T20_a_loss_of_the_whole_batch_weighs_no_row() -> None:
    document = edited(
        iris(), "training", "outputs", "species", value={"loss": {"name": "Dice", "config": {}}}
    )
    document = edited(document, "data", value={"sample_weights": {"species": "w"}})
    problem = only(document)
    assert (problem.code, problem.where.field) == (
        Code.training_loss_mismatch,
        "data.sample_weights.species",
    )
    loss = {"name": "Dice", "config": {"axis": [1]}}
    assert problems(edited(document, "training", "outputs", "species", "loss", value=loss)) == []
