"""The database: its engine, its checks at start-up, and its repositories."""

import errno
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from layerloom.runtime.private_files import data_dir_error
from layerloom.store.bin import Bin
from layerloom.store.migrate import migrate
from layerloom.store.projects import Projects
from layerloom.store.published_models import Published
from layerloom.store.runs import Runs
from layerloom.store.sessions import Sessions
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, LayerloomError, Refused, Unreadable

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
)


class Database:
    """SQLite by default, any database of SQLAlchemy by its URL. Its methods block: run them in a thread."""

    def __init__(self, url: str) -> None:
        """Raises `Unreadable` if the URL is invalid or its driver is not installed."""
        self.engine = _engine(url)
        self.bin = Bin(self.engine)
        self.url = self.engine.url
        self.projects = Projects(self.engine)
        self.published = Published(self.engine)
        self.runs = Runs(self.engine)
        self.sessions = Sessions(self.engine)

    def open(self) -> None:
        """Create or migrate the tables. Raises `Refused` for a damaged or newer database, which is never replaced."""
        path = self.url.database
        if self.engine.dialect.name == "sqlite" and path:
            try:
                with self.engine.connect() as connection:
                    verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            except OperationalError as error:
                raise _unusable(Path(path), error) from error
            except DatabaseError as error:
                verdict = str(error.orig)
            if verdict != "ok":
                damage: dict[str, Json] = {"path": str(path), "verdict": verdict}
                raise Refused(500, ErrorCode.internal, variant="database", params=damage)
        try:
            migrate(self.engine)
        except OperationalError as error:
            if self.engine.dialect.name != "sqlite" or not path:
                host: dict[str, Json] = {"host": self.url.host}
                raise Refused(503, ErrorCode.busy, variant="unreachable", params=host) from error
            raise _unusable(Path(path), error) from error
        self.runs.index_missing()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        engine = create_engine(url)
    except (ArgumentError, ImportError) as error:
        raise Unreadable(ErrorCode.bad_request, variant="database_url") from error
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _: object) -> None:
            cursor = connection.cursor()
            for pragma in _PRAGMAS:
                cursor.execute(pragma)
            cursor.close()

    return engine


def _unusable(path: Path, error: OperationalError) -> LayerloomError:
    """The error for a database that cannot be opened: the file, its folder, its disk, or another process."""
    if is_busy(error):
        return Refused(503, ErrorCode.busy, variant="held", params={"path": str(path)})
    known = {"full": errno.ENOSPC, "readonly": errno.EACCES, "unable to open": errno.EACCES}
    said = str(error.orig)
    number = next((number for words, number in known.items() if words in said), errno.EIO)
    if path.is_dir():
        number = errno.EISDIR
    return data_dir_error(path.parent, OSError(number, said, str(path)))


def is_busy(error: BaseException) -> bool:
    """Whether another process has locked the database for longer than the busy timeout."""
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


def is_unwritable(error: BaseException) -> bool:
    """Whether the data folder or its database is read-only."""
    if isinstance(error, OSError):
        return error.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
    return isinstance(error, OperationalError) and "readonly database" in str(error.orig)


def is_disk_full(error: BaseException) -> bool:
    """Whether the operating system or the database reports a full disk."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OperationalError) and "disk is full" in str(error.orig)
