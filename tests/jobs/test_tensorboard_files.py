"""[R400] What TensorBoard reads of a run: the numbers of its epochs, where Keras's own callback would put them."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tensorflow as tf
from tensorflow.core.util.event_pb2 import Event as Record
from tensorflow.core.util.event_pb2 import SessionLog

from jobs.models import iris
from layerloom.jobs.train.headless import train_document
from layerloom.jobs.train.tensorboard_files import TensorBoardFiles
from layerloom_schema.base import RunId
from layerloom_schema.runs.events import EpochEnded, Event, Restored

HEAD: dict[str, Any] = {
    "run": RunId("0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11"),
    "seq": 1,
    "at": datetime(2026, 1, 1, tzinfo=UTC),
}


def records(folder: Path, side: str) -> Iterator[Record]:
    """The records of all files of a side, the files in the order of their names."""
    for path in sorted((folder / "tensorboard" / side).iterdir()):
        for raw in tf.data.TFRecordDataset(str(path)):
            yield Record.FromString(raw.numpy())


def scalars(folder: Path, side: str) -> dict[str, list[tuple[int, float]]]:
    """The steps and numbers of each tag."""
    found: dict[str, list[tuple[int, float]]] = {}
    for record in records(folder, side):
        for value in record.summary.value:
            assert value.metadata.plugin_data.plugin_name == "scalars"
            found.setdefault(value.tag, []).append((record.step, float(tf.make_ndarray(value.tensor))))
    return found


def ended(epoch: int, attempt: int = 1, **fields: Any) -> EpochEnded:
    return EpochEnded(**{**HEAD, "attempt": attempt, "epoch": epoch, "seconds": 1.0, **fields})


def test_R400_the_numbers_of_each_epoch_are_where_keras_puts_them(tmp_path: Path) -> None:
    seen: list[Event] = []
    document = iris(epochs=3, validation={"split": 0.2}, optimizer={"name": "SGD", "config": {}})
    assert train_document(document, tmp_path, None, seen.append) == 0
    epochs = [event for event in seen if isinstance(event, EpochEnded)]
    names = [name for name in epochs[0].logs if not name.startswith("val_")]
    expected: dict[str, dict[str, list[float | None]]] = {
        "train": {f"epoch_{name}": [event.logs[name] for event in epochs] for name in names},
        "validation": {f"epoch_{name}": [event.logs[f"val_{name}"] for event in epochs] for name in names},
    }
    expected["train"]["epoch_learning_rate"] = [event.learning_rate for event in epochs]
    for side, tags in expected.items():
        found = scalars(tmp_path, side)
        assert set(found) == set(tags)
        for tag, values in tags.items():
            assert found[tag] == [
                (epoch, pytest.approx(value, rel=1e-6)) for epoch, value in enumerate(values)
            ]
        first = next(records(tmp_path, side))
        assert first.file_version == "brain.Event:2"
        [path] = (tmp_path / "tensorboard" / side).iterdir()
        assert path.name.startswith("events.out.tfevents.")
        assert path.name.endswith(".v2")


def test_R400_a_later_attempt_takes_back_what_it_trains_again(tmp_path: Path) -> None:
    first, second = TensorBoardFiles(tmp_path), TensorBoardFiles(tmp_path)
    for epoch in range(3):
        first.take(ended(epoch, logs={"loss": 1.0}))
    second.take(Restored(**HEAD, attempt=2, epoch=1))
    second.take(ended(1, attempt=2, logs={"loss": 0.5}))
    starts = [
        record.step for record in records(tmp_path, "train") if record.session_log.status == SessionLog.START
    ]
    assert starts == [0, 1], "TensorBoard drops what it read before of these steps and those after them"
    assert scalars(tmp_path, "train") == {"epoch_loss": [(0, 1.0), (1, 1.0), (2, 1.0), (1, 0.5)]}
    assert not (tmp_path / "tensorboard" / "validation").exists()


def test_R400_numbers_that_are_not_finite_are_written_as_they_are(tmp_path: Path) -> None:
    logs = {"loss": None, "val_loss": None, "mae": 2.0}
    TensorBoardFiles(tmp_path).take(ended(0, logs=logs, nonfinite={"loss": "nan", "val_loss": "-inf"}))
    [(_, loss)] = scalars(tmp_path, "train")["epoch_loss"]
    assert math.isnan(loss)
    assert scalars(tmp_path, "validation") == {"epoch_loss": [(0, -math.inf)]}


def test_R400_files_that_cannot_be_written_end_no_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tensorboard").write_text("in the way")
    files = TensorBoardFiles(tmp_path)
    for epoch in range(2):
        files.take(ended(epoch, logs={"loss": 1.0}))
    assert capsys.readouterr().out.count("The files for TensorBoard end with epoch 0") == 1
