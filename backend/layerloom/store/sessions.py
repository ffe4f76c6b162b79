"""The repository of browser sessions. It has their hashes only, so a copy of the database gives no access."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from layerloom.store.tables import SessionRow

_LIFE = timedelta(days=30)


class Sessions:
    """Stores sessions, each bound to the token that it was created from."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, session: str, token: str) -> None:
        """Store a new session, and delete expired ones."""
        now = datetime.now(UTC)
        with Session(self._engine) as work, work.begin():
            work.execute(
                delete(SessionRow).where((SessionRow.token != token) | (SessionRow.created_at < now - _LIFE))
            )
            work.add(SessionRow(session=session, token=token, created_at=now))

    def valid(self, session: str, token: str) -> bool:
        """Whether a session exists, belongs to this token and has not expired."""
        with Session(self._engine) as work:
            row = work.get(SessionRow, session)
            return row is not None and row.token == token and row.created_at > datetime.now(UTC) - _LIFE
