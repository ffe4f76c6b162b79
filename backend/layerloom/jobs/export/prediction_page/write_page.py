"""Write the page: one HTML file with the program, the model and the form of a run, to be opened from anywhere."""

import base64
import tempfile
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import keras
import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.jobs.export.compare_outputs import compare_outputs, largest_distance
from layerloom.jobs.export.model_files import converted
from layerloom.jobs.export.offered_file import Comparison, Report
from layerloom.jobs.export.runtimes import compute_rows, milliseconds
from layerloom.jobs.export.single_rows import require_single_rows
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.predict.read_rows import read_rows
from layerloom_schema.base import Json
from layerloom_schema.documents.data_preparation import RecipeStepName, image_arguments
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import ExportPhase, ModelFormat
from layerloom_schema.models.parity import outputs_alone
from layerloom_schema.models.prediction_page import PageInput, PageOutput, PageRow, PageStep, PredictionPage
from layerloom_schema.runs.predictions import FieldKind, PredictionField

from .drawn_rows import drawn_rows
from .page_model import Entry, entries_of, write_page_model
from .recipe_steps import page_steps, refuse_step

_PROGRAM = Path("prediction", "page.html")
"""Among the files of the built page, where no route of the server leads."""
_RUN, _MODEL = "<!--run-->", "<!--model-->"
"""Where the program expects what it shows, and what it computes with."""
_DARKEST, _BRIGHTEST = 0.0, 255.0


def write_page(predictor: Predictor, path: Path, report: Report) -> Comparison:
    """Write the page of a run, and compare its model with that of the run.

    Raises:
        Refused: Where LiteRT has no place for the model, or the page none for a step before it.
    """
    require_single_rows(predictor, ModelFormat.page)
    program = read_program()
    entries = entries_of(predictor.model)
    inputs = [_page_input(number, entry, predictor) for number, entry in enumerate(entries)]
    fields = [_page_field(field, predictor) for field in predictor.row_fields.fields]
    rows = drawn_rows(fields, inputs)
    names = [f"output_{number}" for number in range(len(predictor.outputs))]
    with tempfile.TemporaryDirectory(dir=path.parent) as made:
        model = Path(made) / "model.tflite"
        with converted(ModelFormat.litert):
            write_page_model(predictor.model, entries, predictor.outputs, model)
        report(ExportPhase.comparing)
        arrays = predictor.row_fields.inputs(read_rows(rows, predictor.row_fields.fields))
        tensors = _tensors(predictor.model, entries, arrays)
        with converted(ModelFormat.litert):
            native = compute_rows(ModelFormat.litert, model, tensors, names)
            taken = milliseconds(ModelFormat.litert, model, tensors, names)
        model_bytes = model.read_bytes()
    found = [native[name] for name in names]
    given = predictor.predict(arrays)
    expected = [given[name].astype("float32") for name in predictor.outputs]
    page = PredictionPage(
        title=predictor.document.name,
        fields=fields,
        inputs=inputs,
        outputs=[
            PageOutput(
                name=name,
                tensor=tensor,
                shape=[*array.shape[1:]],
                classes=predictor.classes.get(name),
                logits=predictor.gives_logits(name),
            )
            for name, tensor, array in zip(predictor.outputs, names, found, strict=True)
        ],
        rows=[
            PageRow(values=row, outputs={name: _flat(native[name][number]) for name in names})
            for number, row in enumerate(rows)
        ],
        distance=largest_distance(expected, found),
    )
    path.write_text(_filled(program, page, model_bytes), "utf-8")
    return Comparison(outputs_alone(compare_outputs(expected, found, len(rows))), taken)


def read_program() -> str:
    """The page without a model, as it was built. Raises `Refused` where there is none."""
    inside = Path(str(files("layerloom") / "web"))
    checkout = Path(__file__).resolve().parents[5] / "frontend" / "dist"
    for root in (inside, checkout):
        if (root / _PROGRAM).is_file():
            return (root / _PROGRAM).read_text("utf-8")
    params: dict[str, Json] = {"format": ModelFormat.page.value}
    raise Refused(503, ErrorCode.export_refused, variant="no_program", params=params)


def _filled(program: str, page: PredictionPage, model: bytes) -> str:
    """The program with its data. As JSON holds no `<`, nothing in a name ends the script that it is in."""
    run = page.model_dump_json().replace("<", "\\u003c")
    return program.replace(_RUN, run, 1).replace(_MODEL, base64.b64encode(model).decode(), 1)


def _page_input(number: int, entry: Entry, predictor: Predictor) -> PageInput:
    recipe = predictor.row_fields.recipes.get(entry.input)
    made: list[PageStep] = page_steps(recipe.steps) if recipe else []
    return PageInput(
        name=f"input_{number}",
        dtype=entry.dtype,
        shape=entry.shape,
        fields=recipe.sources if recipe else [entry.input],
        steps=[*made, *entry.steps],
    )


def _page_field(field: PredictionField, predictor: Predictor) -> PredictionField:
    """A field as the page has it: an image of the size that its recipe makes of it, so that it can be drawn."""
    if field.kind is not FieldKind.image:
        return field
    recipe = predictor.row_fields.recipes[field.input]
    first = recipe.steps[0] if recipe.steps else None
    if first is None or first.step != RecipeStepName.image:
        raise refuse_step(FieldKind.image.value)
    size, _, _ = image_arguments(first.config)
    changes: dict[str, object] = {"shape": [*size, 3], "kind": FieldKind.integer}
    return field.model_copy(update=changes | {"minimum": _DARKEST, "maximum": _BRIGHTEST})


def _tensors(model: keras.Model, entries: Sequence[Entry], arrays: Mapping[str, Array]) -> dict[str, Array]:
    """What the model of the page is given for arrays of inputs."""
    tensors = {f"input_{number}": entry.tensor for number, entry in enumerate(entries)}
    found = keras.Model(model.input, tensors).predict_on_batch(dict(arrays))
    return {
        name: np.asarray(found[name]).astype(entry.dtype).reshape(-1, *entry.shape)
        for name, entry in zip(tensors, entries, strict=True)
    }


def _flat(cells: Array) -> list[float | None]:
    return [float(cell) if np.isfinite(cell) else None for cell in cells.reshape(-1)]
