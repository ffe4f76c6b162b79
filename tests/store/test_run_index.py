"""The list of runs: filtered, sorted and counted by an index of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from layerloom.store.database import Database
from layerloom_schema.base import RunId
from layerloom_schema.errors import Refused
from layerloom_schema.runs.queries import RunQuery, read_filter
from layerloom_schema.runs.views import RunRecord, RunState

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    one = Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    one.open()
    yield one
    one.close()


def document(units: int, rate: float | None = None) -> str:
    optimizer = {"name": "Adam", "config": {} if rate is None else {"learning_rate": rate}}
    nodes = [{"kind": "layer", "id": "n1", "name": "hidden", "layer": "Dense", "config": {"units": units}}]
    return json.dumps({"graph": {"nodes": nodes}, "training": {"optimizer": optimizer, "epochs": 3}})


def add(database: Database, run: str, text: str = "{}", **fields: Any) -> RunRecord:
    """A run that was started an hour after the one before."""
    number = len(database.runs.all())
    record = RunRecord.model_validate(
        {
            **{"id": run, "state": "queued", "attempt": 1, "name": "Digits", "project": "p"},
            **{"dataset": "digits", "epochs": 3, "seed": 0, "epochs_done": 0, "last_seq": 1},
            **{"created_at": BEGIN + timedelta(hours=number)},
            **fields,
        }
    )
    assert database.runs.add(record, text, "f")
    return record


def found(database: Database, where: str = "", sort: str = "created_at", **fields: Any) -> str:
    records, total = database.runs.find(
        RunQuery(conditions=read_filter(where), sort=sort.removeprefix("-"), **fields)
    )
    assert total >= len(records)
    return "".join(record.id for record in records)


@pytest.fixture
def listed(database: Database) -> Database:
    """Four runs of two projects: `a` to `d`, the last one the newest."""
    a = add(database, "a", document(8, 0.1))
    add(database, "b", document(16, 0.01), dataset="iris", project="q", name="Irises")
    c = add(database, "c", document(32))
    add(database, "d", document(64, 0.001), sweep="s1")
    database.runs.save(
        a.model_copy(update={"state": RunState.completed, "logs": {"val_loss": 0.5, "loss": 0.25}})
    )
    database.runs.index(
        c.model_copy(update={"state": RunState.running, "logs": {"val_loss": 0.125}, "best_loss": 0.125})
    )
    database.runs.label(RunId("a"), "넓은 커널 10")
    database.runs.label(RunId("d"), "baseline 9")
    database.runs.note(RunId("c"), "Tried with a Wide layer")
    database.runs.tag(RunId("b"), ["Keep", "paper", "Keep"])
    return database


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", "dcba"),
        ("digits", "dca"),
        ("넓은", "a"),
        ('"a wide"', "c"),
        ("note:wide", "c"),
        ("tag:keep", "b"),
        ("tag:kee", ""),
        ("state:running", "c"),
        ("data:IRI", "b"),
        ("sweep:s1", "d"),
        ("val_loss<0.3", "c"),
        ("val_loss <= 0.5 loss<1", "a"),
        ("best_loss<1", "c"),
        ("hidden.units>=16", "dcb"),
        ("units!=16 state:queued", "d"),
        ("training.optimizer=adam", "dcba"),
        ("learning_rate=0.01", "b"),
        ("epochs=3 units=8", "a"),
        ("nothing=1", ""),
    ],
)
def test_R260_the_list_is_filtered(listed: Database, where: str, expected: str) -> None:
    assert found(listed, where) == expected


@pytest.mark.parametrize(
    ("sort", "descending", "expected"),
    [
        ("created_at", False, "abcd"),
        ("val_loss", False, "cadb"),
        ("val_loss", True, "acdb"),
        ("units", True, "dcba"),
        ("learning_rate", False, "dbac"),
        ("state", False, "adbc"),
        ("nothing", False, "dcba"),
    ],
)
def test_R260_the_list_is_sorted_and_what_has_no_value_comes_last(
    listed: Database, sort: str, descending: bool, expected: str
) -> None:
    assert found(listed, sort=sort, descending=descending) == expected


def test_C90_names_are_sorted_as_people_count_and_spell(listed: Database) -> None:
    add(listed, "e")
    listed.runs.label(RunId("e"), "BASELINE 10")
    assert found(listed, sort="name", descending=False, project="p") == "deca"
    assert found(listed, sort="name", descending=False) == "decab"


def test_R260_a_part_of_the_list_is_counted_and_shows_parameters(listed: Database) -> None:
    query = RunQuery(project="p", offset=1, limit=1, show=("units", "learning_rate", "val_loss"))
    [record], total = listed.runs.find(query)
    assert (record.id, total, record.number) == ("c", 3, 2)
    assert record.parameters == {"units": 32.0, "val_loss": 0.125}
    columns = listed.runs.columns()
    assert {"val_loss", "loss"} == set(columns.metrics)
    assert {"hidden.units", "training.optimizer.learning_rate", "training.epochs"} <= set(columns.parameters)
    assert columns.tags == ["Keep", "paper"]


def test_R262_a_number_stays_with_its_run_and_is_not_given_again(listed: Database) -> None:
    listed.runs.delete(RunId("c"))
    add(listed, "e")
    numbers = {record.id: record.number for record in listed.runs.find(RunQuery(project="p"))[0]}
    assert numbers == {"a": 1, "d": 3, "e": 4}
    with listed.engine.connect() as connection:
        left = connection.execute(
            text("SELECT count(*) FROM run_values WHERE run NOT IN (SELECT key FROM run_index)")
        )
        assert left.scalar() == 0


def test_R262_a_run_keeps_its_note_and_tags_and_those_in_the_bin_are_not_listed(listed: Database) -> None:
    known = listed.runs.read(RunId("b"))
    assert known is not None
    assert known[0].tags == ["Keep", "paper"]
    listed.runs.tag(RunId("b"), [])
    listed.runs.note(RunId("c"), None)
    listed.bin.add_run(RunId("d"))
    assert found(listed, "tag:keep") + found(listed, "note:wide") == ""
    assert found(listed) == "cba"


def test_R263_runs_of_earlier_versions_are_listed(listed: Database) -> None:
    with listed.engine.begin() as connection:
        connection.execute(text("DELETE FROM run_index"))
        connection.execute(text("UPDATE runs SET record = '{\"half' WHERE id = 'b'"))
    listed.open()
    assert found(listed) == "dca"
    assert found(listed, "units>8 project", project="p") == ""
    assert found(listed, "val_loss<1", project="p") == "a"


@pytest.mark.parametrize(
    ("where", "variant"),
    [
        ("state:done", "state"),
        ("val_loss<low", "number"),
        ("val_loss<", "comparison"),
        (">3", "comparison"),
        ("x" * 1001, "too_long"),
    ],
)
def test_R261_a_filter_that_cannot_be_meant_is_refused(where: str, variant: str) -> None:
    with pytest.raises(Refused) as refused:
        read_filter(where)
    assert (refused.value.status, refused.value.body.variant) == (422, variant)


def test_D203_a_run_uses_the_data_sets_that_it_joins_and_validates_on(database: Database) -> None:
    data = {"dataset": "homes", "joined": [{"dataset": "districts", "on": {"id": "id"}}]}
    training = {"validation": {"dataset": "later"}}
    add(database, "a", json.dumps({"data": data, "training": training}))
    add(database, "b", json.dumps({"name": "districts"}))
    for name in ("homes", "districts", "later"):
        assert [record.id for record in database.runs.using_dataset(name)] == ["a"]
