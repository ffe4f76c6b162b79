"""Browser sessions: hashes only, so that a copy of the database opens nothing."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from layerloom.store.tables import SessionRow

_LIFE = timedelta(days=30)


class Sessions:
    """A session belongs to the token it was made from, and ends with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, session: str, token: str) -> None:
        """Keeps a new session, and clears out what is over."""
        now = datetime.now(UTC)
        with Session(self._engine) as work, work.begin():
            work.execute(
                delete(SessionRow).where((SessionRow.token != token) | (SessionRow.created_at < now - _LIFE))
            )
            work.add(SessionRow(session=session, token=token, created_at=now))

    def valid(self, session: str, token: str) -> bool:
        """Whether a session was made from this token, not too long ago."""
        with Session(self._engine) as work:
            row = work.get(SessionRow, session)
            return row is not None and row.token == token and row.created_at > datetime.now(UTC) - _LIFE
