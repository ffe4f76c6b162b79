"""[D200] Rows that lack a cell of some columns are left out alike in a run, its script and what goes with its model."""

import contextlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from codegen.scripts import epochs_of, script_of
from jobs.models import edited, iris
from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.codegen.data.recipe_preview import preview_recipe
from layerloom.datasets.complete_rows import complete_rows, drop_missing
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.lazy_arrays import lazy_field
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.datasets.recipes.run_recipes import with_recipes
from layerloom.graph.edits import apply
from layerloom.jobs.model_bundle import write_bundle
from layerloom.jobs.predict.predict_file import predict_file
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.train.headless import train_document
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, FixKind
from layerloom_schema.checks.reports import CheckReport, RowsReport
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.events import Compiled, Event
from layerloom_schema.runs.folder import BUNDLE, MODEL, PREPROCESS
from layerloom_schema.runs.predictions import Checkpoint
from support.processes.warm_python import WarmPython
from support.script_history import history_of

RECIPES = {
    "scaled": {
        "from": ["a", "b"],
        "steps": [{"step": "stack"}, {"layer": "Normalization", "adapt": True}],
    },
}
ROWS = [
    ("" if row % 7 == 0 else row * 37 % 23 / 8, row, "" if row % 5 == 0 else "xyz"[row % 3], row % 3)
    for row in range(90)
]


def table(path: Path, rows: list[tuple[Any, ...]] = ROWS) -> Path:
    lines = [",".join(map(str, row)) for row in rows]
    path.write_text("\n".join(["a,b,kind,label", *lines]) + "\n")
    return path


def unlabelled(path: Path) -> Path:
    """The same rows, of which some have no label: whole numbers that are stored as floats."""
    return table(path, [(*row[:3], "" if place % 9 == 1 else row[3]) for place, row in enumerate(ROWS)])


def document(*columns: str, validation: Any = None, **data: Any) -> Document:
    drawn = iris(epochs=2, **({"validation": validation} if validation else {}))
    section = {
        "dataset": "table",
        "recipes": RECIPES,
        "drop_missing": [*columns],
        "inputs": {"features": "scaled"},
        "targets": {"species": "label"},
        "split": {"by": "random", "validation": 0.2, "test": 0.1, "seed": 3},
        **data,
    }
    return edited(edited(drawn, "graph", "nodes", "0", "shape", value=[2]), "data", value=section)


@pytest.fixture
def library(tmp_path: Path) -> DataLibrary:
    made = DataLibrary(tmp_path / "datasets")
    made.add([unlabelled(tmp_path / "table.csv")], "table")
    return made


def checked(document: Document, library: DataLibrary) -> CheckReport:
    return full_check(document, read_catalog(), Limits(), CallCache(), for_training=True, library=library)


def test_D200_a_row_is_complete_where_it_lacks_no_cell() -> None:
    columns: list[np.ndarray] = [
        np.array([1.0, np.nan, 3, 4]),
        np.array(["a", "b", "", "d"], object),
        np.array(["a", "b", "c", ""]),
        np.array([[1, 2]] * 4),
    ]
    assert complete_rows(columns).tolist() == [0]
    assert complete_rows(columns[:1]).tolist() == [0, 2, 3]


def test_D200_stored_rows_stay_on_the_disk_and_are_described_anew(library: DataLibrary) -> None:
    data = library.open("table")
    complete = drop_missing(data, ["a", "label"])
    kept = [row for row in range(90) if row % 7 and row % 9 != 1]
    assert complete.kept is not None
    assert complete.kept.tolist() == kept
    assert (complete.dropped, complete.info.rows) == (90 - len(kept), len(kept))
    lazy = lazy_field(complete.arrays, "kind")
    assert (
        lazy[2:4].tolist() == complete.arrays["kind"][2:4].tolist() == data.arrays["kind"][kept[2:4]].tolist()
    )
    label = next(field for field in complete.info.fields if field.name == "label")
    assert (label.finite, label.classes, label.missing, label.rows) == (True, 3, 0, len(kept))
    missing = {field.name: field.missing for field in drop_missing(data, ["label"]).info.fields}
    lacking = {row for row in range(90) if row % 9 != 1}
    assert missing["a"] == sum(row % 7 == 0 for row in lacking)
    assert missing["kind"] == sum(row % 5 == 0 for row in lacking)
    assert drop_missing(data, ["b"]).kept is None


def test_D200_a_target_with_missing_cells_is_mended_by_leaving_out_rows(library: DataLibrary) -> None:
    report = checked(document("a"), library)
    (problem,) = [each for each in report.problems if each.code is Code.data_not_finite]
    assert [fix.kind for fix in problem.fixes] == [FixKind.drop_rows]
    assert problem.fixes[0].title == "Leave out the rows in which label is missing"
    assert report.rows == RowsReport(rows=77, dropped=13)
    report = checked(apply(document("a"), problem.fixes[0].edits), library)
    assert report.problems == []
    assert report.rows == RowsReport(rows=68, dropped=22)


def test_D200_data_without_a_complete_row_is_named(tmp_path: Path, library: DataLibrary) -> None:
    library.add([table(tmp_path / "bare.csv", [(1, row, "", row % 3) for row in range(40)])], "bare")
    drawn = document("kind", dataset="bare", split=None)
    (problem,) = checked(drawn, library).problems
    assert (problem.code, problem.message) == (
        Code.data_empty,
        "Every row misses a cell of kind, so that all are left out: there is nothing to learn from.",
    )
    assert [fix.kind for fix in problem.fixes] == [FixKind.keep_rows]


def test_D200_a_script_leaves_out_the_same_rows(tmp_path: Path, warm_python: WarmPython) -> None:
    path = unlabelled(tmp_path / "table.csv")
    library = DataLibrary(tmp_path / "datasets")
    library.add([path], "table")
    validated = document("a", "label", split=None, validation={"dataset": "table"})
    for name, drawn in {"own": document("a", "label"), "other": validated}.items():
        ours = epochs_of(drawn, tmp_path / name, library=library)
        assert np.isfinite(ours["loss"]).all()
        assert ours == history_of(script_of(drawn, library=library), tmp_path, warm_python)


def test_D200_a_recipe_is_kept_apart_for_other_rows(library: DataLibrary) -> None:
    made: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for columns in (("a",), ("a", "label")):
        drawn = document(*columns)
        made[columns] = with_recipes(drawn, open_data(drawn, library), None).learned
    assert made["a",] != made["a", "label"]


def test_D200_a_preview_shows_the_rows_that_are_left(library: DataLibrary) -> None:
    found = preview_recipe(document("a", "label"), "scaled", 5, library, CallCache())
    assert found.stages[0].columns[1].cells == [2, 3, 4, 5, 6]
    assert found.learned_from == 68


def test_D200_predictions_and_the_bundle_leave_out_the_rows_of_a_file(tmp_path: Path) -> None:
    events: list[Event] = []
    run, path = tmp_path / "run", unlabelled(tmp_path / "table.csv")
    assert train_document(document("a", "label", dataset=None), run, path, events.append) == 0
    compiled = next(event for event in events if isinstance(event, Compiled))
    assert compiled.rows + compiled.validation_rows + compiled.test_rows == 68
    assert compiled.dropped_rows == 22

    predictor = Predictor(run, tmp_path, DataLibrary(), Checkpoint.last)
    assert predict_file(predictor, path, tmp_path / "out.jsonl") == (77, 13, 0)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    kept = [row for row in range(90) if row % 7]
    assert [line["b"] for line in lines] == kept
    evaluated = predictor.evaluate(read_file(path).data)
    assert evaluated.rows == 68
    empty = table(tmp_path / "empty.csv", [("NA", 1, "x", 1), ("NA", 2, "x", 1)])
    with pytest.raises(Refused) as refused:
        predict_file(predictor, empty, tmp_path / "none.csv")
    assert refused.value.body.variant in ("no_complete_row", "column_type")

    write_bundle(run, tmp_path)
    script = (run / PREPROCESS).read_text()
    space: dict[str, Any] = {}
    exec(compile(script, PREPROCESS, "exec"), space)
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        columns, rows = space["read_rows"](path)
    assert rows.tolist() == kept
    assert said.getvalue() == (
        "13 rows have a missing cell and are left out: 1, 8, 15, 22, 29, 36, 43, 50, 57, 64, 71, 78, 85\n"
    )
    with contextlib.redirect_stderr(said):
        assert [*space["read"](path)] == [*columns] == ["a", "b"]
    with zipfile.ZipFile(run / BUNDLE) as bundle:
        bundle.extract(MODEL, tmp_path)
    away = keras.saving.load_model(tmp_path / MODEL).predict(columns, batch_size=32, verbose=0)
    names = [name for name in lines[0] if name.startswith("species.")]
    ours = np.array([[line[name] for name in names] for line in lines], "float32")
    assert away.tobytes() == ours.tobytes()
