"""One database: its connections, its start-up checks, and its parts."""

import errno
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from layerloom.store.bin import Bin
from layerloom.store.migrate import migrate
from layerloom.store.projects import Projects
from layerloom.store.published import Published
from layerloom.store.runs import Runs
from layerloom.store.sessions import Sessions
from layerloom_schema.errors import ErrorCode, Refused

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
)


class Database:
    """SQLite by default, any database of SQLAlchemy by its address. Its calls block: run them in a thread."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = _engine(url)
        self.bin = Bin(self.engine)
        self.projects = Projects(self.engine)
        self.published = Published(self.engine)
        self.runs = Runs(self.engine)
        self.sessions = Sessions(self.engine)

    def open(self) -> None:
        """Makes or upgrades the tables. A damaged or newer database is refused with what to do, never replaced."""
        path = self.url.database
        if self.engine.dialect.name == "sqlite" and path:
            try:
                with self.engine.connect() as connection:
                    verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            except DatabaseError as error:
                verdict = str(error.orig)
            if verdict != "ok":
                raise Refused(
                    500,
                    ErrorCode.internal,
                    f"The database {path} is damaged ({verdict}). Layerloom leaves it as it is: "
                    "put a copy from a backup in its place, or move it away to begin with an empty one.",
                )
        migrate(self.engine)

    def close(self) -> None:
        """Gives every connection back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _: object) -> None:
            cursor = connection.cursor()
            for pragma in _PRAGMAS:
                cursor.execute(pragma)
            cursor.close()

    return engine


def is_disk_full(error: BaseException) -> bool:
    """Whether the system, or the database, says that there is no room."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OperationalError) and "disk is full" in str(error.orig)
