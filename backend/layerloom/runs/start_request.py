"""What a start asks for, and the record a run begins with."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from layerloom_schema.base import Json, RunId
from layerloom_schema.document import Document, Training
from layerloom_schema.events import Queued
from layerloom_schema.limits import Limits
from layerloom_schema.runs import RunRecord, RunState


@dataclass(frozen=True)
class StartRequest:
    """One start of a run. `text` is the document as it is kept, `fingerprint` says whether two starts are the same."""

    id: RunId
    project: str | None
    document: Document
    text: str
    fingerprint: str


class RunRepository(Protocol):
    """Where runs are listed. Its calls block."""

    def add(self, record: RunRecord, document: str, fingerprint: str) -> bool: ...
    def save(self, record: RunRecord) -> None: ...
    def all(self, project: str | None = None, *, binned: bool = False) -> list[RunRecord]: ...
    def label(self, id: RunId, label: str | None) -> None: ...
    def read(self, id: RunId) -> tuple[RunRecord, str, str] | None: ...
    def is_binned(self, id: RunId) -> bool: ...
    def delete(self, id: RunId) -> None: ...


def fingerprint(document: Mapping[str, Json], project: str | None) -> str:
    """The same for the same body, whatever the order of its keys."""
    text = json.dumps([document, project], sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_record(order: StartRequest) -> RunRecord:
    """The record of a run that has just been accepted."""
    training = order.document.training or Training()
    data = order.document.data
    return RunRecord(
        id=order.id,
        state=RunState.queued,
        attempt=1,
        name=order.document.name,
        project=order.project,
        dataset=(data.dataset if data else None) or "",
        epochs=training.epochs,
        seed=training.seed,
        epochs_done=0,
        last=0,
        created_at=datetime.now(UTC),
    )


def first_event(record: RunRecord, position: int) -> Queued:
    """What the log of a run begins with: accepted, with so many before it."""
    return Queued(run=record.id, attempt=record.attempt, seq=1, at=datetime.now(UTC), position=position)


def spec_text(record: RunRecord, document: str, limits: Limits) -> str:
    """The `spec.json` of a run. The text of its document stands in it as it was kept."""
    head = f'"run":"{record.id}","attempt":{record.attempt},"limits":{limits.model_dump_json()}'
    return f'{{{head},"document":{document}}}\n'
