"""[R245] How an ended run goes on, or why it cannot: by its record and the manifest of its checkpoints alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from layerloom.rundir.attempt import read_attempt
from layerloom.rundir.next_attempt import begin_attempt, next_attempt
from layerloom.runtime.machine import this_machine
from layerloom_schema.errors import Refused
from layerloom_schema.runs.checkpoints import Attempt, ResumeRun
from layerloom_schema.runs.views import RunRecord, RunState
from runs.test_state_reducer import record

ENTRY = {"name": "epoch-000001.npz", "epoch": 1, "sha256": "0"}


def ended(state: RunState, **changes: Any) -> RunRecord:
    return record(state=state, epochs=10, epochs_done=4, **changes)


def with_manifest(folder: Path, **changes: Any) -> Path:
    machine = this_machine().model_dump()
    whole = {
        "format": 2,
        "keras": machine["keras"],
        "machine": machine,
        "variables": [],
        "checkpoints": [ENTRY],
    }
    (folder / "checkpoints").mkdir()
    (folder / "checkpoints" / "manifest.json").write_text(json.dumps(whole | changes))
    return folder


def refusal(folder: Path, state: RunState, request: ResumeRun = ResumeRun()) -> Refused:  # noqa: B008 (frozen)
    with pytest.raises(Refused) as caught:
        next_attempt(folder, ended(state), request)
    assert caught.value.status == 409
    return caught.value


def test_R245_a_run_goes_on_to_the_epochs_that_it_was_to_have(tmp_path: Path) -> None:
    folder = with_manifest(tmp_path)
    for state in (RunState.stopped, RunState.failed):
        assert next_attempt(folder, ended(state), ResumeRun()) == Attempt(attempt=2, epochs=10)
    more = next_attempt(folder, ended(RunState.stopped), ResumeRun(epochs=3))
    assert more == Attempt(attempt=2, epochs=13, went_on_at=4)
    early = next_attempt(folder, ended(RunState.completed), ResumeRun(epochs=3))
    assert early == Attempt(attempt=2, epochs=7, went_on_at=4), "a callback had ended it after 4 epochs"


def test_R245_a_later_attempt_knows_where_more_epochs_were_asked_for(tmp_path: Path) -> None:
    folder = with_manifest(tmp_path)
    (folder / "control").write_text('{"command": "stop"}')
    begin_attempt(folder, Attempt(attempt=2, epochs=7, went_on_at=4))
    assert not (folder / "control").exists()
    assert read_attempt(folder) == Attempt(attempt=2, epochs=7, went_on_at=4)
    killed = ended(RunState.failed, attempt=2)
    assert next_attempt(folder, killed, ResumeRun()) == Attempt(attempt=3, epochs=10, went_on_at=4)
    never_begun = ended(RunState.failed)
    assert next_attempt(folder, never_begun, ResumeRun()).went_on_at is None


def test_R245_what_cannot_go_on_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = with_manifest(tmp_path)
    assert refusal(folder, RunState.diverged).body.variant == "diverged"
    assert "all of its 4 epochs" in refusal(folder, RunState.completed).body.message


def test_R245_checkpoints_of_an_earlier_version_lack_what_is_needed(tmp_path: Path) -> None:
    folder = with_manifest(tmp_path, format=1, machine=None)
    assert refusal(folder, RunState.failed, ResumeRun(anyway=True)).body.variant == "earlier_checkpoints"


def test_R245_another_machine_is_refused_unless_the_last_bits_do_not_matter(tmp_path: Path) -> None:
    other = this_machine().model_dump() | {"cores": 512, "tensorflow": "2.0.0"}
    folder = with_manifest(tmp_path, machine=other)
    message = refusal(folder, RunState.failed).body.message
    assert "512 cores could be used and now" in message
    assert "TensorFlow was 2.0.0 and is" in message
    assert "Keras" not in message
    assert next_attempt(folder, ended(RunState.failed), ResumeRun(anyway=True)).attempt == 2


def test_R245_a_run_without_a_checkpoint_begins_again(tmp_path: Path) -> None:
    assert next_attempt(tmp_path, ended(RunState.failed), ResumeRun()).attempt == 2
