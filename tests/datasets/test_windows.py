"""[D350] Windows of rows that follow one another, alike in a run, its script, `preprocess.py` and predictions."""

import json
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from codegen.documents import begin, end, layer
from codegen.documents import document as case
from codegen.test_python_script import epochs_of, history_of, script_of
from layerloom.build.dry.call_cache import CallCache
from layerloom.check.draw_columns import draw_columns
from layerloom.check.full_check import full_check
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.datasets.row_binder import bind
from layerloom.datasets.windows import series_order, whole_windows
from layerloom.graph.edits import apply
from layerloom.jobs.export.prediction_page.write_page import write_page
from layerloom.jobs.export.small_app.write_app import write_app
from layerloom.jobs.model_bundle import write_bundle
from layerloom.jobs.predict.predict_file import predict_file
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.train.headless import train_document
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import CheckReport, RowsReport, WindowsReport
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.folder import LEARNED, MODEL, PREPROCESS
from layerloom_schema.runs.predictions import Checkpoint
from support.processes.warm_python import WarmPython

STATIONS = "abc"
ROWS = [
    (STATIONS[row % 3], "" if row % 17 == 5 else row * 37 % 23 / 4, row * 7 % 13, row * 11 % 19 / 2)
    for row in range(150)
]
"""Three stations that measure in turn; some rows lack the heat."""
SERIES = [row[0] for row in ROWS]
SHARES = [0] * 90 + [1] * 30 + [2] * 30
RECIPES = {
    "weather": {
        "from": ["heat", "wind"],
        "steps": [
            {"step": "fill", "config": {"with": "mean"}},
            {"step": "stack"},
            {"layer": "Normalization", "adapt": True},
        ],
    },
    "place": {"from": ["station"], "steps": [{"layer": "StringLookup", "adapt": True}]},
}
WINDOWS = {"length": 4, "step": 2, "ahead": 2, "group": "station", "last": ["place"]}


def measured(path: Path) -> Path:
    rows = (",".join(map(str, row)) for row in ROWS)
    path.write_text("\n".join(["station,heat,wind,rain", *rows, ""]))
    return path


@pytest.fixture
def library(tmp_path: Path) -> DataLibrary:
    made = DataLibrary(tmp_path / "datasets")
    made.add([measured(tmp_path / "weather.csv")], "weather")
    return made


def document(validation: Any = None, **data: Any) -> Document:
    return case(
        [
            begin("weather", 4, 2),
            begin("place", 1),
            layer("memory", "GRU", units=3),
            layer("all", "Concatenate"),
            layer("rain", "Dense", units=1),
            end("rain"),
        ],
        "weather>memory memory>all#0 place>all#1 all>rain rain>out_rain",
        training={
            "outputs": {"rain": {"loss": "mse"}},
            "epochs": 2,
            "batch_size": 8,
            **({"validation": validation} if validation else {}),
        },
        data={
            "dataset": "weather",
            "recipes": RECIPES,
            "windows": WINDOWS,
            "inputs": {"weather": "weather", "place": "place"},
            "targets": {"rain": "rain"},
            "split": {"by": "last", "validation": 0.2, "test": 0.2},
            **data,
        },
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    """A run that learned from windows."""
    folder = tmp_path_factory.mktemp("windows")
    library = DataLibrary(folder / "datasets")
    library.add([measured(folder / "weather.csv")], "weather")
    assert train_document(document(), folder / "runs" / "run", library=library) == 0
    return Predictor(folder / "runs" / "run", folder / "runs", library, Checkpoint.last)


def checked(document: Document, library: DataLibrary) -> CheckReport:
    return full_check(document, read_catalog(), Limits(), CallCache(), for_training=True, library=library)


def plain_windows(
    shares: list[int], series: list[Any], length: int, step: int, ahead: int
) -> list[list[int]]:
    """The rows of each window, found row by row."""
    found: list[list[int]] = []
    for name in dict.fromkeys(series):
        rows = [row for row, each in enumerate(series) if each == name]
        begin = 0
        while begin < len(rows):
            stretch = rows[begin:]
            same = next(
                (n for n, row in enumerate(stretch) if shares[row] != shares[stretch[0]]), len(stretch)
            )
            stretch = stretch[:same]
            found += [
                stretch[start : start + length] for start in range(0, len(stretch) - length - ahead + 1, step)
            ]
            begin += same
    return sorted(found, key=lambda rows: rows[-1])


@pytest.mark.parametrize(("length", "step", "ahead"), [(1, 1, 0), (3, 1, 1), (2, 3, 4), (4, 2, 0)])
def test_D350_windows_lie_whole_in_a_share_and_a_series(length: int, step: int, ahead: int) -> None:
    shares = [0] * 9 + [1] * 6 + [0] * 5 + [2] * 10
    series = ["ba"[row % 5 > 2] for row in range(30)]
    rows: list[slice | np.ndarray] = [np.flatnonzero(np.array(shares) == each) for each in range(3)]
    for groups in (None, np.array(series, object)):
        order = series_order(30, groups)
        ends, found = whole_windows(rows, order, groups, length, step, ahead)
        expected = plain_windows(shares, series if groups is not None else [0] * 30, length, step, ahead)
        assert order[ends[:, None] + np.arange(1 - length, 1)].tolist() == expected
        assert [each.tolist() for each in found] == [
            [number for number, window in enumerate(expected) if shares[window[0]] == share]
            for share in range(3)
        ]


def test_D350_inputs_get_windows_and_targets_are_of_later_rows(library: DataLibrary) -> None:
    drawn = document(recipes={}, inputs={"weather": "wind", "place": "rain"}, windows={**WINDOWS, "step": 1})
    bound = bind(drawn, open_data(drawn, library))
    assert bound.windows is not None
    whole = plain_windows(SHARES, SERIES, 4, 1, 2)
    training = [rows for rows in whole if rows[-1] < 90]
    assert bound.training.x["weather"][:].tolist() == [[ROWS[row][2] for row in rows] for rows in training]
    assert bound.training.x["place"][:].tolist() == [ROWS[rows[-1]][3] for rows in training]
    assert bound.training.targets["rain"][:].tolist() == [ROWS[rows[-1] + 6][3] for rows in training]
    assert bound.windows.last_rows.tolist() == [rows[-1] for rows in whole]
    streamed = bind(drawn, open_data(drawn, library), most_bytes=0).training
    some = np.array([5, 0, 17])
    assert streamed.some(some).x["weather"].tolist() == bound.training.x["weather"][some].tolist()
    assert streamed.some(slice(3, 9)).y.tolist() == bound.training.targets["rain"][3:9].tolist()


def test_D350_windows_are_counted_and_an_input_may_have_the_target_of_earlier_rows(
    library: DataLibrary,
) -> None:
    report = checked(document(), library)
    assert report.problems == []
    assert report.rows == RowsReport(
        rows=150, dropped=0, windows=WindowsReport(training=39, validation=9, test=9)
    )
    own = {**RECIPES["weather"], "from": ["rain", "wind"]}
    assert checked(document(recipes={**RECIPES, "weather": own}), library).problems == []


def test_D350_a_column_is_drawn_as_an_input_of_windows(library: DataLibrary) -> None:
    edits = draw_columns(document(), ["wind"], [], library)
    drawn = apply(document(), edits)
    node = next(node for node in drawn.graph.nodes if node.name == "wind")
    assert isinstance(node, InputNode)
    assert node.shape == [4, 1]


def test_D350_a_layer_that_adapts_learns_from_windows_as_in_the_script(
    tmp_path: Path, library: DataLibrary, warm_python: WarmPython
) -> None:
    """The field is of one number a row, and the input has an axis for it."""
    drawn = case(
        [
            begin("wind", 4, 1),
            layer("scaled", "Normalization", more={"adapt": True}),
            layer("memory", "GRU", units=2),
            layer("rain", "Dense", units=1),
            end("rain"),
        ],
        "wind>scaled scaled>memory memory>rain rain>out_rain",
        training={"outputs": {"rain": {"loss": "mse"}}, "epochs": 1},
        data={
            "dataset": "weather",
            "windows": {"length": 4},
            "inputs": {"wind": "wind"},
            "targets": {"rain": "rain"},
        },
    )
    ours = epochs_of(drawn, tmp_path / "run", library=library)
    assert ours == history_of(script_of(drawn, library=library), tmp_path, warm_python)
    (learned,) = json.loads((tmp_path / "run" / LEARNED).read_text())["layers"]
    assert np.size(learned["learned"]["mean"]) == 1


@pytest.mark.parametrize(
    "given",
    [
        {},
        {
            "split": {"by": "group", "column": "station", "validation": 0.3, "seed": 2},
            "drop_missing": ["heat"],
        },
        {"split": None, "windows": {"length": 4, "last": ["place"]}, "validation": {"split": 0.25}},
        {"split": None, "validation": {"dataset": "other"}},
    ],
)
def test_D350_a_script_makes_the_same_windows(
    tmp_path: Path, library: DataLibrary, warm_python: WarmPython, given: dict[str, Any]
) -> None:
    library.add([measured(tmp_path / "other.csv")], "other")
    drawn = document(**given)
    ours = epochs_of(drawn, tmp_path / "run", library=library)
    assert np.isfinite(ours["loss"]).all()
    assert ours == history_of(script_of(drawn, library=library), tmp_path, warm_python)


def test_D350_evaluation_and_sample_are_of_windows(trained: Predictor) -> None:
    """The rows of the test share are windows, which a question repeats."""
    found = trained.evaluate()
    sample = trained.sample(2)
    test = [rows for rows in plain_windows(SHARES, SERIES, 4, 2, 2) if rows[-1] >= 120]
    assert (found.rows, sample.rows) == (len(test), len(test))
    assert sample.values["wind"] == [ROWS[row][2] for row in test[2]]
    assert sample.values["station"] == ROWS[test[2][-1]][0]
    assert sample.targets == {"rain": ROWS[test[2][-1] + 6][3]}
    with pytest.raises(Refused) as refused:
        trained.answer([{**sample.values, "wind": 3}])
    assert refused.value.body.variant == "shape"


def test_D350_predictions_of_a_file_and_the_bundle_are_equal(trained: Predictor, tmp_path: Path) -> None:
    rows = measured(tmp_path / "new.csv")
    predicted = predict_file(trained, rows, tmp_path / "out.jsonl")
    assert predicted == (150 - 9, 0, 9)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    whole = plain_windows([0] * 150, SERIES, 4, 1, 0)
    assert [line["wind"] for line in lines] == [ROWS[window[-1]][2] for window in whole]
    found = [line["rain.predicted"] for line in lines]
    write_bundle(trained.folder, trained.folder.parent, tmp_path / "model.zip")
    space: dict[str, Any] = {}
    exec(compile((trained.folder / PREPROCESS).read_text(), PREPROCESS, "exec"), space)
    with zipfile.ZipFile(tmp_path / "model.zip") as bundle:
        bundle.extract(MODEL, tmp_path)
    model = keras.saving.load_model(tmp_path / MODEL)
    away = model.predict(space["read"](rows), batch_size=8, verbose=0)
    assert away.tobytes() == np.array([[each] for each in found], "float32").tobytes()
    row = {
        "station": ROWS[whole[7][-1]][0],
        "heat": [ROWS[each][1] or None for each in whole[7]],
        "wind": [ROWS[each][2] for each in whole[7]],
    }
    (answered,) = trained.answer([row]).outputs
    assert np.ravel(answered.values) == pytest.approx([found[7]], abs=1e-6)
    for write in (write_page, write_app):
        with pytest.raises(Refused, match="windows"):
            write(trained, tmp_path / "exported", lambda _: None)
    short = tmp_path / "short.csv"
    short.write_text("station,heat,wind\na,1,2\n")
    with pytest.raises(Refused) as refused:
        predict_file(trained, short, tmp_path / "none.csv")
    assert refused.value.body.variant == "no_window"


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**300])
def test_D530_numbers_of_windows_may_be_of_any_size(number: int, library: DataLibrary) -> None:
    for name, code in (("length", "data.empty"), ("ahead", "data.empty"), ("step", None)):
        report = checked(document(windows={**WINDOWS, name: number}), library)
        found = [problem.code for problem in report.problems if problem.variant.startswith("windows_")]
        assert found == ([code] if code else [])
    ends, _ = whole_windows([slice(None)], np.arange(9), None, 2, number, 1)
    assert [*ends] == [1]


def test_D530_shares_beyond_all_rows_are_a_problem_of_the_split_beside_windows(library: DataLibrary) -> None:
    report = checked(document(split={"by": "last", "validation": 1e308}), library)
    assert [problem.variant for problem in report.problems] == ["split_share"]
