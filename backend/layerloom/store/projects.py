"""The repository of projects and their revisions."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import CursorResult, Engine, delete, select, update
from sqlalchemy.orm import Session

from layerloom.store.deleted_items import require_not_deleted
from layerloom.store.tables import ProjectRow, RevisionRow
from layerloom_schema.base import ProjectId
from layerloom_schema.documents.projects import ProjectRecord, RevisionList, RevisionRecord
from layerloom_schema.errors import ErrorCode, Refused

KEPT_REVISIONS = 200


class Projects:
    """Stores documents as text, without parsing them, so that nothing of them is lost."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[ProjectRecord]:
        """All projects that are not in the bin, last changed first."""
        live = select(ProjectRow).where(ProjectRow.deleted_at.is_(None))
        with Session(self._engine) as session:
            rows = session.scalars(live.order_by(ProjectRow.updated_at.desc(), ProjectRow.id))
            return [_record(row) for row in rows]

    def create(self, name: str, document: str) -> ProjectRecord:
        """Create a project at revision 1."""
        now = datetime.now(UTC)
        row = ProjectRow(id=str(uuid4()), name=name, revision=1, created_at=now, updated_at=now)
        with Session(self._engine) as session, session.begin():
            session.add(row)
            session.flush()
            session.add(RevisionRow(project_id=row.id, revision=1, saved_at=now, document=document))
            return _record(row)

    def read(self, id: ProjectId, revision: int | None = None) -> tuple[ProjectRecord, str]:
        """A project, and the document's text at its newest or at the requested revision."""
        with Session(self._engine) as session:
            row = _found(session.get(ProjectRow, id), id)
            wanted = row.revision if revision is None else revision
            state = session.get(RevisionRow, (id, wanted))
            if state is None:
                raise Refused(
                    404, ErrorCode.not_found, variant="revision", params={"revision": wanted}, got=wanted
                )
            return _record(row), state.document

    def save(self, id: ProjectId, base: int, name: str, document: str) -> ProjectRecord:
        """Save a revision on top of `base`. Raises `Refused`, and changes nothing, if `base` is not the newest."""
        now = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            step = (
                update(ProjectRow)
                .where(ProjectRow.id == id, ProjectRow.revision == base, ProjectRow.deleted_at.is_(None))
                .values(revision=base + 1, name=name, updated_at=now)
            )
            result = session.execute(step)
            assert isinstance(result, CursorResult)
            if result.rowcount == 0:
                newest = _found(session.get(ProjectRow, id), id).revision
                raise Refused(
                    409,
                    ErrorCode.stale,
                    params={"newest": newest, "base": base},
                    where={"revision": newest},
                    got=base,
                )
            session.add(RevisionRow(project_id=id, revision=base + 1, saved_at=now, document=document))
            session.execute(
                delete(RevisionRow).where(
                    RevisionRow.project_id == id, RevisionRow.revision <= base + 1 - KEPT_REVISIONS
                )
            )
            return _record(_found(session.get(ProjectRow, id), id))

    def revisions(self, id: ProjectId, after: int | None, limit: int) -> RevisionList:
        """Up to `limit` revisions of a project that are older than the one given, newest first."""
        query = (
            select(RevisionRow.revision, RevisionRow.saved_at)
            .where(RevisionRow.project_id == id)
            .order_by(RevisionRow.revision.desc())
            .limit(limit + 1)
        )
        if after is not None:
            query = query.where(RevisionRow.revision < after)
        with Session(self._engine) as session:
            _found(session.get(ProjectRow, id), id)
            found = [
                RevisionRecord(revision=revision, saved_at=saved_at)
                for revision, saved_at in session.execute(query)
            ]
        return RevisionList(revisions=found[:limit], has_more=len(found) > limit)


def _found(row: ProjectRow | None, id: str) -> ProjectRow:
    if row is None:
        raise Refused(404, ErrorCode.not_found, variant="project", got=id)
    require_not_deleted(row.deleted_at, "document", id)
    return row


def _record(row: ProjectRow) -> ProjectRecord:
    return ProjectRecord(
        id=ProjectId(row.id),
        name=row.name,
        revision=row.revision,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
