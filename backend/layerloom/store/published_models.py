"""The repository of published models: nested models on the palette, by name."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import CursorResult, Engine, Update, func, select, update
from sqlalchemy.orm import Session

from layerloom.store.tables import PublishedRow
from layerloom_schema.base import ModelName
from layerloom_schema.errors import ErrorCode, Refused

MAX_PUBLISHED = 200


class Published:
    """Stores models as text, unchanged."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[str]:
        """The text of every model, by name."""
        live = PublishedRow.deleted_at.is_(None)
        with Session(self._engine) as session:
            return [*session.scalars(select(PublishedRow.text).where(live).order_by(PublishedRow.name))]

    def put(self, name: ModelName, text: str) -> None:
        """Store a model; another one of its name moves to the bin. Raises `Refused` beyond `MAX_PUBLISHED`."""
        now = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            move_to_bin(session, name, unless=text)
            same = update(PublishedRow).where(PublishedRow.name == name, PublishedRow.deleted_at.is_(None))
            if _changes(session, same.values(changed_at=now)):
                return
            require_capacity(session)
            session.add(PublishedRow(id=str(uuid4()), name=name, text=text, changed_at=now))


def move_to_bin(session: Session, name: ModelName, unless: str | None = None) -> bool:
    """Move the published model of this name to the bin, unless its text is `unless`; whether it did."""
    step = update(PublishedRow).where(PublishedRow.name == name, PublishedRow.deleted_at.is_(None))
    if unless is not None:
        step = step.where(PublishedRow.text != unless)
    return _changes(session, step.values(deleted_at=datetime.now(UTC)))


def require_capacity(session: Session) -> None:
    """Raise `Refused` if the maximum number of models is published."""
    live = select(func.count()).select_from(PublishedRow).where(PublishedRow.deleted_at.is_(None))
    kept = session.scalar(live) or 0
    if kept >= MAX_PUBLISHED:
        raise Refused(
            409,
            ErrorCode.too_many,
            variant="published",
            params={"limit": MAX_PUBLISHED},
            limit=MAX_PUBLISHED,
            got=kept + 1,
        )


def _changes(session: Session, step: Update) -> bool:
    result = session.execute(step)
    assert isinstance(result, CursorResult)
    return bool(result.rowcount)
