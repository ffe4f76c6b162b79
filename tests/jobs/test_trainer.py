"""The trainer, in this process and in its own: what it writes, how it ends, what it leaves."""

import json
import os
import signal
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keras
import numpy as np
import pytest

from jobs.models import edited, iris, reader, twins
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.datasets.row_binder import bind
from layerloom.jobs.train.headless import train_document
from layerloom.jobs.train.trainer import BUSY, train
from layerloom.rundir.lock import lock_holder, take_lock
from layerloom_schema import strict_json
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.events import (
    EVENT,
    Batch,
    CheckpointSaved,
    Compiled,
    Completed,
    Diverged,
    EpochEnded,
    Event,
    Failed,
    Observed,
    Stopped,
)
from support.processes.warm_python import WarmProcess, WarmPython

SLOW = {"epochs": 100_000, "batch_size": 2}
"""Longer than any test waits."""


def events_of(folder: Path) -> list[Event]:
    return [EVENT.validate_json(line) for line in (folder / "events.jsonl").read_bytes().splitlines()]


def run(document: Document, folder: Path, data_path: Path | None = None) -> list[Event]:
    """A whole run in this process; what it passed to its listener is what it wrote."""
    reported: list[Event] = []
    train_document(document, folder, data_path, reported.append)
    assert reported == events_of(folder)
    assert [event.seq for event in reported] == list(range(1, len(reported) + 1))
    return reported


@contextmanager
def own_process(document: Document, folder: Path, python: WarmPython) -> Iterator[WarmProcess]:
    """`python -m layerloom.workers.trainer`, once its first epoch is over."""
    folder.mkdir()
    spec = {
        "run": "0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11",
        "attempt": 1,
        "document": document.model_dump(mode="json", exclude_unset=True),
    }
    (folder / "spec.json").write_text(strict_json.dumps(spec))
    process = python.start("-m", "layerloom.workers.trainer", folder, files=folder.parent)
    try:
        wait_for(folder, "epoch_ended")
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def wait_for(folder: Path, type_: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not any(event.type == type_ for event in whole_events(folder)):
        assert time.monotonic() < end, (folder / "log.txt").read_text()
        time.sleep(0.02)


def whole_events(folder: Path) -> list[Event]:
    path = folder / "events.jsonl"
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    return [EVENT.validate_json(line) for line in lines if line.endswith(b"\n")]


AS_TIME_ALLOWS = ("observed", "confusion", "checkpoint_saved")
"""Events that come at the end, and before it as often as they are cheap or some seconds have passed."""


def test_T9_a_whole_run_tells_its_story_in_order(tmp_path: Path) -> None:
    events = run(twins(), tmp_path / "run")
    kinds = [event.type for event in events if event.type != "batch"]
    seen = [kind for kind in kinds if kind not in AS_TIME_ALLOWS]
    epoch = ["epoch_started", "epoch_ended"]
    assert seen == ["queued", "started", "compiled", *epoch * 3, "completed"]
    assert kinds[-5:] == ["confusion", "epoch_ended", "checkpoint_saved", "observed", "completed"]
    compiled = next(event for event in events if isinstance(event, Compiled))
    assert (compiled.steps, compiled.rows, compiled.validation_rows) == (45, 1437, 360)
    assert (compiled.params - compiled.trainable, compiled.outputs) == (16, ["digit"])
    ends = [event for event in events if isinstance(event, EpochEnded)]
    assert [end.epoch for end in ends] == [0, 1, 2]
    assert all(set(end.logs) == {"loss", "accuracy", "val_loss", "val_accuracy"} for end in ends)
    batches = [event for event in events if isinstance(event, Batch)]
    assert all(1 <= batch.batch <= 45 for batch in batches)
    assert events[-1].model_dump(include={"epochs", "stopped_by"}) == {"epochs": 3, "stopped_by": None}


def test_T9_batch_events_are_ten_a_second_at_most(tmp_path: Path) -> None:
    events = run(twins(epochs=2, batch_size=1), tmp_path / "run")
    times = [event.at.timestamp() for event in events if isinstance(event, Batch)]
    assert len(times) > 5
    assert len(times) - 1 <= (times[-1] - times[0]) / 0.095


def test_T9_the_callback_that_ended_it_early_is_named(tmp_path: Path) -> None:
    stop = {"name": "EarlyStopping", "config": {"monitor": "loss", "min_delta": 100.0, "patience": 1}}
    events = run(iris(epochs=50, callbacks=[stop]), tmp_path / "run")
    assert isinstance(events[-1], Completed)
    assert (events[-1].epochs, events[-1].stopped_by) == (2, "EarlyStopping")


def test_T9_a_loss_that_is_lost_ends_the_run_with_the_epoch_on_record(tmp_path: Path) -> None:
    hot = {"name": "SGD", "config": {"learning_rate": 1e30}}
    folder = tmp_path / "run"
    events = run(twins(optimizer=hot), folder)
    ended, observed, diverged = events[-3:]
    assert isinstance(observed, Observed)
    assert isinstance(ended, EpochEnded)
    assert ended.logs["loss"] is None
    assert ended.nonfinite["loss"] in ("nan", "inf")
    assert isinstance(diverged, Diverged)
    assert diverged.epoch == ended.epoch
    assert "learning rate" in diverged.message
    assert not (folder / "model.keras").exists()


def test_T9_a_metric_of_several_numbers_becomes_several(tmp_path: Path) -> None:
    document = edited(
        reader(epochs=1), "training", "outputs", "topic", "metrics", value=[{"name": "F1Score", "config": {}}]
    )
    events = run(document, tmp_path / "run")
    logs = next(event.logs for event in events if isinstance(event, EpochEnded))
    assert {f"topic_f1_score_{place}" for place in range(4)} < set(logs)


@pytest.mark.parametrize("how", ["control", "signal"])
def test_T10_a_wish_to_stop_is_heard_between_two_batches(
    how: str, tmp_path: Path, warm_python: WarmPython
) -> None:
    folder = tmp_path / "run"
    with own_process(twins(**SLOW), folder, warm_python) as process:
        started = time.monotonic()
        if how == "control":
            (folder / "control.new").write_text('{"command": "stop"}')
            os.replace(folder / "control.new", folder / "control")
        else:
            process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert time.monotonic() - started < 5
    events = events_of(folder)
    assert "stopping" in [event.type for event in events]
    assert isinstance(events[-1], Stopped)
    assert events[-1].epochs == sum(isinstance(event, EpochEnded) for event in events) > 0
    assert keras.saving.load_model(folder / "model.keras").count_params() > 0
    assert (folder / "log.txt").exists()


def test_T10_the_trainer_has_a_session_of_its_own(tmp_path: Path, warm_python: WarmPython) -> None:
    with own_process(twins(**SLOW), tmp_path / "run", warm_python) as process:
        assert os.getsid(process.pid) == process.pid
        assert lock_holder(tmp_path / "run") == process.pid
        assert os.readlink(f"/proc/{process.pid}/fd/1") == str(tmp_path / "run" / "log.txt")


def test_T11_checkpoints_hold_every_variable_and_a_killed_run_keeps_a_whole_one(
    tmp_path: Path, warm_python: WarmPython
) -> None:
    folder = tmp_path / "run"
    with own_process(twins(**SLOW), folder, warm_python) as process:
        wait_for(folder, "checkpoint_saved")
        process.send_signal(signal.SIGKILL)
        process.wait()
    saved = [event for event in whole_events(folder) if isinstance(event, CheckpointSaved)]
    manifest = json.loads((folder / "checkpoints" / "manifest.json").read_text())
    newest = manifest["checkpoints"][0]
    assert newest["name"] in {event.name for event in saved}
    assert any("seed_generator_state" in path for path in manifest["variables"])
    assert any("momentum" in path for path in manifest["variables"])
    with np.load(folder / "checkpoints" / newest["name"], allow_pickle=False) as arrays:
        assert len(arrays) == len(manifest["variables"]) + 1, "and the state of the fit"


def test_T12_a_fault_is_a_sentence_and_its_traceback_is_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "bad.npz"
    np.savez(path, features=np.ones((4, 4)), label=np.array([0, 1, 2, 99]))
    folder = tmp_path / "run"
    events = run(iris(), folder, path)
    assert isinstance(events[-1], Failed)
    assert events[-1].code == "training.values"
    assert "Error" not in events[-1].message
    assert "Traceback" in (folder / "log.txt").read_text()


def test_T12_want_of_memory_is_reported_with_the_batch_size(tmp_path: Path) -> None:
    wide = 2**24  # their product has more bytes than there are addresses: no machine can even promise them
    layers = [
        ("repeat", "RepeatVector", {"n": wide // 4}),
        ("column", "Reshape", {"target_shape": [wide, 1]}),
        ("row", "Reshape", {"target_shape": [1, wide]}),
        ("mean", "GlobalAveragePooling1D", {}),
    ]
    nodes = [
        {"kind": "input", "id": "in", "name": "in", "shape": [4]},
        *(
            {"kind": "layer", "id": id_, "name": id_, "layer": name, "config": config}
            for id_, name, config in layers
        ),
        {"kind": "op", "id": "product", "name": "product", "op": "matmul"},
        {"kind": "op", "id": "one", "name": "one", "op": "mean", "config": {"axis": [1], "keepdims": True}},
        {"kind": "layer", "id": "last", "name": "last", "layer": "Dense", "config": {"units": 1}},
        {"kind": "output", "id": "out", "name": "out"},
    ]
    edges = [
        {"source": "in", "target": "repeat"},
        {"source": "repeat", "target": "column"},
        {"source": "repeat", "target": "row"},
        {"source": "column", "target": "product", "target_input": "x1"},
        {"source": "row", "target": "product", "target_input": "x2"},
        {"source": "product", "target": "mean"},
        {"source": "mean", "target": "one"},
        {"source": "one", "target": "last"},
        {"source": "last", "target": "out"},
    ]
    document = read_document(
        {
            "format": 1,
            "graph": {"nodes": nodes, "edges": edges},
            "training": {"epochs": 1, "batch_size": 2, "outputs": {"out": {"loss": "mse"}}},
            "data": {"dataset": "random"},
        }
    )
    last = run(document, tmp_path / "run")[-1]
    assert isinstance(last, Failed)
    assert (last.code, last.variant, last.params) == ("out_of_memory", "batch", {"batch_size": 2})


def test_T12_data_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    events = run(iris(), tmp_path / "run", tmp_path / "gone.npz")
    assert isinstance(events[-1], Failed)
    assert events[-1].code == "not_found"


def test_T12_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(Refused, match="is not empty"):
        train_document(iris(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_T14_the_saved_model_is_the_one_that_was_trained(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    events = run(twins(), folder)
    document = twins()
    held_back = bind(document, open_data(document, DataLibrary())).validation
    model = keras.saving.load_model(folder / "model.keras")
    loss, accuracy = model.evaluate(dict(held_back.x), held_back.y, batch_size=32, verbose=0)
    last = next(event for event in reversed(events) if isinstance(event, EpochEnded))
    assert (loss, accuracy) == (last.logs["val_loss"], last.logs["val_accuracy"])
    with zipfile.ZipFile(folder / "model.keras") as archive:
        assert archive.testzip() is None
    assert not list(folder.glob("*.part*"))


def test_T15_a_folder_that_trains_is_left_to_its_trainer(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    run(iris(epochs=1), folder)
    before = (folder / "events.jsonl").read_bytes()
    held = take_lock(folder)
    try:
        assert train(folder) == BUSY
    finally:
        os.close(held)
    assert (folder / "events.jsonl").read_bytes() == before


def test_T15_called_wrongly_it_says_how(warm_python: WarmPython) -> None:
    done = warm_python.run("-m", "layerloom.workers.trainer", "/nowhere")
    assert done.returncode == 2
    assert "RUN_FOLDER" in done.stderr


def test_T10_a_stop_of_a_headless_run_is_an_interruption(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    reported: list[str] = []

    def interrupt(event: Event) -> None:
        reported.append(event.type)
        if event.type == "epoch_ended" and reported.count("epoch_ended") == 2:
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.getsignal(signal.SIGINT)
    assert train_document(twins(**SLOW), folder, on_event=interrupt) == 130
    assert [kind for kind in reported if kind not in AS_TIME_ALLOWS][-2:] == ["stopping", "stopped"]
    assert signal.getsignal(signal.SIGINT) is before
    assert (folder / "model.keras").exists()


def test_R74_the_limits_of_the_spec_hold(tmp_path: Path) -> None:
    events: list[Event] = []
    assert train_document(twins(epochs=1), tmp_path / "run", None, events.append, limits=Limits(nodes=2)) == 1
    assert isinstance(events[-1], Failed)
    assert "the limit here is 2" in events[-1].message
