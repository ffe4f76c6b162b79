"""Migrates the tables to the newest revision in one transaction, after a backup of the database."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from layerloom_schema.errors import ErrorCode, Refused

HEAD = "0007"
"""The newest revision in `migrations/versions`; a test holds it against them."""


def migrate(engine: Engine) -> None:
    """Migrate the tables. If they are up to date, nothing is done and Alembic is not imported."""
    current = _current(engine)
    if current == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise Refused(
            409,
            ErrorCode.newer,
            variant="database",
            params={"form": current, "known": HEAD},
            limit=HEAD,
            got=current,
        )
    if current is not None:
        _back_up(engine, current)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Python's driver begins a transaction before an INSERT, not before a CREATE TABLE: without this, a process
            # that is killed in between leaves half of the tables, and no later start can continue from there.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def _back_up(engine: Engine, current: str) -> None:
    """Copy an SQLite database beside itself. Databases of a server have backups of their own."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path:
        return
    copy = Path(f"{path}.before-{HEAD}-from-{current}")
    source = sqlite3.connect(path)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    copy.chmod(0o600)
