"""Opens the database, also on a full disk: the server reserves disk space for that."""

import sys
from pathlib import Path

from layerloom.runtime.disk_reserve import Reserve
from layerloom.store.database import Database
from layerloom_schema.text.output import printed

RESERVE_BYTES = 4 * 1024**2
"""Enough for SQLite to open a database and to save the final records of a few runs."""


def open_database(database: Database, data_dir: Path) -> None:
    """Open the database, and release the reserve if there is no other disk space."""
    reserve = Reserve(data_dir / "reserve")
    try:
        database.open()
    except Exception:
        if not reserve.give():
            raise
        database.open()
    try:
        reserve.hold(RESERVE_BYTES)
    except IsADirectoryError:
        raise
    except OSError:
        print(printed("serve.disk_full", path=str(data_dir)), file=sys.stderr, flush=True)
