"""[C] `layerloom data`, and training on a file."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from layerloom.cli import app
from layerloom.datasets.library import DataLibrary

HOUSES = "size;rooms;price\n80,5;3;200\n;4;310\n55,25;2;120\n"


@pytest.fixture
def houses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAYERLOOM_DATA_DIR", str(tmp_path / "home"))
    path = tmp_path / "houses.csv"
    path.write_text(HOUSES, "utf-8")
    return path


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(app, ["data", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_C140_a_file_is_looked_at_added_shown_and_removed(houses: Path) -> None:
    assert json.loads(run("preview", houses, "--json"))["source"]["dialect"]["decimal"] == ","
    assert "80,5" in run("preview", houses)
    added = json.loads(run("add", houses, "--name", "homes", "--type", "rooms=number", "--json"))
    assert [field["dtype"] for field in added["fields"]] == ["float32", "float32", "int64"]
    assert "homes" in run("list")
    assert [info["name"] for info in json.loads(run("list", "--json"))["datasets"]][-1] == "homes"
    shown = json.loads(run("show", "homes", "--sort=-size", "--rows", "1", "--json"))
    assert shown["rows"]["rows"] == [[80.5, 3.0, 200]]
    assert [each["count"] for each in shown["statistics"]] == [2, 3, 3]
    assert "55.25" in run("show", "homes")
    assert "image" in run("show", "digits")
    run("remove", "homes")
    assert "homes" not in run("list")


def test_C140_an_added_file_is_printed_with_its_columns(houses: Path) -> None:
    assert "size" in run("add", houses)
    assert DataLibrary(houses.parent / "home" / "datasets").describe("houses").rows == 3
