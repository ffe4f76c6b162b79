"""[T240] A run that was killed goes on from its last checkpoint with the very losses of one that never ended."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from jobs.models import edited, iris, reader, twins
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.checkpoints import callback_fields, checkpoints
from layerloom.jobs.loop import epoch_function
from layerloom.jobs.loop.chunk_sizer import ChunkSizer
from layerloom.jobs.train.headless import resume_document, train_document
from layerloom.rundir.next_attempt import next_attempt
from layerloom.runs.recorded_run import recorded_run
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits
from layerloom_schema.runs.checkpoints import ResumeRun
from layerloom_schema.runs.events import (
    EVENT,
    TERMINAL,
    CheckpointSaved,
    Completed,
    EpochEnded,
    Event,
    Restored,
)

Moment = Callable[[CheckpointSaved, int], bool]
"""Whether a run of so many batches an epoch is killed when this checkpoint was saved."""

WITHIN: Moment = lambda saved, steps: saved.batch is not None and saved.batch < steps  # noqa: E731
BEFORE_VALIDATION: Moment = lambda saved, steps: saved.batch == steps  # noqa: E731
BETWEEN: Moment = lambda saved, _: saved.batch is None  # noqa: E731


class Killed(BaseException):
    """Ends a trainer in this process as SIGKILL does: nothing that it would do at its end is done."""


class EverySoManyBatches(ChunkSizer):
    """Chunks of seven batches, however long they take."""

    def __init__(self) -> None:
        super().__init__()
        self.batches = 7

    def record(self, batches: int, seconds: float) -> None:
        """Always as many."""


@pytest.fixture(autouse=True)
def _save_after_every_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epoch_function, "ChunkSizer", EverySoManyBatches)
    for name in ("AT_LEAST", "SHARE", "GRACE"):
        monkeypatch.setattr(checkpoints, name, 0)


def images() -> Document:
    """Random augmentation, BatchNormalization and dropout; callbacks that remember, one of which ends the run."""
    callbacks = [
        {
            "name": "EarlyStopping",
            "config": {"monitor": "val_loss", "patience": 2, "min_delta": 0.3, "restore_best_weights": True},
        },
        {"name": "ReduceLROnPlateau", "config": {"monitor": "loss", "patience": 0, "min_delta": 5.0}},
        {"name": "ModelCheckpoint", "config": {"monitor": "val_loss", "save_best_only": True}},
    ]
    document = twins(epochs=9, callbacks=callbacks)
    value = document.model_dump(mode="json", exclude_unset=True)
    graph = value["graph"]
    turn = {"kind": "layer", "id": "turn", "name": "turn", "layer": "RandomTranslation"}
    graph["nodes"].append({**turn, "config": {"height_factor": 0.2, "width_factor": 0.2}})
    for edge in graph["edges"]:
        if edge["source"] == "n1":
            edge["source"] = "turn"
    return edited(
        document, "graph", value={**graph, "edges": [*graph["edges"], {"source": "n1", "target": "turn"}]}
    )


def texts() -> Document:
    """An LSTM with dropout and three outputs, AdamW with averaged weights, a schedule."""
    rate = {"name": "CosineDecay", "config": {"initial_learning_rate": 0.01, "decay_steps": 40}}
    adam = {"name": "AdamW", "config": {"learning_rate": rate, "use_ema": True, "ema_momentum": 0.9}}
    document = reader(epochs=4, batch_size=16, optimizer=adam, validation={"split": 0.2})
    value = document.model_dump(mode="json", exclude_unset=True)
    nodes, edges = value["graph"]["nodes"], value["graph"]["edges"]
    nodes += [
        {"kind": "layer", "id": "n8", "name": "mood", "layer": "Dense", "config": {"units": 1}},
        {"kind": "output", "id": "n9", "name": "mood"},
    ]
    edges += [{"source": "n3", "target": "n8"}, {"source": "n8", "target": "n9"}]
    value["training"]["outputs"]["mood"] = {"loss": "mae", "metrics": ["mse"]}
    return edited(edited(document, "graph", value=value["graph"]), "training", value=value["training"])


def streamed() -> Document:
    """A layer that learned from the data, a rate set by hand before each epoch, rows that are read while it trains."""
    rate = {
        "name": "ExponentialDecay",
        "config": {"initial_learning_rate": 0.05, "decay_steps": 1, "decay_rate": 0.7},
    }
    momentum = {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}
    document = iris(
        epochs=4,
        batch_size=4,
        optimizer={"name": "SGD", "config": momentum},
        callbacks=[{"name": "LearningRateScheduler", "config": {"schedule": rate}}],
        validation={"split": 0.2},
    )
    value = document.model_dump(mode="json", exclude_unset=True)
    graph = value["graph"]
    graph["nodes"].append(
        {"kind": "layer", "id": "scale", "name": "scale", "layer": "Normalization", "adapt": True}
    )
    for edge in graph["edges"]:
        if edge["source"] == "n1":
            edge["source"] = "scale"
    graph["edges"].append({"source": "n1", "target": "scale"})
    return edited(document, "graph", value=graph)


CASES = [(images, 2**40), (texts, 2**40), (streamed, 0)]


@pytest.mark.parametrize(("make", "most_bytes"), CASES)
def test_T240_a_run_killed_three_times_has_the_bits_of_one_never_killed(
    make: Callable[[], Document], most_bytes: int, tmp_path: Path
) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    library = DataLibrary(tmp_path / "datasets")
    limits = Limits(training_bytes=most_bytes)
    options: dict[str, Any] = {"library": library}
    assert train_document(make(), whole, limits=limits, **options) == 0, (whole / "log.txt").read_text()
    steps = next(event.steps for event in events_of(whole) if event.type == "compiled")

    with pytest.raises(Killed):
        train_document(make(), killed, on_event=kill_at(WITHIN, steps), limits=limits, **options)
    for moment, times in ((BEFORE_VALIDATION, 2), (BETWEEN, 1)):
        with pytest.raises(Killed):
            resume(killed, kill_at(moment, steps, times), **options)
    assert resume(killed, **options) == 0, (killed / "log.txt").read_text()

    assert epochs_of(killed) == epochs_of(whole)
    assert end_of(killed) == end_of(whole)
    restored = [event for event in events_of(killed) if isinstance(event, Restored)]
    assert [event.attempt for event in restored] == [2, 3, 4]
    assert [(event.batch > 0, event.batch == steps) for event in restored] == [
        (True, False), (True, True), (False, False),
    ]  # fmt: skip
    for name in ("model.keras", "checkpoint.keras"):
        assert (killed / name).exists() == (whole / name).exists()
        if (whole / name).exists():
            assert_equal_weights(killed / name, whole / name)


def test_R401_what_a_checkpoint_is_after_is_on_the_disk_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def watched(descriptor: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")).name)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    assert train_document(iris(epochs=2, batch_size=16), tmp_path) == 0
    files = [name for name in synced if name == "events.jsonl" or name.endswith(".part.npz")]
    assert len(files) > 4
    assert files[::2] == ["events.jsonl"] * (len(files) // 2)
    assert all(name.startswith("epoch-") for name in files[1::2])


def test_T241_more_epochs_go_on_as_if_they_had_been_asked_for_at_once(tmp_path: Path) -> None:
    once, twice = tmp_path / "once", tmp_path / "twice"
    assert train_document(iris(epochs=5), once) == 0
    assert train_document(iris(epochs=3), twice) == 0
    assert resume(twice, request=ResumeRun(epochs=2)) == 0
    assert epochs_of(twice) == epochs_of(once)
    assert_equal_weights(twice / "model.keras", once / "model.keras")


def test_T241_more_epochs_after_a_callback_ended_the_run(tmp_path: Path) -> None:
    stop = {"name": "EarlyStopping", "config": {"monitor": "loss", "min_delta": 100.0, "patience": 2}}
    folder = tmp_path / "run"
    assert train_document(iris(epochs=50, callbacks=[stop]), folder) == 0
    assert end_of(folder)[:2] == (3, "EarlyStopping")
    assert resume(folder, request=ResumeRun(epochs=2)) == 0
    assert [epoch for epoch, *_ in epochs_of(folder)] == list(range(5))


def test_T240_a_run_that_a_callback_had_ended_trains_no_further_epoch(tmp_path: Path) -> None:
    stop = {"name": "EarlyStopping", "config": {"monitor": "loss", "min_delta": 100.0, "patience": 2}}
    folder = tmp_path / "run"

    def kill(event: Event) -> None:
        if isinstance(event, CheckpointSaved) and (event.epoch, event.batch) == (2, None):
            raise Killed

    with pytest.raises(Killed):
        train_document(iris(epochs=50, callbacks=[stop]), folder, on_event=kill)
    assert resume(folder) == 0
    assert end_of(folder) == (3, "EarlyStopping")
    assert (folder / "model.keras").exists()


def test_T240_a_stopped_run_goes_on_from_the_very_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "AT_LEAST", 1e9)
    whole, folder = tmp_path / "whole", tmp_path / "run"
    document = iris(epochs=60, batch_size=4)
    assert train_document(document, whole) == 0

    def stop(event: Event) -> None:
        if isinstance(event, EpochEnded) and event.epoch == 2:
            os.kill(os.getpid(), signal.SIGINT)

    assert train_document(document, folder, on_event=stop) == 130
    assert resume(folder) == 0
    restored = next(event for event in events_of(folder) if isinstance(event, Restored))
    assert restored.epoch >= 3
    assert restored.name is not None
    assert epochs_of(folder) == epochs_of(whole)
    assert_equal_weights(folder / "model.keras", whole / "model.keras")


def test_T242_a_damaged_checkpoint_is_passed_over_and_none_is_made_up(tmp_path: Path) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "run"
    assert train_document(iris(), whole) == 0

    def kill(event: Event) -> None:
        if isinstance(event, CheckpointSaved) and (event.epoch, event.batch) == (2, None):
            raise Killed

    with pytest.raises(Killed):
        train_document(iris(), folder, on_event=kill)
    newest = next((folder / "checkpoints").glob("epoch-000002.npz"))
    newest.write_bytes(newest.read_bytes()[:-100])
    with pytest.raises(Killed):
        resume(folder, kill)
    restored = [event for event in events_of(folder) if isinstance(event, Restored)]
    assert restored[0].damaged == ["epoch-000002.npz"]
    assert restored[0].name not in (None, "epoch-000002.npz")
    for path in (folder / "checkpoints").glob("*.npz"):
        path.write_bytes(b"damaged")
    assert resume(folder) == 1
    failed = events_of(folder)[-1]
    assert (failed.type, getattr(failed, "code", None), getattr(failed, "variant", None)) == (
        "failed", "not_found", "no_checkpoint",
    )  # fmt: skip


def test_T242_a_run_killed_before_its_first_checkpoint_begins_again(tmp_path: Path) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "run"
    assert train_document(iris(), whole) == 0

    def kill(event: Event) -> None:
        if event.type == "compiled":
            raise Killed

    with pytest.raises(Killed):
        train_document(iris(), folder, on_event=kill)
    assert resume(folder) == 0
    restored = next(event for event in events_of(folder) if isinstance(event, Restored))
    assert (restored.name, restored.epoch, restored.batch) == (None, 0, 0)
    assert epochs_of(folder) == epochs_of(whole)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
@pytest.mark.parametrize("name", sorted(callback_fields.FIELDS))
def test_T243_the_fields_of_a_callback_are_all_that_it_remembers(name: str, tmp_path: Path) -> None:
    arguments: dict[str, Any] = {
        "EarlyStopping": {"monitor": "loss", "restore_best_weights": True},
        "LearningRateScheduler": {"schedule": lambda epoch, rate: rate},
        "ModelCheckpoint": {"filepath": tmp_path / "model.keras", "monitor": "loss", "save_best_only": True},
        "ReduceLROnPlateau": {"monitor": "loss", "patience": 1, "cooldown": 3, "min_delta": 100.0},
    }.get(name, {})
    callback = getattr(keras.callbacks, name)(**arguments)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    x, y = np.random.default_rng(1).normal(size=(32, 3)), np.ones((32, 2))
    seen: list[dict[str, Any]] = []

    class Look(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            seen.append({key: value for key, value in vars(callback).items() if key not in KNOWN_BEFORE})

    model.fit(x, y, epochs=6, callbacks=[callback, Look()], verbose=0)
    changed = {key for key in seen[-1] if any(not same(now.get(key), seen[0].get(key)) for now in seen)}
    fields = {
        *callback_fields.FIELDS[name],
        *([callback_fields.BEST_WEIGHTS] if name == "EarlyStopping" else []),
    }
    assert changed <= fields | DERIVED


KNOWN_BEFORE = {"_model", "params", "validation_data"}
DERIVED = {"_current_epoch"}
"""What a callback sets at the beginning of each epoch."""


def same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return all(np.array_equal(left, right) for left, right in zip(one, other, strict=True))
    return bool(one == other)


def kill_at(moment: Moment, steps: int, times: int = 2) -> Callable[[Event], None]:
    """Kill when so many checkpoints of that kind were saved."""
    found = 0

    def listen(event: Event) -> None:
        nonlocal found
        if isinstance(event, CheckpointSaved) and moment(event, steps):
            found += 1
            if found == times:
                raise Killed

    return listen


def resume(
    folder: Path,
    on_event: Callable[[Event], None] | None = None,
    *,
    request: ResumeRun = ResumeRun(),  # noqa: B008 (it is frozen)
    **options: Any,
) -> int:
    keras.backend.clear_session()
    return resume_document(folder, next_attempt(folder, recorded_run(folder), request), on_event, **options)


def events_of(folder: Path) -> list[Event]:
    return [EVENT.validate_json(line) for line in (folder / "events.jsonl").read_bytes().splitlines()]


def epochs_of(folder: Path) -> list[tuple[Any, ...]]:
    """The numbers of each epoch, of the newest attempt that trained it; a restored one supersedes what follows."""
    known: list[EpochEnded] = []
    for event in events_of(folder):
        if isinstance(event, Restored):
            known = [each for each in known if each.epoch < event.epoch]
        elif isinstance(event, EpochEnded):
            known.append(event)
    return [(each.epoch, each.logs, each.learning_rate) for each in known]


def end_of(folder: Path) -> tuple[int, str | None]:
    last = [event for event in events_of(folder) if event.type in TERMINAL][-1]
    assert isinstance(last, Completed), last
    return last.epochs, last.stopped_by


def assert_equal_weights(one: Path, other: Path) -> None:
    """Whether two model files hold the same variables to the bit."""
    left, right = (keras.saving.load_model(path).get_weights() for path in (one, other))
    assert [array.tobytes() for array in left] == [array.tobytes() for array in right]
