"""The store: tables of today, safe settings, and a database that is never replaced."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from layerloom.store import migrate
from layerloom.store.database import Database
from layerloom.store.projects import KEPT_REVISIONS
from layerloom.store.published_models import MAX_PUBLISHED
from layerloom.store.tables import Base
from layerloom_schema.base import ModelName, ProjectId, RunId
from layerloom_schema.errors import Refused
from layerloom_schema.runs.views import RunRecord, RunState


@pytest.fixture
def database(tmp_path: Path):  # type: ignore[no-untyped-def]  # a generator of one database
    one = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    one.open()
    yield one
    one.close()


def test_R29_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_R30_sqlite_is_set_to_survive_a_power_cut(database: Database) -> None:
    with database.engine.connect() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 2, 1, 5000]


def test_R31_opening_twice_changes_nothing(database: Database) -> None:
    project = database.projects.create("a", "{}")
    database.open()
    assert database.projects.read(project.id)[1] == "{}"


def test_R32_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    before = path.read_bytes()
    one = Database(f"sqlite:///{path}")
    with pytest.raises(Refused, match="newer Layerloom"):
        one.open()
    one.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
        assert len(connection.execute("SELECT name FROM sqlite_master").fetchall()) == 1
    connection.close()
    assert len(path.read_bytes()) == len(before)


def test_R33_a_damaged_database_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(b"SQLite format 3\x00" + b"garbage" * 5000)
    before = path.read_bytes()
    one = Database(f"sqlite:///{path}")
    with pytest.raises(Refused, match="damaged"):
        one.open()
    one.close()
    assert path.read_bytes() == before


def test_A19_the_last_revisions_are_kept(database: Database) -> None:
    project = database.projects.create("a", '{"v":1}')
    for revision in range(1, KEPT_REVISIONS + 5):
        database.projects.save(project.id, revision, "a", f'{{"v":{revision + 1}}}')
    kept = database.projects.revisions(project.id, None, KEPT_REVISIONS)
    assert [one.revision for one in kept.revisions] == list(range(KEPT_REVISIONS + 5, 5, -1))
    assert not kept.has_more
    page = database.projects.revisions(project.id, 10, 3)
    assert ([one.revision for one in page.revisions], page.has_more) == ([9, 8, 7], True)
    page = database.projects.revisions(project.id, 7, 3)
    assert ([one.revision for one in page.revisions], page.has_more) == ([6], False)
    assert database.projects.read(project.id)[1] == f'{{"v":{KEPT_REVISIONS + 5}}}'


def test_R29_a_database_of_the_first_form_gets_the_new_tables_and_a_copy_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    one = Database(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    with one.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        when = "2026-11-01 10:00:00.000000"
        connection.execute(
            text("INSERT INTO projects VALUES ('p', 'a', 1, :when, :when)"),
            {"when": when},
        )
        connection.execute(
            text("INSERT INTO revisions VALUES ('p', 1, :when, :document)"),
            {"when": when, "document": '{"v":1}'},
        )
    one.open()
    one.published.put(ModelName("tower"), "{}")
    assert one.projects.read(ProjectId("p"))[1] == '{"v":1}'
    one.close()
    assert (tmp_path / f"x.sqlite3.before-{migrate.HEAD}-from-0001").exists()


@pytest.mark.parametrize("begin", [None, "0001"])
def test_R83_a_migration_that_is_killed_at_any_statement_is_made_by_the_next_start(
    tmp_path: Path, begin: str | None
) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "support.processes.killed_migration",
            str(tmp_path),
            *([begin] if begin else []),
        ],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) > 10
    assert [line for line in lines if not line.endswith(" whole")] == []


def test_R29_what_was_published_before_there_was_a_bin_is_still_there_and_again_after_a_way_back(
    tmp_path: Path,
) -> None:
    one = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    with one.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        published = "INSERT INTO published VALUES ('tower', '2026-11-01 10:00:00.000000', :text)"
        connection.execute(text(published), {"text": '{"x":1}'})
    one.open()
    assert one.published.all() == ['{"x":1}']
    one.published.put(ModelName("tower"), '{"x":2}')
    [item] = one.bin.items()
    one.bin.restore_published(ModelName("tower"), item.id)
    with one.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        assert connection.execute(text("SELECT text FROM published")).scalars().all() == ['{"x":1}']
    one.close()


def test_R29_the_records_of_runs_get_the_present_names_and_a_damaged_one_is_left(tmp_path: Path) -> None:
    one = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    record = (
        '{"id":"r","state":"completed","attempt":1,"name":"模型","project":null,"dataset":"iris","epochs":1,"seed":0,'
        '"epochs_done":1,"last":7,"ahead":2,"logs":{"loss":0.1},"created_at":"2026-11-01T10:00:00Z"}'
    )
    insert = (
        "INSERT INTO runs VALUES (:id, NULL, '2026-11-01 10:00:00.000000', 'f', '{}', :record, NULL, NULL)"
    )
    with one.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for name, text_ in (("r", record), ("damaged", '{"last":7')):
            connection.execute(text(insert), {"id": name, "record": text_})
    one.open()
    [found] = one.runs.all()
    assert (found.last_seq, found.queue_position, found.name, found.logs) == (7, 2, "模型", {"loss": 0.1})
    with one.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        rows = {row.id: row.record for row in connection.execute(text("SELECT id, record FROM runs"))}
    assert json.loads(rows["r"]) == json.loads(record)
    assert rows["damaged"] == '{"last":7'
    one.close()


def test_A26_only_so_many_models_are_published(database: Database) -> None:
    for number in range(MAX_PUBLISHED):
        database.published.put(ModelName(f"m{number}"), "{}")
    with pytest.raises(Refused, match=str(MAX_PUBLISHED)) as refused:
        database.published.put(ModelName("more"), "{}")
    assert refused.value.status == 409
    database.published.put(ModelName("m7"), '{"new":1}')
    database.bin.add_published(ModelName("m8"))
    database.published.put(ModelName("more"), "{}")
    assert len(database.published.all()) == MAX_PUBLISHED


def test_R2_an_id_is_taken_once(database: Database) -> None:
    record = RunRecord(
        id=RunId("a"),
        state=RunState.queued,
        attempt=1,
        name="n",
        project=None,
        dataset="iris",
        epochs=1,
        seed=0,
        epochs_done=0,
        last_seq=0,
        created_at=datetime.now(UTC),
    )
    assert database.runs.add(record, "{}", "f")
    assert not database.runs.add(record, "{}", "f")
    found = database.runs.read(record.id)
    assert found == (record.model_copy(update={"number": 1}), "{}", "f")


def test_R73_a_record_that_cannot_be_read_hides_none_of_the_others(database: Database) -> None:
    for name in ("a", "b"):
        record = RunRecord.model_validate(
            {
                **{
                    "id": name,
                    "state": "queued",
                    "attempt": 1,
                    "name": name,
                    "project": None,
                    "dataset": "iris",
                },
                **{"epochs": 1, "seed": 0, "epochs_done": 0, "last_seq": 0, "created_at": datetime.now(UTC)},
            }
        )
        assert database.runs.add(record, "{}", "f")
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE runs SET record = '{\"half' WHERE id = 'a'"))
    assert [record.id for record in database.runs.all()] == ["b"]


def test_A70_runs_are_listed_in_pages_newest_first(database: Database) -> None:
    moments = [datetime(2026, 1, 1 + day // 2, tzinfo=UTC) for day in range(7)]  # two of each time
    for number, created_at in enumerate(moments):
        record = RunRecord.model_validate(
            {
                **{"id": f"r{number}", "state": "completed", "attempt": 1, "name": "n", "dataset": "iris"},
                **{"project": "p", "epochs": 1, "seed": 0, "epochs_done": 1, "last_seq": 9},
                **{"created_at": created_at},
            }
        )
        assert database.runs.add(record, "{}", "f")
    every = [record.id for record in database.runs.all("p")]
    assert len(every) == 7
    for limit in range(1, 9):
        listed: list[RunId] = []
        has_more = True
        while has_more:
            page, has_more = database.runs.page("p", listed[-1] if listed else None, limit)
            listed += [record.id for record in page]
        assert listed == every
    assert database.runs.page("q", None, 5) == ([], False)
    with pytest.raises(Refused) as refused:
        database.runs.page("p", RunId("never"), 5)
    assert refused.value.status == 404


def test_A2_only_hashes_of_sessions_are_kept_and_they_end_with_their_token(database: Database) -> None:
    database.sessions.add("s" * 64, "t" * 64)
    assert database.sessions.valid("s" * 64, "t" * 64)
    assert not database.sessions.valid("s" * 64, "u" * 64)
    database.sessions.add("r" * 64, "u" * 64)
    assert not database.sessions.valid("s" * 64, "t" * 64)
