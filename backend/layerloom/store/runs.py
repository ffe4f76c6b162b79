"""The repository of runs. The log of a run is authoritative; its record here is final once the run has ended."""

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import structlog
from pydantic import ValidationError
from sqlalchemy import Engine, Select, and_, case, delete, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from layerloom.store.run_index import Listing, RunIndex
from layerloom.store.tables import ProjectRow, RunIndexRow, RunRow, RunTagRow
from layerloom_schema.base import RunId
from layerloom_schema.documents.data_preparation import named_datasets
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.queries import RunQuery
from layerloom_schema.runs.views import RunColumns, RunRecord

_LOG = structlog.get_logger("layerloom.store")
_BINNED_PROJECT = exists().where(ProjectRow.id == RunRow.project, ProjectRow.deleted_at.is_not(None))
_IS_BINNED = or_(RunRow.deleted_at.is_not(None), _BINNED_PROJECT)
_INDEXED_AT_ONCE = 500
"""Runs of an earlier version that one transaction indexes."""


class Runs:
    """Stores the document, the fingerprint of the start request, the record and the label of each run."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._index = RunIndex()

    def index_missing(self) -> None:
        """Index the runs of versions that had no index, the first one first. One with a damaged record is left out."""
        missing = (
            select(RunRow.id, RunRow.record, RunRow.label, RunRow.document)
            .where(RunRow.id.not_in(select(RunIndexRow.run)))
            .order_by(RunRow.created_at, RunRow.id.desc())
        )
        after = 0
        while True:
            with self._index.writing, Session(self._engine) as session, session.begin():
                rows = session.execute(missing.limit(_INDEXED_AT_ONCE).offset(after)).all()
                for row in rows:
                    [*records] = _records([(row.id, row.record, row.label)])
                    after += not records
                    for record in records:
                        self._index.add(session, record, row.document)
            if len(rows) < _INDEXED_AT_ONCE:
                return

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
            with self._index.writing, Session(self._engine) as session, session.begin():
                session.add(row)
                session.flush()
                self._index.add(session, record, document)
        except IntegrityError:
            return False
        return True

    def save(self, record: RunRecord) -> None:
        """Store the newest record of a run."""
        with self._index.writing, Session(self._engine) as session, session.begin():
            session.execute(
                update(RunRow).where(RunRow.id == record.id).values(record=record.model_dump_json())
            )
            self._index.refresh(session, record)

    def index(self, record: RunRecord) -> None:
        """Store what a run that goes on is listed by; its record is stored when it has ended."""
        with self._index.writing, Session(self._engine) as session, session.begin():
            self._index.refresh(session, record)

    def label(self, id: RunId, label: str | None) -> None:
        """Set or remove the label of a run."""
        with Session(self._engine) as session, session.begin():
            session.execute(update(RunRow).where(RunRow.id == id).values(label=label))
            self._index.label(session, id, label)

    def note(self, id: RunId, note: str | None) -> None:
        """Set or remove the note of a run."""
        with Session(self._engine) as session, session.begin():
            session.execute(update(RunIndexRow).where(RunIndexRow.run == id).values(note=note))

    def tag(self, id: RunId, tags: Sequence[str]) -> None:
        """Replace the tags of a run."""
        with Session(self._engine) as session, session.begin():
            key = session.scalar(select(RunIndexRow.key).where(RunIndexRow.run == id))
            session.execute(delete(RunTagRow).where(RunTagRow.run == key))
            if key is not None and tags:
                session.execute(insert(RunTagRow), [{"run": key, "tag": tag} for tag in dict.fromkeys(tags)])

    def find(self, query: RunQuery) -> tuple[list[RunRecord], int]:
        """The runs of a part of the list, in its order, and how many there are in all."""
        with Session(self._engine) as session:
            ids, total = self._index.find(session, query)
            rows = session.execute(_query(None, binned=True).where(RunRow.id.in_(ids))).all()
            listed = self._index.listings(session, ids, query.show)
        known = {record.id: record for record in _records(rows, listed)}
        return [known[id_] for id_ in ids if id_ in known], total

    def of_sweep(self, sweep: str) -> set[RunId]:
        """The runs of the trials of a sweep, also those in the bin."""
        with Session(self._engine) as session:
            found = session.scalars(select(RunIndexRow.run).where(RunIndexRow.sweep == sweep))
            return {RunId(run) for run in found}

    def forks_of(self, id: RunId) -> list[RunRecord]:
        """The runs that began with a checkpoint of a run and are not in the bin, newest first."""
        came_from = select(RunIndexRow.run).where(RunIndexRow.origin == id)
        with Session(self._engine) as session:
            rows = session.execute(_query(None, binned=False).where(RunRow.id.in_(came_from))).all()
            return _records(rows, self._index.listings(session, [row.id for row in rows]))

    def columns(self) -> RunColumns:
        """The names of the metrics, parameters and tags that runs have."""
        with Session(self._engine) as session:
            return self._index.columns(session)

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
            listed = self._index.listings(session, [row.id for row in rows])
        return _records(rows[:limit], listed), len(rows) > limit

    def using_dataset(self, name: str) -> list[RunRecord]:
        """The runs, also those in the bin, whose document trains or validates on a data set."""
        query = select(RunRow.document, RunRow.record, RunRow.label).where(
            RunRow.document.contains(json.dumps(name), autoescape=True)
        )
        with Session(self._engine) as session:
            rows = session.execute(query).all()
        return [
            _record(record, label)
            for document, record, label in rows
            if name in named_datasets(json.loads(document))
        ]

    def read(self, id: RunId) -> tuple[RunRecord, str, str] | None:
        """A run's record, the text of its document and its fingerprint."""
        with Session(self._engine) as session:
            row = session.get(RunRow, id)
            if row is None:
                return None
            listing = self._index.listings(session, [id]).get(id)
            return (_record(row.record, row.label, listing), row.document, row.fingerprint)

    def is_binned(self, id: RunId) -> bool | None:
        """Whether a run is in the bin, by itself or with its project; None where there is no such run."""
        with Session(self._engine) as session:
            return session.scalar(select(case((_IS_BINNED, True), else_=False)).where(RunRow.id == id))

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


def _records(
    rows: Iterable[tuple[str, str, str | None]], listed: Mapping[str, Listing] = MappingProxyType({})
) -> list[RunRecord]:
    """The readable records. Those that are damaged are logged and left out."""
    records = []
    for id_, text, label in rows:
        try:
            records.append(_record(text, label, listed.get(id_)))
        except ValidationError:
            _LOG.exception("the record of a run cannot be read", run=id_)
    return records


def _record(text: str, label: str | None, listing: Listing | None = None) -> RunRecord:
    own = {"label": label} if listing is None else {"label": label, **listing._asdict()}
    return RunRecord.model_validate_json(text).model_copy(update=own)
