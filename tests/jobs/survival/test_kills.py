"""[T244] `kill -9` of a trainer at random moments and within every write: nothing is lost, nothing comes twice."""

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from jobs.models import edited, iris
from jobs.survival.test_resume import assert_equal_weights, end_of, epochs_of, events_of
from layerloom.jobs.train.headless import train_document
from layerloom.rundir.event_writer import EventLog
from layerloom.rundir.next_attempt import begin_attempt, next_attempt
from layerloom.runs.recorded_run import recorded_run
from layerloom_schema import strict_json
from layerloom_schema.documents.document import Document, write_document
from layerloom_schema.runs.checkpoints import ResumeRun
from layerloom_schema.runs.folder import SPEC
from layerloom_schema.runs.views import PROTOCOL
from support.processes.warm_python import WarmPython

RUN = "0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11"
KILLED = -9
EPOCHS = 80
KILLS = int(os.environ.get("LAYERLOOM_TEST_KILLS", "200"))
WRITES: list[dict[str, str]] = [
    {"call": "write", "file": "events.jsonl", "when": "half"},
    {"call": "fsync", "file": "epoch-*.part.npz", "when": "before"},
    {"call": "replace", "file": "epoch-*.npz", "when": "before"},
    {"call": "replace", "file": "epoch-*.npz", "when": "after"},
    {"call": "replace", "file": "manifest.json", "when": "before"},
    {"call": "replace", "file": "manifest.json", "when": "after"},
    {"call": "unlink", "file": "epoch-*.npz", "when": "before"},
]
AT_THE_END: list[dict[str, str]] = [
    {"call": "replace", "file": "model.keras", "when": "before"},
    {"call": "replace", "file": "model.keras", "when": "after"},
]


def document() -> Document:
    stop = {"name": "EarlyStopping", "config": {"monitor": "val_loss", "patience": 40}}
    adam = {"name": "Adam", "config": {"learning_rate": 0.001}}
    return iris(epochs=EPOCHS, batch_size=2, optimizer=adam, callbacks=[stop], validation={"split": 0.2})


def test_T244_a_run_survives_kills_at_random_moments_and_within_every_write(
    tmp_path: Path, warm_python: WarmPython
) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "run"
    assert train_document(document(), whole) == 0
    begin(folder, document())
    drawn = random.Random(240)
    moments: list[dict[str, Any]] = [*WRITES, *(some_moment(drawn) for _ in range(6))]
    drawn.shuffle(moments)
    for number, moment in enumerate([*moments, *AT_THE_END, {}]):
        if number:
            go_on(folder)
        done = warm_python.run("-m", "support.processes.doomed_trainer", folder, json.dumps(moment))
        expected = KILLED if moment else 0
        assert done.returncode == expected, (moment, done.stdout[-2000:], done.stderr[-2000:])
    assert_is(folder, whole)


@pytest.mark.long
def test_T244_a_run_survives_two_hundred_kills(tmp_path: Path, warm_python: WarmPython) -> None:
    long = edited(document(), "training", "epochs", value=KILLS * EPOCHS // 20)
    whole, folder = tmp_path / "whole", tmp_path / "run"
    assert train_document(long, whole) == 0
    begin(folder, long)
    drawn = random.Random(241)
    for moment in [*(some_moment(drawn) for _ in range(KILLS)), {}]:
        done = warm_python.run("-m", "support.processes.doomed_trainer", folder, json.dumps(moment))
        assert done.returncode == (KILLED if moment else 0), (
            moment,
            done.stdout[-2000:],
            done.stderr[-2000:],
        )
        if moment:
            go_on(folder)
    assert_is(folder, whole)


def some_moment(drawn: random.Random) -> dict[str, Any]:
    return {"lines": drawn.randint(1, 6), "seconds": drawn.uniform(0, 0.02)}


def begin(folder: Path, drawn: Document) -> None:
    """A run folder as the server makes it."""
    folder.mkdir()
    spec = {"protocol": PROTOCOL, "run": RUN, "attempt": 1, "document": write_document(drawn)}
    (folder / SPEC).write_text(strict_json.dumps(spec), "utf-8")


def go_on(folder: Path) -> None:
    """A new attempt, as the server begins it."""
    record = recorded_run(folder)
    attempt = next_attempt(folder, record, ResumeRun())
    begin_attempt(folder, attempt)
    log = EventLog(folder, record.id, attempt.attempt)
    log.write("queued")
    log.close()


def assert_is(folder: Path, whole: Path) -> None:
    """Whether a run that was resumed is the one that was never interrupted: losses, end, model, and its log."""
    events = events_of(folder)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert epochs_of(folder) == epochs_of(whole)
    assert end_of(folder) == end_of(whole)
    assert_equal_weights(folder / "model.keras", whole / "model.keras")


pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
