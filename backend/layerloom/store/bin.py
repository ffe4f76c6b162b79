"""The bin: deleted items are marked with a time, can be restored, and are purged after some days.

The runs of a deleted project are in the bin with it and are restored with it, without a time of their own.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from layerloom.store.deleted_items import require_not_deleted
from layerloom.store.published_models import move_to_bin, require_capacity
from layerloom.store.tables import ProjectRow, PublishedRow, RunRow
from layerloom.store.usages import Usages, find_usages
from layerloom_schema.base import ModelName, ProjectId, RunId
from layerloom_schema.documents.bin import KEPT_DAYS, BinItem, BinKind
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.views import RunRecord


class Bin:
    """Moves items in and out. The caller checks that a run has ended."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def items(self) -> list[BinItem]:
        """All items in the bin, last deleted first."""
        with Session(self._engine) as session:
            uses = find_usages(session)
            found = [*_projects(session, uses), *_runs(session, uses), *_published(session, uses)]
        return sorted(found, key=lambda item: item.deleted_at, reverse=True)

    def add_project(self, id: ProjectId) -> None:
        """Move a project to the bin, with its runs."""
        with Session(self._engine) as session, session.begin():
            row = session.get(ProjectRow, id)
            if row is None:
                raise _absent("project")
            require_not_deleted(row.deleted_at, "document", id)
            row.deleted_at = datetime.now(UTC)

    def add_run(self, id: RunId) -> None:
        """Move a run to the bin."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(RunRow)
                .where(RunRow.id == id, RunRow.deleted_at.is_(None))
                .values(deleted_at=datetime.now(UTC))
            )

    def add_published(self, name: ModelName) -> None:
        """Move a published model to the bin."""
        with Session(self._engine) as session, session.begin():
            if not move_to_bin(session, name):
                raise Refused(404, ErrorCode.not_found, variant="published", got=name)

    def restore_project(self, id: ProjectId) -> None:
        """Restore a project with its runs. Does nothing if it is not in the bin."""
        with Session(self._engine) as session, session.begin():
            row = session.get(ProjectRow, id)
            if row is None:
                raise _absent("project")
            row.deleted_at = None

    def restore_run(self, id: RunId) -> None:
        """Restore a run. Does nothing if it is not in the bin."""
        with Session(self._engine) as session, session.begin():
            row = session.get(RunRow, id)
            if row is None:
                raise _absent("run")
            project = session.get(ProjectRow, row.project) if row.project is not None else None
            if project is not None and project.deleted_at is not None:
                raise Refused(
                    409,
                    ErrorCode.in_bin,
                    variant="document_of_run",
                    params={"name": project.name},
                    where={"project": project.id},
                )
            row.deleted_at = None

    def restore_published(self, name: ModelName, item: str | None = None) -> None:
        """Restore the published model last deleted under its name, or the one with this id.

        A model that has the name by now moves to the bin.
        """
        with Session(self._engine) as session, session.begin():
            query = select(PublishedRow).where(PublishedRow.name == name)
            if item is None:
                query = query.where(PublishedRow.deleted_at.is_not(None))
            else:
                query = query.where(PublishedRow.id == item)
            row = session.scalars(query.order_by(PublishedRow.deleted_at.desc())).first()
            if row is None:
                raise _absent("model")
            if row.deleted_at is None:
                return
            move_to_bin(session, name)
            require_capacity(session)
            row.deleted_at = None

    def refuse_binned(self, project: str) -> None:
        """Raise `Refused` if a project is in the bin."""
        with Session(self._engine) as session:
            deleted_at = session.scalar(select(ProjectRow.deleted_at).where(ProjectRow.id == project))
        require_not_deleted(deleted_at, "document", project)

    def item(self, kind: BinKind, id: str) -> BinItem:
        """One item in the bin. Raises `Refused` if it is not there."""
        found = next((item for item in self.items() if item.kind is kind and item.id == id), None)
        if found is None:
            raise Refused(404, ErrorCode.not_found, variant="bin_item", got=id)
        return found

    def expired(self) -> list[BinItem]:
        """Items whose time in the bin is over."""
        now = datetime.now(UTC)
        return [item for item in self.items() if item.purged_at <= now]

    def runs_of(self, item: BinItem) -> list[tuple[RunId, bool]]:
        """The runs that are purged with an item, each with whether a saved document or a published model uses it."""
        if item.kind is BinKind.published:
            return []
        column = RunRow.id if item.kind is BinKind.run else RunRow.project
        with Session(self._engine) as session:
            uses = find_usages(session)
            ids = session.scalars(select(RunRow.id).where(column == item.id))
            return [(RunId(id), bool(uses.runs.get(id))) for id in ids]

    def purge(self, item: BinItem) -> None:
        """Delete an item permanently. Runs are deleted by the run service, with their folders.

        A run of a purged project that still exists stays in the bin by itself.
        """
        with Session(self._engine) as session, session.begin():
            if item.kind is BinKind.project:
                session.execute(
                    update(RunRow)
                    .where(RunRow.project == item.id, RunRow.deleted_at.is_(None))
                    .values(deleted_at=item.deleted_at)
                )
                session.delete(session.get_one(ProjectRow, item.id))
            elif item.kind is BinKind.published:
                session.execute(delete(PublishedRow).where(PublishedRow.id == item.id))


def _projects(session: Session, uses: Usages) -> Iterator[BinItem]:
    for row in session.scalars(select(ProjectRow).where(ProjectRow.deleted_at.is_not(None))):
        query = select(RunRow.id).where(RunRow.project == row.id, RunRow.deleted_at.is_(None))
        runs = [*session.scalars(query)]
        used_by = dict.fromkeys(name for run in runs for name in uses.runs.get(run, ()))
        yield _item(BinKind.project, row.id, row.name, row.deleted_at, [*used_by], len(runs))


def _runs(session: Session, uses: Usages) -> Iterator[BinItem]:
    columns = (RunRow.id, RunRow.record, RunRow.label, RunRow.deleted_at)
    for id, record, label, deleted_at in session.execute(
        select(*columns).where(RunRow.deleted_at.is_not(None))
    ):
        name = label or RunRecord.model_validate_json(record).name
        yield _item(BinKind.run, id, name, deleted_at, uses.runs.get(id, []))


def _published(session: Session, uses: Usages) -> Iterator[BinItem]:
    columns = (PublishedRow.id, PublishedRow.name, PublishedRow.deleted_at)
    for id, name, deleted_at in session.execute(select(*columns).where(PublishedRow.deleted_at.is_not(None))):
        yield _item(BinKind.published, id, name, deleted_at, uses.models.get(name, []))


def _item(
    kind: BinKind, id: str, name: str, deleted_at: datetime | None, used_by: list[str], runs: int = 0
) -> BinItem:
    assert deleted_at is not None
    purged_at = deleted_at + timedelta(days=KEPT_DAYS)
    return BinItem(
        kind=kind, id=id, name=name, deleted_at=deleted_at, purged_at=purged_at, runs=runs, used_by=used_by
    )


def _absent(what: Literal["project", "run", "model"]) -> Refused:
    return Refused(404, ErrorCode.not_found, variant=f"{what}_anywhere")
