"""[D201] Columns of another table come to the rows with equal keys, alike in a run, its script and `preprocess.py`."""

import json
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from codegen.documents import begin, end, layer
from codegen.documents import document as case
from codegen.scripts import epochs_of, script_of
from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.datasets.joins import partner_cells, partner_rows
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.graph.edits import apply
from layerloom.jobs.model_bundle import write_bundle
from layerloom.jobs.predict.predict_file import predict_file
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.train.headless import train_document
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Problem
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.data_preparation import MOST_JOINS
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import LayerloomError, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.folder import MODEL, PREPROCESS
from layerloom_schema.runs.predictions import Checkpoint
from support.processes.warm_python import WarmPython
from support.script_history import history_of

HOMES = [(30 + row * 37 % 23 / 4, "" if row % 11 == 5 else row % 9, row * 7 % 13 / 2) for row in range(80)]
DISTRICTS = [(8 - row, 100 * row, "" if row == 2 else row / 8, "abc"[row % 3]) for row in range(8)]


def write(path: Path, names: str, rows: list[tuple[Any, ...]]) -> Path:
    path.write_text("\n".join([names, *(",".join(map(str, row)) for row in rows), ""]))
    return path


def homes(path: Path) -> Path:
    return write(path, "area,district,sold", HOMES)


@pytest.fixture
def library(tmp_path: Path) -> DataLibrary:
    made = DataLibrary(tmp_path / "datasets")
    made.add([homes(tmp_path / "homes.csv")], "homes")
    made.add([write(tmp_path / "districts.csv", "id,people,income,name", DISTRICTS)], "districts")
    return made


JOIN = {"dataset": "districts", "on": {"district": "id"}}
RECIPES = {
    "numbers": {
        "from": ["area", "people", "income"],
        "steps": [
            {"step": "fill", "config": {"with": "mean"}},
            {"step": "stack"},
            {"layer": "Normalization", "adapt": True},
        ],
    },
    "place": {"from": ["name"], "steps": [{"layer": "StringLookup", "adapt": True}]},
}


def document(*joins: dict[str, Any], **data: Any) -> Document:
    return case(
        [
            begin("numbers", 3),
            begin("place", 1),
            layer("all", "Concatenate"),
            layer("price", "Dense", units=1),
            end("price"),
        ],
        "numbers>all#0 place>all#1 all>price price>out_price",
        training={"outputs": {"price": {"loss": "mse"}}, "epochs": 2, "batch_size": 16},
        data={
            "dataset": "homes",
            "joined": [*joins],
            "recipes": RECIPES,
            "inputs": {"numbers": "numbers", "place": "place"},
            "targets": {"price": "sold"},
            "split": {"by": "random", "validation": 0.2, "seed": 3},
            **data,
        },
    )


def checked(document: Document, library: DataLibrary) -> CheckReport:
    return full_check(document, read_catalog(), Limits(), CallCache(), for_training=True, library=library)


def test_D201_a_row_has_the_partner_with_its_keys() -> None:
    texts = np.array(["a", "b", "", "a", "z"], object)
    numbers = np.array([1, 1, 1, 2, np.nan])
    known = np.array(["a", "a", "b", "", ""])
    assert partner_rows([texts, numbers], [known, np.array([2, 1, 1, 1, 1])]).tolist() == [1, 2, -1, 0, -1]
    assert partner_rows([np.array([5, 7])], [np.array([7.0, np.nan, np.nan])]).tolist() == [-1, 0]
    with pytest.raises(ValueError, match="a, 2"):
        partner_rows([texts, numbers], [np.array(["b", "a", "a"]), np.array([1, 2, 2])])


def test_D201_a_row_without_partner_lacks_its_cells() -> None:
    rows = np.array([1, -1, 0])
    found = partner_cells(np.array([3, 4]), rows)
    assert found.dtype == "float64"
    assert found.tolist() == pytest.approx([4, np.nan, 3], nan_ok=True)
    assert partner_cells(np.array(["x", "y"]), rows).tolist() == ["y", "", "x"]
    assert partner_cells(np.array([3, 4]), rows[::2]).dtype == "int64"


def test_D201_joined_columns_are_fields_and_partners_are_counted(library: DataLibrary) -> None:
    report = checked(document(JOIN), library)
    assert report.problems == []
    assert report.rows is not None
    (joined,) = report.rows.joined
    missing = sum(key in ("", 0) for _, key, _ in HOMES)
    assert (joined.dataset, joined.alone) == ("districts", missing)
    assert [(field.name, field.dtype) for field in joined.fields] == [
        ("people", "float64"),
        ("income", "float32"),
        ("name", "string"),
    ]
    data = open_data(document(JOIN), library)
    people = {key: value for key, value, _, _ in DISTRICTS}
    expected = [people.get(key, np.nan) for _, key, _ in HOMES]
    assert data.arrays["people"].tolist() == pytest.approx(expected, nan_ok=True)


def test_D201_keys_that_do_not_fit_are_named(tmp_path: Path, library: DataLibrary) -> None:
    write(tmp_path / "twice.csv", "id,people", [(1, 2), (2, 3), (1, 4)])
    library.add([tmp_path / "twice.csv"], "twice")
    write(tmp_path / "far.csv", "id,people,income,name", [(100 + row[0], *row[1:]) for row in DISTRICTS])
    library.add([tmp_path / "far.csv"], "far")

    def of_joins(drawn: Document) -> list[Problem]:
        return [each for each in checked(drawn, library).problems if "joined" in str(each.where.field)]

    def found(join: dict[str, Any]) -> list[str]:
        problems = of_joins(document(join))
        for problem in problems:
            for fix in problem.fixes:
                assert of_joins(apply(document(join), fix.edits)) == []
        return [problem.message for problem in problems]

    assert found({"dataset": "distrits", "on": {"district": "id"}}) == [
        "There is no data set distrits to join. Did you mean districts?"
    ]
    assert found({"dataset": "districts", "on": {"distrct": "id"}}) == [
        "homes.csv has no field distrct, which is a key of a join. Did you mean district?"
    ]
    assert found({"dataset": "districts", "on": {"district": "name"}}) == [
        "Keys district and name, of districts.csv, cannot be equal: one holds texts, and the other numbers."
    ]
    assert found({"dataset": "twice", "on": {"district": "id"}}) == [
        "twice.csv has several rows with id 1: a join takes one for each key."
    ]
    assert found({"dataset": "districts", "on": {}}) == ["districts.csv is joined by no key."]
    assert found({"dataset": "far", "on": {"district": "id"}}) == [
        "80 of 80 rows have no partner in far.csv: are the keys written alike?"
    ]


def test_D201_a_name_that_is_taken_gets_that_of_the_other_table(library: DataLibrary) -> None:
    again = {"dataset": "homes", "on": {"area": "area"}}
    report = checked(document(JOIN, again), library)
    assert [each.message for each in report.problems if each.code is Code.data_range] == [
        "homes.csv has several rows with area 30.0: a join takes one for each key."
    ]
    twice = checked(document(JOIN, JOIN), library)
    assert twice.rows is not None
    assert [field.name for field in twice.rows.joined[1].fields] == [
        "people_districts",
        "income_districts",
        "name_districts",
    ]


def test_D201_a_script_joins_the_same_rows(
    tmp_path: Path, library: DataLibrary, warm_python: WarmPython
) -> None:
    drawn = document(JOIN, drop_missing=["people"])
    ours = epochs_of(drawn, tmp_path / "run", library=library)
    assert np.isfinite(ours["loss"]).all()
    assert ours == history_of(script_of(drawn, library=library), tmp_path, warm_python)


def asked(folder: Path, **data: Any) -> Predictor:
    """A run on joined data, to be asked."""
    library = DataLibrary(folder / "datasets")
    library.add([homes(folder / "homes.csv")], "homes")
    library.add([write(folder / "districts.csv", "id,people,income,name", DISTRICTS)], "districts")
    run = folder / "runs" / "run"
    assert train_document(document(JOIN, **data), run, library=library) == 0
    return Predictor(run, run.parent, library, Checkpoint.last)


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    return asked(tmp_path_factory.mktemp("joined"))


def test_D356_a_row_has_the_key_in_place_of_what_is_joined(predictor: Predictor, tmp_path: Path) -> None:
    form = predictor.form().fields
    assert [(field.name, field.kind, field.may_be_missing) for field in form] == [
        ("area", "number", True),
        ("district", "number", True),
    ]
    predict_file(predictor, homes(tmp_path / "new.csv"), tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    rows = [{"area": line["area"], "district": line["district"]} for line in lines]
    (found,) = predictor.answer([*rows]).outputs
    assert np.ravel(found.values) == pytest.approx([line["price"] for line in lines], abs=1e-6)
    (unknown,) = predictor.answer([{"area": 31, "district": 99}, {"area": 31, "district": None}]).outputs
    assert unknown.values[0] == unknown.values[1]
    assert set(predictor.sample(0).values) == {"area", "district"}


def test_D356_a_number_that_no_recipe_fills_needs_a_partner(tmp_path: Path) -> None:
    steps = [{"step": "stack"}, {"layer": "Normalization", "adapt": True}]
    recipes = {**RECIPES, "numbers": {"from": ["area", "people", "income"], "steps": steps}}
    predictor = asked(tmp_path, recipes=recipes, drop_missing=["people", "income"])
    assert len(predictor.answer([{"area": 31, "district": 3}]).outputs) == 1
    with pytest.raises(Refused, match="people") as refused:
        predictor.answer([{"area": 31, "district": 3}, {"area": 31, "district": 99}])
    assert (refused.value.body.variant, refused.value.body.params["row"]) == ("no_partner", 2)


def test_D201_predictions_and_the_bundle_join_the_table(predictor: Predictor, tmp_path: Path) -> None:
    run = predictor.folder
    rows = homes(tmp_path / "new.csv")
    assert predict_file(predictor, rows, tmp_path / "out.jsonl") == (80, 0, 0)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    write_bundle(run, run.parent, tmp_path / "model.zip")
    with zipfile.ZipFile(tmp_path / "model.zip") as bundle:
        bundle.extractall(tmp_path)
    space: dict[str, Any] = {"__file__": str(tmp_path / PREPROCESS)}
    exec(compile((tmp_path / PREPROCESS).read_text(), PREPROCESS, "exec"), space)
    columns = space["read"](rows)
    away = keras.saving.load_model(tmp_path / MODEL).predict(columns, batch_size=16, verbose=0)
    assert away.tobytes() == np.array([[line["price"]] for line in lines], "float32").tobytes()


def test_D531_a_table_may_be_joined_many_times_and_no_more_than_can_be_read(library: DataLibrary) -> None:
    data = open_data(document(*[JOIN] * 20), library)
    assert len(data.rows_key) < 100
    assert len(data.joined) == 20
    with pytest.raises(LayerloomError):
        document(*[JOIN] * (MOST_JOINS + 1))
