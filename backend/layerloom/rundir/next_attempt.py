"""How a run that has ended goes on: the next attempt, or why there can be none."""

from pathlib import Path

from layerloom.runtime.machine import this_machine
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.checkpoints import Attempt, Machine, ResumeRun
from layerloom_schema.runs.folder import CONTROL
from layerloom_schema.runs.views import RunRecord, RunState
from layerloom_schema.text.messages import phrase

from .attempt import read_attempt, write_attempt
from .checkpoint_manifest import read_manifest


def next_attempt(folder: Path, record: RunRecord, request: ResumeRun) -> Attempt:
    """The attempt that goes on with an ended run from its last checkpoint, or from its start if it has none.

    Raises `Refused` for a run that diverged or has nothing left to train, for checkpoints of an earlier version, and for
    another machine unless the request is to go on anyway.
    """
    if record.state is RunState.diverged:
        raise _refusal("diverged", record)
    if record.state is RunState.completed and not request.epochs:
        raise _refusal("complete", record, epochs=record.epochs_done)
    _check_checkpoints(folder, record, anyway=request.anyway)
    earlier = read_attempt(folder)
    inherited = earlier.went_on_at if earlier is not None and earlier.attempt <= record.attempt else None
    planned = record.epochs_done if record.state is RunState.completed else record.epochs
    return Attempt(
        attempt=record.attempt + 1,
        epochs=planned + request.epochs,
        went_on_at=record.epochs_done if request.epochs else inherited,
    )


def begin_attempt(folder: Path, attempt: Attempt) -> None:
    """Write the attempt for its trainer, and remove the last command to the one before. No trainer may be alive.

    Raises `OSError` where the folder cannot be written.
    """
    write_attempt(folder, attempt)
    (folder / CONTROL).unlink(missing_ok=True)


def _check_checkpoints(folder: Path, record: RunRecord, *, anyway: bool) -> None:
    manifest = read_manifest(folder)
    if manifest is None:
        return
    if manifest.machine is None:
        raise _refusal("earlier_checkpoints", record)
    differences = _differences(manifest.machine, this_machine())
    if differences and not anyway:
        raise _refusal("other_machine", record, differences=differences)


def _differences(then: Machine, now: Machine) -> list[Json]:
    before, after = then.model_dump(), now.model_dump()
    return [phrase(f"machine.{name}", then=before[name], now=after[name]) for name in then.differences(now)]


def _refusal(variant: str, record: RunRecord, **params: Json) -> Refused:
    return Refused(
        409, ErrorCode.run_state, variant=variant, params={"run": record.id, **params}, got=record.state.value
    )
