"""Published models: nested models on the palette, by name."""

from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from layerloom.store.tables import PublishedRow
from layerloom_schema.base import ModelName
from layerloom_schema.errors import ErrorCode, Refused

MOST = 200


class Published:
    """Models are text here, kept as they came."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[str]:
        """The text of every model, by name."""
        with Session(self._engine) as session:
            return [*session.scalars(select(PublishedRow.text).order_by(PublishedRow.name))]

    def put(self, name: ModelName, text: str) -> None:
        """Keeps a model under its name, in the place of the one that had it. Raises `Refused` beyond `MOST`."""
        with Session(self._engine) as session, session.begin():
            row = session.get(PublishedRow, name)
            if row is None:
                kept = session.scalar(select(func.count()).select_from(PublishedRow)) or 0
                if kept >= MOST:
                    raise Refused(
                        409,
                        ErrorCode.too_many,
                        f"{MOST} models are published, which is the most; delete one first.",
                        limit=MOST,
                        got=kept + 1,
                    )
                row = PublishedRow(name=name)
                session.add(row)
            row.text = text
            row.changed_at = datetime.now(UTC)

    def delete(self, name: ModelName) -> None:
        """Takes a model off the palette."""
        with Session(self._engine) as session, session.begin():
            row = session.get(PublishedRow, name)
            if row is None:
                raise Refused(404, ErrorCode.not_found, "No model of this name is published.", got=name)
            session.delete(row)
