"""`python -m support.processes.killed_migration FOLDER [REVISION]`: a migration that is killed at its n-th statement.

For each n a process of its own migrates a new database, or one of an earlier revision, and is gone before the n-th
statement; another one opens what is left. A line for each n: `killed at N, then whole`, or the error.
"""

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import event, text

from layerloom.store import migrate
from layerloom.store.database import Database

_WHEN = "2026-11-01 10:00:00.000000"


def main(folder: Path, revision: str | None) -> None:
    """Goes on until the migration is done before it is killed."""
    number, done = 0, False
    while not done:
        number += 1
        path = folder / f"{number}.sqlite3"
        if revision is not None:
            _in_process(lambda path=path: _make(path, revision))
        done = _in_process(lambda path=path, number=number: _open(path, number)) == 0
        left = _in_process(lambda path=path: _look(path, revision))
        print(f"killed at {number}, then {'whole' if left == 0 else 'not to be used'}", flush=True)


def _in_process(work: object) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            assert callable(work)
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _make(path: Path, revision: str) -> None:
    """A database of an earlier form, with a project in it."""
    one = Database(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    with one.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(text("INSERT INTO projects VALUES ('p', 'a', 1, :when, :when)"), {"when": _WHEN})


def _open(path: Path, kill_at: int) -> None:
    one = Database(f"sqlite:///{path}")
    count = 0

    def before(*_: object) -> None:
        nonlocal count
        count += 1
        if count == kill_at:
            os._exit(9)

    event.listen(one.engine, "before_cursor_execute", before)
    one.open()


def _look(path: Path, revision: str | None) -> None:
    one = Database(f"sqlite:///{path}")
    one.open()
    made = one.projects.create("b", "{}")
    assert {project.id for project in one.projects.all()} == {made.id, *(["p"] if revision else [])}
    assert one.published.all() == []


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
