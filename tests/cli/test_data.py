"""[C] `layerloom data`, and training on a file."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.test_cli import COMMAND
from codegen.documents import begin, document, end
from jobs.models import iris, twins
from layerloom.cli import app
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.rules.binding_proposals import bind_dataset
from layerloom.graph.edits import apply
from layerloom.runtime.settings import load_settings
from layerloom_schema.base import NodeId, RunId
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.binding import ColumnRole
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.document import write_document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import SPEC
from layerloom_schema.runs.views import RunSpec
from support.processes.warm_python import WarmPython

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


def test_C140_a_data_set_is_bound_by_name_or_shape_and_what_is_left_is_named(
    houses: Path, tmp_path: Path, warm_python: WarmPython
) -> None:
    run("add", houses, "--name", "homes")
    path = tmp_path / "model.json"
    path.write_text(json.dumps(write_document(iris())), "utf-8")
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8"}

    def bind(*words: str | Path) -> subprocess.CompletedProcess[str]:
        done = warm_python.run(COMMAND, "data", "bind", path, *words, env=environment)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
        return done

    found = json.loads(bind("iris", "--json").stdout)
    assert found["bound"] == {"inputs.features": "features", "targets.species": "label"}
    assert found["left"] == []
    assert found["document"]["data"] == write_document(iris())["data"]
    done = bind("homes", "-o", tmp_path / "bound.json")
    assert "Not bound, as no one field has the name or the shape: input features" in done.stderr
    bound = json.loads((tmp_path / "bound.json").read_text("utf-8"))
    assert bound["data"] == {"dataset": "homes", "inputs": {}, "targets": {}}


def test_C140_a_field_of_the_same_name_comes_before_the_only_one_of_the_shape(tmp_path: Path) -> None:
    fields = {"right": [8, 8, 1], "image": [8, 8, 1], "label": [10]}
    info = DatasetInfo(
        name="pairs",
        title="Pairs",
        text="",
        rows=5,
        version="1",
        fields=[FieldInfo(name=name, shape=shape, dtype="float32", rows=5) for name, shape in fields.items()],
    )
    document = apply(twins(), [SetField(path=["data"], unset=True)])
    proposal = bind_dataset(document, {}, info)
    assert proposal.bound == {("inputs", "right"): "right", ("inputs", "left"): "image"}
    assert [slot.part for slot in proposal.left] == ["targets"]
    kept = apply(document, [SetField(path=["data", "inputs", "left"], value="gone"), *proposal.edits])
    assert kept.data is not None
    assert kept.data.inputs == {"left": "image", "right": "right"}


def test_C145_features_go_to_inputs_targets_to_outputs_and_what_is_ignored_nowhere() -> None:
    columns = [FieldInfo(name=name, shape=[], dtype="float32", rows=9) for name in ("area", "rent", "price")]
    info = DatasetInfo(name="homes", title="homes.csv", text="", rows=9, version="1", fields=columns)
    drawn = document([begin("size", 1), end("rent")], "size>out_rent")
    nodes = {"out_rent": {"outputs": [{"shape": [None, 1], "dtype": "float32"}]}}
    report = {NodeId(id_): NodeReport.model_validate(value) for id_, value in nodes.items()}
    roles = {"area": ColumnRole.feature, "rent": ColumnRole.ignore, "price": ColumnRole.target}
    proposal = bind_dataset(drawn, report, info, roles)
    assert proposal.bound == {("inputs", "size"): "area", ("targets", "rent"): "price"}
    assert proposal.left == []
    assert bind_dataset(drawn, report, info).bound == {("targets", "rent"): "rent"}
    made = apply(drawn, [SetField(path=["data", "recipes", "made"], value={"from": ["area"], "steps": []})])
    kept = apply(made, [SetField(path=["data", "inputs", "size"], value="made")])
    assert bind_dataset(kept, report, info).bound["inputs", "size"] == "made"


def test_A42_a_data_set_that_a_run_uses_is_not_removed(houses: Path) -> None:
    run("add", houses, "--name", "homes")
    drawn = apply(twins(), [SetField(path=["data"], value={"dataset": "homes"})])
    folder = load_settings().runs_dir / "run"
    folder.mkdir(parents=True)
    spec = RunSpec(run=RunId("run"), attempt=1, document=drawn)
    (folder / SPEC).write_text(spec.model_dump_json(), "utf-8")
    with pytest.raises(Refused) as refused:
        run("remove", "homes")
    assert (refused.value.body.code, refused.value.body.params["runs"]) == (ErrorCode.data_used, [drawn.name])
    (folder / SPEC).unlink()
    run("remove", "homes")
    assert "homes" not in [info.name for info in DataLibrary(houses.parent / "home" / "datasets").list()]


def test_C140_tables_are_joined_and_rows_are_dropped_by_commands(
    houses: Path, tmp_path: Path, warm_python: WarmPython
) -> None:
    run("add", houses, "--name", "homes")
    (tmp_path / "prices.csv").write_text("price,tax\n200,2\n310,\n")
    run("add", tmp_path / "prices.csv", "--name", "prices")
    path, joined, dropped = (tmp_path / f"{name}.json" for name in ("model", "joined", "dropped"))
    drawn = apply(twins(), [SetField(path=["data"], value={"dataset": "homes"})])
    path.write_text(json.dumps(write_document(drawn)), "utf-8")
    environment = {**os.environ, "LC_ALL": "en_GB.UTF-8"}

    def said(*words: str | Path, code: int = 0) -> str:
        done = warm_python.run(COMMAND, "data", *words, env=environment)
        assert done.returncode == code, done.stderr
        return done.stderr

    assert "prices: 1 row without a partner" in said(
        "join", path, "prices", "--on", "price=price", "-o", joined
    )
    assert "1 row used, 2 left out" in said("drop", joined, "tax", "size", "-o", dropped)
    assert json.loads(dropped.read_text("utf-8"))["data"] == {
        "dataset": "homes",
        "joined": [{"dataset": "prices", "on": {"price": "price"}}],
        "drop_missing": ["tax", "size"],
    }
    said("windows", dropped, "--length", "2", "--ahead", "0", "--last", "left", "-o", dropped)
    assert json.loads(dropped.read_text("utf-8"))["data"]["windows"] == {
        "length": 2,
        "step": 1,
        "ahead": 0,
        "last": ["left"],
    }
    assert "windows: 2 to train on, 1 to validate on" in said(
        "windows", joined, "--length", "1", "--ahead", "0"
    )
    said("windows", dropped, "--length", "0", "-o", dropped)
    assert "windows" not in json.loads(dropped.read_text("utf-8"))["data"]
    assert "price is no pair of keys" in said("join", path, "prices", "--on", "price", code=1)
