"""An app that predicts with model.keras. Written by Layerloom.

    pip install -r requirements.txt
    uvicorn app:app

GET / says which fields a row has, with an example. POST /predict takes `{"rows": [...]}` and gives what each output of
the model is for every row. http://127.0.0.1:8000/docs shows both.
"""

import base64
import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

HERE = Path(__file__).resolve().parent
FORM = json.loads((HERE / "form.json").read_text("utf-8"))
MOST_ROWS = 10_000
BATCH = 32

model = keras.saving.load_model(HERE / "model.keras")
app = FastAPI(title=FORM["title"], description=(__doc__ or "").partition("\n")[0])


class Rows(BaseModel):
    """Rows by the names of the fields. `null` is a missing cell, where the recipe of a field fills it."""

    rows: list[dict[str, Any]] = Field(
        min_length=1, max_length=MOST_ROWS, json_schema_extra={"example": [FORM["example"]]}
    )


@app.get("/")
def form() -> dict[str, Any]:
    """The fields of a row, the outputs, and an example."""
    return dict(FORM)


@app.get("/health")
def health() -> dict[str, str]:
    """An answer, once the model is loaded."""
    return {"status": "ok"}


@app.post("/predict")
def predict(asked: Rows) -> dict[str, Any]:
    """The outputs of the model for rows; 422 for rows that do not fit."""
    try:
        return {"outputs": predict_rows(asked.rows)}
    except ValueError as error:
        raise HTTPException(422, str(error)) from error


def predict_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each output gives. Raises `ValueError` for rows that do not fit."""
    given = _prepare({field["name"]: _column(field, rows) for field in FORM["fields"]})
    parts = [
        _batch({name: column[start : start + BATCH] for name, column in given.items()})
        for start in range(0, len(rows), BATCH)
    ]
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return [
        {
            "name": output["name"],
            "values": found[output["name"]].tolist(),
            "labels": _labels(output, found[output["name"]]),
        }
        for output in FORM["outputs"]
    ]


def _batch(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The outputs by name, which the model gives as one array where it has one."""
    given = model.predict_on_batch(columns)
    return given if isinstance(given, dict) else {FORM["outputs"][0]["name"]: given}


def _prepare(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What `preprocess.py` does before the model, where recipes have steps that do not lie in it."""
    if not (HERE / "preprocess.py").exists():
        return columns
    spec = importlib.util.spec_from_file_location("preprocess", HERE / "preprocess.py")
    assert spec is not None
    assert spec.loader is not None
    preprocess = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(preprocess)
    prepare = getattr(preprocess, "prepare", None)
    return columns if prepare is None else prepare(columns)


def _column(field: dict[str, Any], rows: list[dict[str, Any]]) -> np.ndarray:
    """The cells of one field. Raises `ValueError` for one that is missing or does not fit."""
    name = field["name"]
    cells = []
    for number, row in enumerate(rows, 1):
        if name not in row:
            raise ValueError(f"row {number} has no {name!r}")
        try:
            cells.append(_cell(field, row[name]))
        except (TypeError, ValueError, OverflowError) as error:
            raise ValueError(f"row {number}, {name!r}: {error}") from error
    if field["kind"] == "image":
        images = np.empty(len(cells), "object")
        images[:] = cells
        return images
    if any(cell.shape != cells[0].shape for cell in cells):
        raise ValueError(f"the rows of {name!r} have several lengths")
    return np.stack(cells)


def _cell(field: dict[str, Any], value: Any) -> np.ndarray:
    if field["kind"] == "image" and isinstance(value, str):
        return _picture(value)
    if value is None and field["may_be_missing"]:
        value = "" if field["dtype"] == "string" else np.nan
    cell = np.asarray(value)
    expected = "U" if field["dtype"] == "string" else "biuf"
    if cell.dtype.kind not in expected or (field["dtype"] == "int64" and cell.dtype.kind == "f"):
        raise ValueError(f"{value!r} is no {field['kind']}")
    shape = field["shape"]
    if cell.size == 1 and all(length == 1 for length in shape):
        cell = cell.reshape(shape)
    if cell.ndim != len(shape) or any(
        wanted not in (None, length) for wanted, length in zip(shape, cell.shape, strict=True)
    ):
        raise ValueError(f"the shape is {list(cell.shape)}, not {shape}")
    return cell.astype("object" if field["dtype"] == "string" else field["dtype"])


def _picture(text: str) -> np.ndarray:
    """The pixels of a PNG or JPEG file in base64, with or without `data:image/png;base64,` before it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(base64.b64decode(text.rpartition(",")[2], validate=True))) as image:
            return np.asarray(image.convert("RGB"))
    except (UnidentifiedImageError, OSError) as error:
        raise ValueError("no image that can be read") from error


def _labels(output: dict[str, Any], values: np.ndarray) -> list[str] | None:
    """The most probable class of each row, where the output has one a row."""
    classes = output["classes"]
    if classes is None or values.ndim != 2:
        return None
    if values.shape[1] == 1:
        return [classes[int(value > (0.0 if output["logits"] else 0.5))] for value in values[:, 0]]
    return [classes[place] for place in values.argmax(axis=1)]
