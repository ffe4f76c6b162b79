"""The repository of runs. The log of a run is authoritative; its record here is final once the run has ended."""

import json
from collections.abc import Iterable

import structlog
from pydantic import ValidationError
from sqlalchemy import Engine, Select, and_, delete, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from layerloom.store.tables import ProjectRow, RunRow
from layerloom_schema.base import RunId
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs import RunRecord

_LOG = structlog.get_logger("layerloom.store")
_BINNED_PROJECT = exists().where(ProjectRow.id == RunRow.project, ProjectRow.deleted_at.is_not(None))
_IS_BINNED = or_(RunRow.deleted_at.is_not(None), _BINNED_PROJECT)


class Runs:
    """Stores the document, the fingerprint of the start request, the record and the label of each run."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, record: RunRecord, document: str, fingerprint: str) -> bool:
        """Store a new run; false if its id is taken."""
        row = RunRow(
            id=record.id,
            project=record.project,
            created_at=record.created_at,
            fingerprint=fingerprint,
            document=document,
            record=record.model_dump_json(),
        )
        try:
            with Session(self._engine) as session, session.begin():
                session.add(row)
        except IntegrityError:
            return False
        return True

    def save(self, record: RunRecord) -> None:
        """Store the newest record of a run."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(RunRow).where(RunRow.id == record.id).values(record=record.model_dump_json())
            )

    def label(self, id: RunId, label: str | None) -> None:
        """Set or remove the label of a run."""
        with Session(self._engine) as session, session.begin():
            session.execute(update(RunRow).where(RunRow.id == id).values(label=label))

    def all(self, project: str | None = None, *, binned: bool = False) -> list[RunRecord]:
        """All runs, newest first, with `binned` also those in the bin. An unreadable record is logged and left out."""
        with Session(self._engine) as session:
            rows = session.execute(_query(project, binned=binned)).all()
        return _records(rows)

    def page(self, project: str | None, after: RunId | None, limit: int) -> tuple[list[RunRecord], bool]:
        """Up to `limit` runs that are listed after a run, newest first, and whether there are more.

        Raises:
            Refused: If `after` is no run. One that was moved to the bin meanwhile still has its place.
        """
        query = _query(project, binned=False).limit(limit + 1)
        with Session(self._engine) as session:
            if after is not None:
                at = session.scalar(select(RunRow.created_at).where(RunRow.id == after))
                if at is None:
                    raise Refused(404, ErrorCode.not_found, variant="run", got=after)
                query = query.where(
                    or_(RunRow.created_at < at, and_(RunRow.created_at == at, RunRow.id > after))
                )
            rows = session.execute(query).all()
        return _records(rows[:limit]), len(rows) > limit

    def using_dataset(self, name: str) -> list[RunRecord]:
        """The runs, also those in the bin, whose document trains or validates on a data set."""
        query = select(RunRow.document, RunRow.record, RunRow.label).where(
            RunRow.document.contains(json.dumps(name), autoescape=True)
        )
        with Session(self._engine) as session:
            rows = session.execute(query).all()
        return [_record(record, label) for document, record, label in rows if name in _datasets(document)]

    def read(self, id: RunId) -> tuple[RunRecord, str, str] | None:
        """A run's record, the text of its document and its fingerprint."""
        with Session(self._engine) as session:
            row = session.get(RunRow, id)
            if row is None:
                return None
            return (_record(row.record, row.label), row.document, row.fingerprint)

    def is_binned(self, id: RunId) -> bool:
        """Whether a run is in the bin, by itself or with its project."""
        with Session(self._engine) as session:
            return session.scalar(select(RunRow.id).where(RunRow.id == id, _IS_BINNED)) is not None

    def delete(self, id: RunId) -> None:
        """Delete a run."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(RunRow).where(RunRow.id == id))


def _query(project: str | None, *, binned: bool) -> Select[str, str, str | None]:
    """Id, record and label of runs, newest first."""
    query = select(RunRow.id, RunRow.record, RunRow.label).order_by(RunRow.created_at.desc(), RunRow.id)
    if not binned:
        query = query.where(~_IS_BINNED)
    return query if project is None else query.where(RunRow.project == project)


def _records(rows: Iterable[tuple[str, str, str | None]]) -> list[RunRecord]:
    """The readable records. Those that are damaged are logged and left out."""
    records = []
    for id_, text, label in rows:
        try:
            records.append(_record(text, label))
        except ValidationError:
            _LOG.exception("the record of a run cannot be read", run=id_)
    return records


def _record(text: str, label: str | None) -> RunRecord:
    return RunRecord.model_validate_json(text).model_copy(update={"label": label})


def _datasets(document: str) -> set[str]:
    """The names of the data sets in the text of a document."""
    value = json.loads(document)
    training = value.get("training") or {}
    data = value.get("data") or {}
    named = [data, training.get("validation") or {}, *(data.get("joined") or [])]
    return {str(part.get("dataset")) for part in named}
