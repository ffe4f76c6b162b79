"""The request to start a run, and the first record, event and `spec.json` made from it; the record of one resumed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from layerloom_schema import strict_json
from layerloom_schema.base import Json, RunId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.limits import Limits
from layerloom_schema.runs.checkpoints import Attempt
from layerloom_schema.runs.events import Queued
from layerloom_schema.runs.forks import ForkFrom, RunOrigin
from layerloom_schema.runs.views import PROTOCOL, RunData, RunRecord, RunState


@dataclass(frozen=True)
class StartRequest:
    """A request to start a run.

    `text` is the document's JSON as it is stored; `fingerprint` tells whether two requests are the same.
    """

    id: RunId
    project: str | None
    document: Document
    text: str
    fingerprint: str
    priority: int = 0
    memory_bytes: int | None = None
    """What its trainer takes at most, if that was estimated."""
    origin: ForkFrom | None = None
    """The checkpoint of another run that it is to begin with."""


def fingerprint(document: Mapping[str, Json], project: str | None, origin: ForkFrom | None = None) -> str:
    """A hash that is equal for equal documents, projects and origins, whatever the order of their keys."""
    of_fork = [] if origin is None else [origin.model_dump(mode="json")]
    text = json.dumps([document, project, *of_fork], sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_record(request: StartRequest, origin: RunOrigin | None = None) -> RunRecord:
    """The record of a run that was just accepted."""
    training = request.document.training or Training()
    data = request.document.data
    return RunRecord(
        id=request.id,
        state=RunState.queued,
        attempt=1,
        name=request.document.name,
        project=request.project,
        dataset=(data.dataset if data else None) or "",
        epochs=training.epochs,
        seed=training.seed,
        epochs_done=0,
        last_seq=0,
        created_at=datetime.now(UTC),
        priority=request.priority,
        memory_bytes=request.memory_bytes,
        origin=origin,
    )


def resumed_record(record: RunRecord, attempt: Attempt) -> RunRecord:
    """The record of an ended run that waits for its next attempt."""
    changes: dict[str, object] = {
        "state": RunState.queued,
        "ended_at": None,
        "message": None,
        "failure": None,
    }
    return record.model_copy(
        update={**changes, "attempt": attempt.attempt, "epochs": attempt.epochs, "artifacts": []}
    )


def first_event(record: RunRecord, position: int) -> Queued:
    """The first event of an attempt: the run was accepted, with `position` runs before it."""
    return Queued(
        run=record.id,
        attempt=record.attempt,
        seq=record.last_seq + 1,
        at=datetime.now(UTC),
        position=position,
    )


def spec_text(
    record: RunRecord,
    document: str,
    limits: Limits,
    data: RunData | None = None,
    fork: Mapping[str, Json] = MappingProxyType({}),
) -> str:
    """The content of `spec.json`, with what it has of a fork. The document's text is put in unchanged."""
    head = f'"protocol":{PROTOCOL},"run":"{record.id}","attempt":{record.attempt},"limits":{limits.model_dump_json()}'
    if data is not None:
        head += f',"data":{data.model_dump_json(by_alias=True, exclude_defaults=True)}'
    for name, value in fork.items():
        head += f',"{name}":{strict_json.dumps(value)}'
    return f'{{{head},"document":{document}}}\n'
