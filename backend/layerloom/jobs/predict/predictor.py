"""A trained run that answers questions: its model with the weights of a checkpoint, compiled once."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from layerloom.datasets.class_names import class_names
from layerloom.datasets.dataset import Array, Dataset
from layerloom.datasets.document_rows import joined_rows
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_named
from layerloom.datasets.row_binder import Rows
from layerloom.datasets.row_windows import RowWindows, windows_in, windows_of
from layerloom.datasets.target_encoding import gives_logits
from layerloom.jobs.activations.activation_probe import ActivationProbe
from layerloom.jobs.evaluate.evaluate_run import evaluate_data, evaluate_unseen, units_of
from layerloom.jobs.json_values import json_of
from layerloom.jobs.learned_layers import read_learned
from layerloom.jobs.prepare import PreparedRun, prepare_model, prepare_run, read_spec, seed_keras
from layerloom.jobs.row_fields import RowFields
from layerloom.jobs.source_rows import first_share, source_rows
from layerloom_schema.base import Json, RunId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.evaluations import Evaluation
from layerloom_schema.runs.predictions import (
    Cell,
    Checkpoint,
    FieldKind,
    PredictedOutput,
    Prediction,
    PredictionForm,
    SampleActivation,
    SampleNode,
    SampleRow,
)

from .read_rows import read_rows
from .sample_activations import SampleActivations
from .trained_weights import checkpoints_of, load_weights


class Predictor:
    """One run at one checkpoint.

    Predictions are those of `predict_on_batch` in batches of the run's size: the outputs that activations would bring
    along may differ in their last bits, as TensorFlow fuses operations only where nobody asks for what is between them.
    """

    def __init__(self, folder: Path, runs: Path, library: DataLibrary, checkpoint: Checkpoint) -> None:
        """Build the model of the run in `folder` and load its weights.

        Raises `Refused` where the run has no such weights, they do not fit its graph, or its data is gone.
        """
        self.folder = folder
        self._checkpoint = checkpoint
        self._spec = spec = read_spec(folder)
        self._library = library
        self._run: RunId = spec.run
        self.limits = spec.limits
        self._prepared: PreparedRun = prepare_run(spec, runs, library)
        seed_keras(self._prepared.training.seed)
        probe = ActivationProbe()
        self.model: keras.Model = prepare_model(self._prepared, probe.keep, read_learned(folder))
        load_weights(folder, checkpoint, self.model)
        self._activations = SampleActivations(probe)
        self.row_fields = RowFields(self._prepared)
        nodes = self._prepared.document.graph.nodes
        self.outputs = [node.name for node in nodes if isinstance(node, OutputNode)]
        self.classes = class_names(
            self._prepared.document, self._prepared.info, units_of(self.model, self._prepared.document)
        )

    @property
    def document(self) -> Document:
        """What was trained, with the graphs of the runs in it."""
        return self._prepared.document

    def built_again(self) -> keras.Model:
        """The same model with weights of its own."""
        return prepare_model(self._prepared)

    def form(self) -> PredictionForm:
        """The fields of a row, and the names of classes."""
        return PredictionForm(
            run=self._run,
            checkpoints=checkpoints_of(self.folder),
            fields=self.row_fields.fields,
            classes=self.classes,
        )

    def joined(self, data: Dataset) -> Dataset:
        """Rows of a file with the columns of the tables that the run joins, where the file has their keys."""
        section = self._prepared.document.data
        joins = [join for join in section.joined if join.on.keys() <= data.arrays.keys()] if section else []
        versions = self._spec.data.versions
        return joined_rows(joins, data, lambda name: open_named(name, self._library, versions))

    def windows(self, data: Dataset, rows: int) -> RowWindows | None:
        """The windows of a file that can be predicted: of any rows that follow one another, whatever comes after them."""
        settings = windows_of(self.document)
        if settings is None or self._prepared.info.follows_model:
            return None
        return windows_in(data, settings.model_copy(update={"step": 1, "ahead": 0}), [slice(None)], rows)

    def answer(
        self,
        rows: Sequence[Mapping[str, Cell]],
        *,
        activations: bool = False,
        large: SampleNode | None = None,
    ) -> Prediction:
        """Predict rows by field name. Raises `Refused` for rows that do not fit.

        With `activations`, those of the first row, where the node `large` has more and larger maps.
        """
        if any(field.window and field.kind is FieldKind.image for field in self.row_fields.fields):
            raise Refused(422, ErrorCode.prediction, variant="window_images")
        inputs = self.row_fields.inputs(read_rows(rows, self.row_fields.fields), self.joined)
        found = self.predict(inputs)
        read: list[SampleActivation] = []
        if activations:
            read = self._activations.measure({name: array[:1] for name, array in inputs.items()}, large)
        outputs = [
            PredictedOutput(
                name=name,
                values=[json_of(row) for row in found[name]],
                classes=self.classes.get(name),
                labels=self.labels(name, found[name]),
            )
            for name in self.outputs
        ]
        return Prediction(run=self._run, checkpoint=self._checkpoint, outputs=outputs, activations=read)

    def predict(self, inputs: Mapping[str, Array]) -> dict[str, Array]:
        """Arrays by output name. Raises `Refused` where a layer cannot compute a value, such as an unknown index."""
        size = self._prepared.training.batch_size
        count = len(next(iter(inputs.values())))
        try:
            parts = [
                self._batch({name: array[start : start + size] for name, array in inputs.items()})
                for start in range(0, count, size)
            ]
        except (tf.errors.InvalidArgumentError, ValueError) as error:
            raise Refused(422, ErrorCode.prediction, variant="not_computed") from error
        return {name: np.concatenate([part[name] for part in parts]) for name in self.outputs}

    def labels(self, output: str, values: Array) -> list[str] | None:
        """The most probable class of each row; None for an output without classes, or with several a row."""
        names = self.classes.get(output)
        if names is None or values.ndim != 2:
            return None
        if values.shape[1] == 1:
            places = (values[:, 0] > (0.0 if self.gives_logits(output) else 0.5)).astype(int)
        else:
            places = values.argmax(axis=1)
        return [names[place] for place in places]

    def gives_logits(self, output: str) -> bool:
        """Whether the loss of an output takes numbers from before a sigmoid or softmax."""
        training = self._prepared.training.outputs.get(output)
        return training is not None and gives_logits(training)

    def evaluate(self, data: Dataset | None = None) -> Evaluation:
        """Evaluate the run on rows that its training did not see, or on all rows of another data set.

        The result on its own rows at the last checkpoint is kept with the run.
        """
        if data is not None:
            return evaluate_data(self.model, self._prepared, self._spec, self.joined(data), self._checkpoint)
        folder = self.folder if self._checkpoint is Checkpoint.last else None
        return evaluate_unseen(self.model, self._prepared, self._spec, folder, checkpoint=self._checkpoint)

    def training_rows(self, most: int) -> Rows:
        """The first rows that training saw."""
        return self._prepared.data.training.some(slice(0, most))

    def unseen_rows(self, most: int) -> Rows:
        """The first rows of the test; without any of those to validate on, else of those that training saw."""
        return first_share(self._prepared.data)[1].some(slice(0, most))

    def sample(self, row: int | None = None) -> SampleRow:
        """A row of the test share, else of those to validate on, else to train on; a random one by default."""
        share, rows = first_share(self._prepared.data)
        number = random.randrange(len(rows)) if row is None else row  # noqa: S311 (which row is no secret)
        if not 0 <= number < len(rows):
            params: dict[str, Json] = {"rows": len(rows), "row": number}
            raise Refused(404, ErrorCode.prediction, variant="no_such_row", params=params, got=number)
        source = source_rows(self._prepared, share)
        values = {
            field.name: json_of(
                source.cells(self.row_fields.column(field.name), number, in_window=field.window is not None)
            )
            for field in self.row_fields.fields
        }
        targets = {
            name: self._target_name(name, array[0])
            for name, array in rows.some(slice(number, number + 1)).targets.items()
        }
        return SampleRow(share=share, row=number, rows=len(rows), values=values, targets=targets)

    def _target_name(self, output: str, target: Array) -> Json:
        """The target of a row as a person would say it."""
        names = self.classes.get(output)
        if names is None:
            return json_of(target)
        cells = np.asarray(target).reshape(-1)
        place = int(cells[0]) if cells.size == 1 else int(cells.argmax())
        return names[place] if 0 <= place < len(names) else json_of(target)

    def _batch(self, inputs: Mapping[str, Array]) -> dict[str, Array]:
        given: Any = self.model.predict_on_batch(dict(inputs))
        return dict(given) if isinstance(given, dict) else {self.outputs[0]: given}
