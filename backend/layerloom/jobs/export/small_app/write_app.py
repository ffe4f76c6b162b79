"""Write the small app of a run as a ZIP archive, and let it predict before anyone gets it."""

import json
import shutil
import statistics
import sys
import time
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import keras
import numpy as np

from layerloom.datasets.recipes.division import divide
from layerloom.datasets.recipes.end_to_end import end_to_end_model
from layerloom.jobs.export.compare_outputs import compare_outputs
from layerloom.jobs.export.model_files import converted
from layerloom.jobs.export.offered_file import Comparison, Report
from layerloom.jobs.export.prediction_page.drawn_rows import drawn_rows
from layerloom.jobs.export.single_rows import require_single_rows
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.predict.read_rows import read_rows
from layerloom_schema.base import Json
from layerloom_schema.data.learned_recipes import CellColumn, LearnedRecipes
from layerloom_schema.models.exports import ExportPhase, ModelFormat
from layerloom_schema.models.parity import outputs_alone
from layerloom_schema.runs.folder import MODEL, PREPROCESS, RECIPES
from layerloom_schema.runs.predictions import FieldKind, PredictionField

_FILES = Path(__file__).parent / "files"
_PACKAGES = ("fastapi", "keras", "numpy", "pillow", "polars", "tensorflow", "uvicorn")
"""What the app, its model and `preprocess.py` import; Keras needs a backend."""
_PYTHON = f"python:{sys.version_info.major}.{sys.version_info.minor}"
"""The image that has the Python for which those are."""
_ROWS = 4
_TIMED = 5


def write_app(predictor: Predictor, path: Path, report: Report) -> Comparison:
    """Write the app of a run, and compare what it answers.

    Raises:
        Refused: Where the app does not run, or does not answer.
    """
    require_single_rows(predictor, ModelFormat.app)
    rows = [predictor.sample(number).values for number in range(min(_ROWS, predictor.sample(0).rows))]
    arrays = predictor.row_fields.inputs(read_rows(rows, predictor.row_fields.fields))
    given = predictor.predict(arrays)
    expected = [given[name] for name in predictor.outputs]
    with TemporaryDirectory(dir=path.parent, prefix=".app-") as made:
        folder = Path(made)
        columns = _write_files(predictor, folder)
        report(ExportPhase.comparing)
        outputs, taken = _answer(folder, _by_column(rows, predictor, columns))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                if file.is_file():
                    archive.write(file, file.name)
    found = [np.array(output["values"], array.dtype) for output, array in zip(outputs, expected, strict=True)]
    return Comparison(outputs_alone(compare_outputs(expected, found, len(rows))), taken)


def _write_files(predictor: Predictor, folder: Path) -> Mapping[str, CellColumn]:
    """Write what the archive holds; the columns that a row has."""
    for file in _FILES.iterdir():
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
    docker = folder / "Dockerfile"
    docker.write_text(docker.read_text("utf-8").replace("python:3.11", _PYTHON), "utf-8")
    pinned = [f"{package}=={version(package)}\n" for package in _PACKAGES]
    (folder / "requirements.txt").write_text("".join(pinned), "utf-8")
    model: keras.Model = predictor.model
    columns = _own_columns(predictor)
    if (predictor.folder / RECIPES).is_file():
        learned = LearnedRecipes.model_validate_json((predictor.folder / RECIPES).read_bytes())
        division = divide(predictor.document, learned)
        model = end_to_end_model(predictor.document, model, division)
        columns = {column.name: column for column in division.read}
        shutil.copyfile(predictor.folder / PREPROCESS, folder / PREPROCESS)
    with warnings.catch_warnings():
        # Keras calls `__array__` of a TensorFlow tensor in a way that NumPy 2 warns about.
        warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
        model.save(folder / MODEL)
    (folder / "form.json").write_text(json.dumps(_form(predictor, columns), indent=1) + "\n", "utf-8")
    return columns


def _own_columns(predictor: Predictor) -> dict[str, CellColumn]:
    """The inputs of the model, where its data follows it and nothing is prepared."""
    return {
        name: CellColumn(name=name, dtype=tensor.dtype, shape=[length or 1 for length in tensor.shape[1:]])
        for name, tensor in predictor.model.input.items()
    }


def _form(predictor: Predictor, columns: Mapping[str, CellColumn]) -> dict[str, Json]:
    """What the app needs to know of fields and outputs."""
    fields = {_column(field, predictor, columns): field for field in predictor.row_fields.fields}
    (example, *_) = _by_column(drawn_rows([*fields.values()], ()), predictor, columns)
    return {
        "title": predictor.document.name,
        "fields": [_field(field, columns[column]) for column, field in fields.items()],
        "outputs": [
            {
                "name": name,
                "classes": [*predictor.classes[name]] if name in predictor.classes else None,
                "logits": predictor.gives_logits(name),
            }
            for name in predictor.outputs
        ],
        "example": example,
    }


def _column(field: PredictionField, predictor: Predictor, columns: Mapping[str, CellColumn]) -> str:
    """The column that a field is in; an input of data that follows the model is its own."""
    column = predictor.row_fields.column(field.name)
    return column if column in columns else field.name


def _by_column(
    rows: Sequence[Mapping[str, Json]], predictor: Predictor, columns: Mapping[str, CellColumn]
) -> list[dict[str, Json]]:
    """Rows by the names of columns: two inputs may be fed by one."""
    names = {field.name: _column(field, predictor, columns) for field in predictor.row_fields.fields}
    return [{names[name]: value for name, value in row.items() if name in names} for row in rows]


def _field(field: PredictionField, column: CellColumn) -> Json:
    return {
        "name": column.name,
        "kind": field.kind.value,
        "dtype": column.dtype,
        "shape": [*field.shape] if field.kind is FieldKind.image else [*column.shape],
        "may_be_missing": field.may_be_missing,
    }


def _answer(folder: Path, rows: Sequence[dict[str, Json]]) -> tuple[list[Any], float]:
    """What the app in a folder gives for rows, and the milliseconds for one.

    It is imported unchanged, as uvicorn would: another Python would import TensorFlow once more.
    """
    spec = spec_from_file_location("layerloom_exported_app", folder / "app.py")
    assert spec is not None
    assert spec.loader is not None
    app = module_from_spec(spec)
    with converted(ModelFormat.app):
        spec.loader.exec_module(app)
        outputs = app.predict_rows(rows)
        taken = []
        for _ in range(_TIMED):
            began = time.perf_counter()
            app.predict_rows(rows[:1])
            taken.append(time.perf_counter() - began)
    return outputs, round(statistics.median(taken) * 1000, 3)
