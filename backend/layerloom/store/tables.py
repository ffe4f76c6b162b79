"""The database tables. Only this package knows their names."""

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import (
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """A datetime in UTC. SQLite does not store the time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base class of all tables."""


class ProjectRow(Base):
    """A project; its documents are in its revisions."""

    __tablename__ = "projects"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    revision: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    """When it was moved to the bin, with its runs."""


class RevisionRow(Base):
    """One revision of a project: the document's text, unchanged."""

    __tablename__ = "revisions"

    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    saved_at: Mapped[datetime] = mapped_column(UtcTime)
    document: Mapped[str] = mapped_column(Text)


_LIVE = text("deleted_at IS NULL")


class PublishedRow(Base):
    """A published model, on the palette or in the bin, as unchanged text. On the palette names are unique."""

    __tablename__ = "published"
    __table_args__ = (
        Index("ix_published_live", "name", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(UtcTime)
    text: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime)


class RunRow(Base):
    """A run: its document, the fingerprint of its start request, and its last record, which is final once it has ended.

    The label is a column of its own, so that setting it and the end of the run cannot overwrite each other.
    """

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    project: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)
    label: Mapped[str | None] = mapped_column(String(120))
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime, index=True)
    """When it was moved to the bin by itself."""


class RunIndexRow(Base):
    """What runs are listed, filtered and sorted by: a narrow row beside that of `runs`, which holds a whole document."""

    __tablename__ = "run_index"

    key: Mapped[int] = mapped_column(Integer, primary_key=True)
    run: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), unique=True)
    project: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    number: Mapped[int] = mapped_column(Integer)
    """From 1, among the runs of its project in the order of their starts; none is given twice."""
    state: Mapped[str] = mapped_column(String(16), index=True)
    name: Mapped[str] = mapped_column(Text)
    label: Mapped[str | None] = mapped_column(String(120))
    label_key: Mapped[str] = mapped_column(Text)
    """What runs are sorted by as their names."""
    dataset: Mapped[str] = mapped_column(Text)
    epochs_done: Mapped[int] = mapped_column(Integer)
    best_loss: Mapped[float | None] = mapped_column(Float)
    sweep: Mapped[str | None] = mapped_column(String(36), index=True)
    origin: Mapped[str | None] = mapped_column(String(36), index=True)
    """The run from whose checkpoint it began."""
    note: Mapped[str | None] = mapped_column(Text)


class RunTagRow(Base):
    """A tag of a run."""

    __tablename__ = "run_tags"

    run: Mapped[int] = mapped_column(ForeignKey("run_index.key", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class RunValueNameRow(Base):
    """The name of a metric or of a parameter that some run has."""

    __tablename__ = "run_value_names"
    __table_args__ = (UniqueConstraint("kind", "name"),)
    LONGEST: ClassVar[int] = 200

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(9))
    name: Mapped[str] = mapped_column(String(LONGEST))


class RunValueRow(Base):
    """A metric of the last epoch of a run, or a setting of its document."""

    __tablename__ = "run_values"
    __table_args__ = (Index("ix_run_values_name", "name", "number"),)

    run: Mapped[int] = mapped_column(ForeignKey("run_index.key", ondelete="CASCADE"), primary_key=True)
    name: Mapped[int] = mapped_column(ForeignKey("run_value_names.id"), primary_key=True)
    number: Mapped[float | None] = mapped_column(Float)
    text: Mapped[str | None] = mapped_column(String(200))


class SessionRow(Base):
    """A browser session created by a one-time link; valid while its token is the current one."""

    __tablename__ = "sessions"

    session: Mapped[str] = mapped_column(String(64), primary_key=True)
    token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
