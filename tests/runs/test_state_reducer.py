"""[R] Where a run stands hangs on its events alone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from layerloom.runs.state_reducer import reduce
from layerloom_schema.base import RunId
from layerloom_schema.runs.events import EVENT, TERMINAL
from layerloom_schema.runs.views import FINAL, RunRecord, RunState

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS: dict[str, dict[str, Any]] = {
    "queued": {},
    "started": {"pid": 1},
    "compiled": {
        "params": 1,
        "trainable": 1,
        "epochs": 2,
        "steps": 1,
        "rows": 1,
        "validation_rows": 0,
        "outputs": ["a"],
    },
    "epoch_started": {"epoch": 0},
    "batch": {"epoch": 0, "batch": 1, "logs": {"loss": 1.0}},
    "epoch_ended": {
        "epoch": 0,
        "logs": {"loss": 0.5, "bad": None},
        "nonfinite": {"bad": "nan"},
        "seconds": 1.0,
    },
    "checkpoint_saved": {"epoch": 0, "name": "x"},
    "restored": {"epoch": 1, "batch": 3, "logs": {"loss": 0.7}, "best_loss": 0.6},
    "paused": {"epoch": 0},
    "resumed": {"epoch": 0},
    "stopping": {},
    "stopped": {"epochs": 1},
    "completed": {"epochs": 2},
    "failed": {"code": "x", "message": "why"},
    "diverged": {"epoch": 0, "message": "why"},
}


def record(**changes: Any) -> RunRecord:
    fresh = RunRecord(
        id=RunId("r"),
        state=RunState.queued,
        attempt=1,
        name="n",
        project=None,
        dataset="iris",
        epochs=2,
        seed=0,
        epochs_done=0,
        last_seq=0,
        created_at=NOW,
    )
    return fresh.model_copy(update=changes)


def after(*kinds: str, start: RunRecord | None = None) -> RunRecord:
    state = start or record()
    for kind in kinds:
        value = {"run": "r", "attempt": 1, "seq": state.last_seq + 1, "at": NOW, "type": kind, **FIELDS[kind]}
        state = reduce(state, EVENT.validate_python(value))
    return state


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        (["queued"], "queued"),
        (["queued", "started"], "starting"),
        (["queued", "started", "compiled"], "running"),
        (["queued", "started", "compiled", "epoch_started", "batch", "epoch_ended"], "running"),
        (["queued", "started", "compiled", "paused"], "paused"),
        (["queued", "started", "compiled", "paused", "resumed"], "running"),
        (["queued", "started", "stopping", "compiled", "epoch_started"], "stopping"),
        (["queued", "started", "compiled", "stopping", "stopped"], "stopped"),
        (["queued", "started", "compiled", "completed"], "completed"),
        (["queued", "failed"], "failed"),
        (["queued", "started", "compiled", "diverged"], "diverged"),
    ],
)
def test_R7_the_state_follows_the_events(kinds: list[str], state: str) -> None:
    assert after(*kinds).state == state


def test_R7_an_epoch_leaves_its_number_and_its_logs() -> None:
    seen = after("queued", "started", "compiled", "epoch_ended")
    assert (seen.epochs_done, seen.logs) == (1, {"loss": 0.5, "bad": None})


@pytest.mark.parametrize(
    ("epochs", "best"),
    [
        ([{"loss": 3.0}, {"loss": 1.0}, {"loss": 2.0}], 1.0),
        ([{"loss": 3.0, "val_loss": 5.0}, {"loss": 1.0, "val_loss": 7.0}], 5.0),
        ([{"loss": 3.0}, {"loss": None}], 3.0),
        ([{"loss": None, "val_loss": None}], None),
        ([], None),
    ],
)
def test_C90_the_best_loss_is_the_least_of_all_epochs(
    epochs: list[dict[str, Any]], best: float | None
) -> None:
    state = after("queued", "started", "compiled")
    for epoch, logs in enumerate(epochs):
        ended = {"epoch": epoch, "logs": logs, "nonfinite": {}, "seconds": 1.0}
        place = {"run": "r", "attempt": 1, "seq": state.last_seq + 1, "at": NOW}
        state = reduce(state, EVENT.validate_python({**place, "type": "epoch_ended", **ended}))
    assert state.best_loss == best


def test_R7_the_end_is_final_and_says_why() -> None:
    ended = after("queued", "failed")
    assert (ended.ended_at, ended.message) == (NOW, "why")
    assert after("started", "epoch_ended", start=ended) == ended


def test_R7_an_event_seen_twice_changes_nothing() -> None:
    seen = after("queued", "started")
    old = EVENT.validate_python({"run": "r", "attempt": 1, "seq": 1, "at": NOW, "type": "queued"})
    assert reduce(seen, old) == seen


def test_R7_every_event_is_known_and_every_end_is_an_end() -> None:
    for kind in FIELDS:
        assert (after(kind).state in FINAL) == (kind in TERMINAL)


def test_R245_a_new_attempt_goes_on_after_the_end_and_supersedes_what_came_after_the_checkpoint() -> None:
    ended = after("queued", "started", "compiled", "epoch_ended", "epoch_ended", "failed")
    place = {"run": "r", "attempt": 2, "at": NOW}
    waits = reduce(ended, EVENT.validate_python({**place, "seq": 7, "type": "queued"}))
    assert (waits.state, waits.attempt, waits.ended_at, waits.message) == (RunState.queued, 2, None, None)
    goes_on = after("started", "compiled", start=waits)
    restored = {**place, "seq": 10, "type": "restored", **FIELDS["restored"]}
    back = reduce(goes_on, EVENT.validate_python(restored))
    assert (back.epochs_done, back.logs, back.best_loss) == (1, {"loss": 0.7}, 0.6)
    again = EVENT.validate_python({"run": "r", "attempt": 1, "seq": 8, "at": NOW, "type": "queued"})
    assert reduce(ended, again) == ended, "not of a new attempt"
