"""Evaluate the model of a run on rows that its training did not see, or on another data set."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import keras

from layerloom.datasets.class_names import class_names
from layerloom.datasets.complete_rows import drop_missing, dropping_columns
from layerloom.datasets.dataset import Dataset
from layerloom.datasets.lazy_arrays import LazyArray, lazy_field
from layerloom.datasets.recipes.run_recipes import add_learned
from layerloom.datasets.row_binder import AnyRows, BoundData, bind
from layerloom.datasets.target_encoding import agrees
from layerloom.jobs.checkpoints.atomic_files import write_whole
from layerloom.jobs.prepare import PreparedRun
from layerloom.jobs.row_fields import RowFields
from layerloom.jobs.source_rows import SourceRows, source_rows
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import Training, Validation
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.evaluations import Evaluation
from layerloom_schema.runs.folder import EVALUATION
from layerloom_schema.runs.predictions import Checkpoint
from layerloom_schema.runs.views import RunSpec

from .evaluate import EvaluatedRows, evaluate
from .row_pictures import RowPictures


def evaluate_unseen(
    model: keras.Model,
    prepared: PreparedRun,
    spec: RunSpec,
    folder: Path | None,
    watch: Callable[[], None] = lambda: None,
    *,
    checkpoint: Checkpoint = Checkpoint.last,
) -> Evaluation:
    """Evaluate a trained model on the test share of its run, else on the rows to validate on.

    The result is written into `folder`, if there is one.

    Raises `Refused` where there is no such row: rows that were trained on say nothing of others.
    """
    share, rows = unseen_rows(prepared.data)
    pictures = RowPictures(RowFields(prepared), source_rows(prepared, share))
    found = _evaluate(model, prepared, spec, EvaluatedRows(rows, share, pictures.show), checkpoint, watch)

    def write(path: Path) -> None:
        path.write_text(found.model_dump_json(), "utf-8")

    if folder is not None:
        write_whole(folder / EVALUATION, write, Path.read_bytes)
    return found


def evaluate_data(
    model: keras.Model, prepared: PreparedRun, spec: RunSpec, data: Dataset, checkpoint: Checkpoint
) -> Evaluation:
    """Evaluate a trained model on all rows of another data set with the fields of its own.

    Rows that training drops are left out. Raises `Refused` where a field is missing, or has rows of another shape or
    type.
    """
    data = drop_missing(data, dropping_columns(prepared.document, data.info))
    bound = _all_rows(prepared, data, spec.limits.training_bytes)
    pictures = RowPictures(RowFields(prepared), SourceRows(data.arrays, windows=bound.windows))
    chosen = EvaluatedRows(bound.training, "all", pictures.show, data.info.title)
    return _evaluate(model, prepared, spec, chosen, checkpoint)


def _evaluate(
    model: keras.Model,
    prepared: PreparedRun,
    spec: RunSpec,
    chosen: EvaluatedRows,
    checkpoint: Checkpoint,
    watch: Callable[[], None] = lambda: None,
) -> Evaluation:
    return evaluate(
        model,
        prepared.document,
        chosen,
        class_names(prepared.document, prepared.info, units_of(model, prepared.document)),
        spec.run,
        checkpoint=checkpoint,
        most_bytes=spec.limits.training_bytes,
        watch=watch,
    )


def _all_rows(prepared: PreparedRun, data: Dataset, most_bytes: float) -> BoundData:
    """Inputs and targets of all rows, to train on as it were: recipes run with what they learned in training."""
    for recipe in prepared.learned.values():
        for source in recipe.sources:
            if source in data.arrays:
                _refuse_other_cells(data, source, prepared.source)
    made = add_learned(data, prepared.learned, most_bytes)
    bound = bind(_undivided(prepared.document), made, None, most_bytes)
    rows = bound.training
    trained = prepared.data.training
    for part, seen in ((rows.x, trained.x), (rows.targets, trained.targets)):
        for name, field in part.items():
            _refuse_other_shape(data, name, field, seen[name])
    return bound


def _undivided(document: Document) -> Document:
    """The same document with all rows to train on, and no weights of classes, which are for training alone."""
    training = document.training or Training()
    outputs = {
        name: output.model_copy(update={"class_weight": {}}) for name, output in training.outputs.items()
    }
    plain = training.model_copy(update={"validation": Validation(), "outputs": outputs})
    data = document.data.model_copy(update={"split": None}) if document.data else None
    return document.model_copy(update={"training": plain, "data": data})


def _refuse_other_cells(data: Dataset, column: str, seen: Dataset) -> None:
    """Raise `Refused` where a column has texts or images and had numbers in training, or the other way round."""
    kinds = {lazy_field(each.arrays, column).dtype.kind in "UO" for each in (data, seen)}
    if len(kinds) > 1:
        place: dict[str, Json] = {"file": data.info.title, "field": column}
        raise Refused(422, ErrorCode.prediction, variant="column_type", params=place, where=place)


def _refuse_other_shape(data: Dataset, field: str, rows: LazyArray, seen: LazyArray) -> None:
    """Raise `Refused` where the rows of an input or target have another shape, or no numbers, than in training."""
    place: dict[str, Json] = {"file": data.info.title, "field": field}
    if (rows.dtype.kind in "UO") != (seen.dtype.kind in "UO"):
        raise Refused(422, ErrorCode.prediction, variant="column_type", params=place, where=place)
    if not agrees([*rows.shape[1:]], [*seen.shape[1:]]):
        params: dict[str, Json] = {**place, "shape": [*rows.shape[1:]], "expected": [*seen.shape[1:]]}
        raise Refused(422, ErrorCode.prediction, variant="column_shape", params=params, where=place)


def unseen_rows(data: BoundData) -> tuple[Literal["test", "validation"], AnyRows]:
    """The rows that no training saw: of the test, else those to validate on. Raises `Refused` if there are none."""
    if len(data.test):
        return "test", data.test
    if len(data.validation):
        return "validation", data.validation
    raise Refused(422, ErrorCode.data_unreadable, variant="none_unseen")


def units_of(model: keras.Model, document: Document) -> dict[str, int]:
    """The length of the last axis of each output by name; 1 for an output without axes."""
    names = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    outputs = model.output if isinstance(model.output, dict) else {names[0]: model.output}
    shapes = {name: tensor.shape for name, tensor in outputs.items()}
    return {name: shape[-1] or 0 if len(shape) > 1 else 1 for name, shape in shapes.items()}
