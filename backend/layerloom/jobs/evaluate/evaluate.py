"""Evaluate a trained model on the rows of a share: its metrics, a report on each output, and its worst rows."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from layerloom.build.real import keras_objects
from layerloom.datasets.dataset import Array
from layerloom.datasets.row_binder import AnyRows, Rows
from layerloom.datasets.target_encoding import gives_logits, target_of
from layerloom.jobs.loop.batch_forms import make_batches
from layerloom.jobs.loop.epoch_function import EpochFunction, placeholder_dataset
from layerloom_schema.base import RunId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import OutputTraining, Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.evaluations import Evaluation, OutputReport, Share, WorstRow
from layerloom_schema.runs.predictions import Checkpoint

from .output_report import ReportedOutput, output_report, predicted_json, target_json
from .row_pictures import ShownRow

MOST_WORST = 50
MOST_NUMBERS = 2**25
"""Numbers of an output that a report is made of; of a larger share only metrics and worst rows are reported."""
Names = Mapping[str, Sequence[str]]
"""The names of the classes by output, where they are known."""


class GivenUp(Exception):
    """Raised by who watches an evaluation to end it without a result."""


@dataclass(frozen=True)
class EvaluatedRows:
    """The rows that a model is evaluated on, at least one."""

    rows: AnyRows
    share: Share
    show: Callable[[int], ShownRow]
    """One of the rows as it came, by its number from 0."""
    dataset: str | None = None
    """The data set that they are of, where it is not that of the run."""


def evaluate(
    model: keras.Model,
    document: Document,
    chosen: EvaluatedRows,
    names: Names,
    run: RunId,
    *,
    checkpoint: Checkpoint = Checkpoint.last,
    most_bytes: float = math.inf,
    watch: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Evaluate a compiled model, in batches of the size that it was trained with.

    Args:
        model: The model with the weights to evaluate.
        document: What it was built from.
        chosen: The rows.
        names: The names of the classes of outputs.
        run: The run that the model is of.
        checkpoint: Which weights of the run the model has.
        most_bytes: Bytes of streamed rows in memory.
        watch: Called between batches; what it raises ends the evaluation.

    Raises:
        Refused: If a layer, loss or metric cannot compute one of the values, such as an index that it does not know.
    """
    try:
        return _evaluate(model, document, chosen, names, run, checkpoint, most_bytes, watch)
    except tf.errors.InvalidArgumentError as error:
        raise Refused(422, ErrorCode.prediction, variant="not_computed") from error


def _evaluate(
    model: keras.Model,
    document: Document,
    chosen: EvaluatedRows,
    names: Names,
    run: RunId,
    checkpoint: Checkpoint,
    most_bytes: float,
    watch: Callable[[], None],
) -> Evaluation:
    began = time.monotonic()
    training = document.training or Training()
    outputs = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    losses = {name: _row_loss(training.outputs[name]) for name in outputs}
    rows = chosen.rows
    batches = make_batches(rows, training.batch_size, None, most_bytes)
    model.test_function = EpochFunction(model, model.test_step, batches, lambda *_: watch())
    logs = model.evaluate(placeholder_dataset(), verbose=0, return_dict=True)
    kept = _Kept(outputs)
    for number in range(batches.steps):
        batch = batches.rows(number)
        given = predicted(model, outputs, batch)
        loss = np.zeros(len(batch))
        for name in outputs:
            loss += training.outputs[name].weight * losses[name](batch.targets[name], given[name])
        kept.add(batch.targets, given, loss)
        watch()
    reports, worst = _reports(kept, training.outputs, names), _worst(kept, chosen, training.outputs, names)
    return Evaluation(
        run=run,
        share=chosen.share,
        dataset=chosen.dataset,
        checkpoint=checkpoint,
        rows=len(rows),
        metrics={name: _finite(value) for name, value in logs.items()},
        outputs=reports,
        worst=worst,
        seconds=time.monotonic() - began,
    )


def predicted(model: keras.Model, outputs: Sequence[str], batch: Rows) -> dict[str, Array]:
    """The outputs of a batch by name."""
    given: Any = model.predict_on_batch(dict(batch.x))
    found = given if isinstance(given, dict) else {outputs[0]: given}
    return {name: np.asarray(found[name], "float32") for name in outputs}


class _Kept:
    """Targets, predictions and losses of all batches. Of an output with too many numbers only losses are kept."""

    def __init__(self, outputs: Sequence[str]) -> None:
        self.targets: dict[str, list[Array]] = {name: [] for name in outputs}
        self.given: dict[str, list[Array]] = {name: [] for name in outputs}
        self.losses: list[Array] = []
        self._room = dict.fromkeys(outputs, MOST_NUMBERS)

    def add(self, targets: Mapping[str, Array], given: Mapping[str, Array], losses: Array) -> None:
        self.losses.append(losses)
        for name, array in given.items():
            self._room[name] -= array.size
            if self._room[name] < 0:
                self.targets[name], self.given[name] = [], []
                continue
            self.targets[name].append(targets[name])
            self.given[name].append(array)

    def output(self, name: str) -> tuple[Array, Array] | None:
        """Targets and predictions of an output, or none where they were too many."""
        if self._room[name] < 0:
            return None
        return np.concatenate(self.targets[name]), np.concatenate(self.given[name])


def _row_loss(output: OutputTraining) -> Callable[[Array, Array], Array]:
    """The loss of each row: the mean over all but its first axis, without weights."""
    assert output.loss is not None  # what was trained has one
    loss = keras_objects.loss(output.loss)
    loss.reduction = None

    def of_rows(targets: Array, given: Array) -> Array:
        values = np.asarray(loss(targets, given), "float64")
        return values.reshape(len(targets), -1).mean(axis=1) if values.ndim else np.full(len(targets), values)

    return of_rows


def _reports(kept: _Kept, outputs: Mapping[str, OutputTraining], names: Names) -> list[OutputReport]:
    found = []
    for name in kept.given:
        arrays = kept.output(name)
        report = OutputReport(name=name)
        if arrays is not None:
            report = output_report(_reported(name, outputs[name], names), *arrays)
        found.append(report)
    return found


def _reported(name: str, training: OutputTraining, names: Names) -> ReportedOutput:
    return ReportedOutput(
        name, target_of(training, read_catalog().losses), gives_logits(training), names.get(name)
    )


def _worst(
    kept: _Kept, chosen: EvaluatedRows, outputs: Mapping[str, OutputTraining], names: Names
) -> list[WorstRow]:
    losses = np.concatenate(kept.losses)
    finite = np.where(np.isfinite(losses), losses, np.inf)
    order = np.argsort(-finite, kind="stable")[:MOST_WORST]
    picked = chosen.rows.some(np.sort(order))
    places = {int(row): place for place, row in enumerate(np.sort(order))}
    found = []
    for row in map(int, order):
        place = places[row]
        shown = chosen.show(row)
        reported = {name: _reported(name, outputs[name], names) for name in kept.given}
        arrays = {name: kept.output(name) for name in kept.given}
        found.append(
            WorstRow(
                row=row,
                loss=float(np.nan_to_num(finite[row], posinf=float(np.finfo("float32").max))),
                targets={
                    name: target_json(reported[name], array[place]) for name, array in picked.targets.items()
                },
                predictions={
                    name: predicted_json(reported[name], kept_arrays[1][row])
                    for name, kept_arrays in arrays.items()
                    if kept_arrays is not None
                },
                inputs=shown.values,
                images=shown.images,
            )
        )
    return found


def _finite(value: Any) -> float | None:
    number = float(value)
    return number if np.isfinite(number) else None
