"""Evaluate the model of a run on rows that its training did not see, and keep the result in its folder."""

from collections.abc import Callable
from pathlib import Path

import keras

from layerloom.datasets.class_names import class_names
from layerloom.datasets.row_binder import AnyRows, BoundData
from layerloom.jobs.checkpoints.atomic_files import write_whole
from layerloom.jobs.prepare import PreparedRun
from layerloom_schema.document import Document, OutputNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.evaluations import Evaluation, Share
from layerloom_schema.run_folder import EVALUATION
from layerloom_schema.runs import RunSpec

from .evaluate import evaluate


def evaluate_unseen(
    model: keras.Model,
    prepared: PreparedRun,
    spec: RunSpec,
    folder: Path | None,
    watch: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Evaluate a trained model on the test share of its run, else on the rows to validate on.

    The result is written into `folder`, if there is one.

    Raises `Refused` where there is no such row: rows that were trained on say nothing of others.
    """
    share, rows = unseen_rows(prepared.data)
    found = evaluate(
        model,
        prepared.document,
        rows,
        share,
        class_names(prepared.document, prepared.info, units_of(model, prepared.document)),
        spec.run,
        most_bytes=spec.limits.training_bytes,
        watch=watch,
    )

    def write(path: Path) -> None:
        path.write_text(found.model_dump_json(), "utf-8")

    if folder is not None:
        write_whole(folder / EVALUATION, write, Path.read_bytes)
    return found


def unseen_rows(data: BoundData) -> tuple[Share, AnyRows]:
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
