"""[T11] Checkpoints and other files that are whole or not there."""

import hashlib
import json
from pathlib import Path

import keras
import numpy as np
import pytest

from layerloom.jobs.checkpoints import checkpoints as module
from layerloom.jobs.checkpoints.atomic_files import write_whole
from layerloom.jobs.checkpoints.checkpoints import Checkpoints


def small() -> keras.Model:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dropout(0.5)])
    model.compile("adam", "mse")
    model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    return model


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_T11_two_are_kept_and_the_manifest_names_them_with_their_sums(tmp_path: Path) -> None:
    model = small()
    checkpoints = Checkpoints(tmp_path, model)
    assert [checkpoints.save(epoch, now=True) for epoch in range(3)] == [
        f"epoch-{epoch:06d}.npz" for epoch in range(3)
    ]
    folder = tmp_path / "checkpoints"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert [entry["epoch"] for entry in manifest["checkpoints"]] == [2, 1]
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json", "epoch-000001.npz", "epoch-000002.npz",
    }  # fmt: skip
    for entry in manifest["checkpoints"]:
        assert hashlib.sha256((folder / entry["name"]).read_bytes()).hexdigest() == entry["sha256"]
    variables = [*model.variables, *model.optimizer.variables]
    assert manifest["variables"] == [variable.path for variable in variables]
    with np.load(folder / "epoch-000002.npz", allow_pickle=False) as arrays:
        for variable, name in zip(variables, sorted(arrays), strict=True):
            assert np.array_equal(np.asarray(variable.numpy()), arrays[name])


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_T11_short_epochs_are_not_slowed_by_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoints = Checkpoints(tmp_path, small())
    assert checkpoints.save(0) is None
    monkeypatch.setattr(module, "AT_LEAST", 0.0)
    now = module.time.monotonic() + 10
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    assert checkpoints.save(1) == "epoch-000001.npz"
    assert checkpoints.save(1, now=True) is None


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
