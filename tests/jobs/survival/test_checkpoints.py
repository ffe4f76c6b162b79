"""[T11] Checkpoints and other files that are whole or not there."""

import hashlib
from pathlib import Path

import keras
import numpy as np
import pytest

from layerloom.jobs.checkpoints import checkpoints as module
from layerloom.jobs.checkpoints.atomic_files import write_whole
from layerloom.jobs.checkpoints.checkpoints import Checkpoints
from layerloom.jobs.checkpoints.training_state import TrainingState
from layerloom.jobs.checkpoints.variables import size_of
from layerloom.runtime.machine import this_machine
from layerloom_schema.runs.checkpoints import CheckpointManifest


def small() -> keras.Model:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dropout(0.5)])
    model.compile("adam", "mse")
    model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    return model


def state(epoch: int, batch: int = 0, loss: float = 1.0) -> TrainingState:
    return TrainingState(epoch, batch, logs={"loss": loss})


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_T11_two_are_kept_and_the_best_and_the_manifest_names_them_with_their_sums(tmp_path: Path) -> None:
    model = small()
    checkpoints = Checkpoints(tmp_path, model)
    for moment in (
        state(1, loss=3.0),
        state(2, loss=1.0),
        state(3, loss=2.0),
        state(4, loss=4.0),
        state(4, 7),
    ):
        assert checkpoints.save(moment, {}) is not None
    folder = tmp_path / "checkpoints"
    manifest = CheckpointManifest.model_validate_json((folder / "manifest.json").read_bytes())
    entries = manifest.checkpoints
    assert [(entry.epoch, entry.batch, entry.loss) for entry in entries] == [
        (4, 7, None), (3, None, 4.0), (1, None, 1.0),
    ]  # fmt: skip
    assert [entry.position for entry in entries] == [(4, 7), (4, 0), (2, 0)]
    assert {path.name for path in folder.iterdir()} == {"manifest.json", *(entry.name for entry in entries)}
    for entry in entries:
        assert hashlib.sha256((folder / entry.name).read_bytes()).hexdigest() == entry.sha256
    variables = [*model.variables, *model.optimizer.variables, *model.metrics_variables]
    assert manifest.variables == [variable.path for variable in variables]
    assert manifest.machine == this_machine()
    with np.load(folder / entries[0].name, allow_pickle=False) as arrays:
        assert TrainingState.from_array(arrays["state"]) == state(4, 7)
        for number, variable in enumerate(variables):
            assert np.array_equal(np.asarray(variable.numpy()), arrays[f"v{number:06d}"])


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_T11_short_epochs_are_not_slowed_by_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    now = 0.0
    checkpoints = Checkpoints(tmp_path, small())
    assert not checkpoints.due
    now = 5.5
    assert (checkpoints.due, checkpoints.overdue) == (True, False), "it waits for the end of a short epoch"
    now = 6.5
    assert checkpoints.overdue
    assert checkpoints.save(state(2), {}, started=6.0) is not None
    assert checkpoints.save(state(2), {}) is None, "the same moment again"
    now = 6.5 + 24.9
    assert not checkpoints.due, "what took half a second comes after 25 seconds"
    now = 6.5 + 25.1
    assert checkpoints.due


def test_T11_the_first_of_a_large_model_comes_when_it_costs_a_fiftieth_of_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    model = small()
    monkeypatch.setattr(module, "BYTES_A_SECOND", size_of(model))
    now = 0.0
    checkpoints = Checkpoints(tmp_path, model)
    assert not checkpoints.due
    now = 49.9
    assert not checkpoints.due
    now = 50.1
    assert checkpoints.due


def test_T11_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    path.write_text("old")

    def half(beside: Path) -> None:
        beside.write_text("ha")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_whole(path, half, lambda _: None)

    def damaged(_: Path) -> None:
        raise OSError("did not survive")

    with pytest.raises(OSError, match="survive"):
        write_whole(path, lambda beside: _write(beside, "new"), damaged)
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["model.keras"]
    write_whole(path, lambda beside: _write(beside, "new"), lambda _: None)
    assert path.read_text() == "new"


def _write(path: Path, text: str) -> None:
    path.write_text(text)
