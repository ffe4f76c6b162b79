"""[E] How a model confuses the classes of the validation rows, counted from the predictions of the test step itself.

There is no second pass and no metric of Keras, so logs stay as they are. Counting is part of the graph of the test
step, and done in as many epochs as 2 % of the time of the training allow, the last one included.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf

from layerloom.datasets.target_encoding import Target, gives_logits, target_of
from layerloom.rundir.event_writer import EventLog
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import OutputNode

MOST_CLASSES = 50
"""A larger table would be read by nobody, and fill the log."""
SHARE = 0.02
"""The share of the time of the training that counting may take."""
Names = Mapping[str, Sequence[str]]
_COUNTED = (Target.classes, Target.one_hot, Target.binary)


@dataclass(frozen=True)
class _CountedOutput:
    """An output that tells classes apart; `counts` is by true, then by predicted class, in one line."""

    name: str
    target: Target
    logits: bool
    names: Sequence[str]
    counts: tf.Variable

    def fits(self, truth: Any, given: Any) -> bool:
        """Whether targets and predictions have one class a row, as far as their shapes are known."""
        if given.shape.rank != 2 or truth.shape.rank is None:
            return False
        row = truth.shape[1:].as_list()
        return row == [given.shape[-1]] if self.target is Target.one_hot else row in ([], [1])

    def add(self, truth: Any, given: Any) -> None:
        """Count the rows of a batch. Labels that are no class are left out."""
        size = len(self.names)
        if given.shape[-1] == 1:
            predicted = tf.cast(given[:, 0] > (0.0 if self.logits else 0.5), tf.int32)
        else:
            predicted = tf.argmax(given, axis=-1, output_type=tf.int32)
        if self.target is Target.one_hot:
            labels = tf.argmax(truth, axis=-1, output_type=tf.int32)
        else:
            labels = tf.cast(tf.reshape(truth, [-1]), tf.int32)
        is_known = (labels >= 0) & (labels < size)
        places = tf.where(is_known, labels * size + predicted, size * size)
        cells = size * size + 1
        self.counts.assign_add(tf.math.bincount(places, minlength=cells, maxlength=cells, dtype=tf.int32))

    def table(self) -> Json:
        """The counts as rows of a table."""
        size = len(self.names)
        found: Json = self.counts.numpy()[:-1].reshape(size, size).tolist()
        return found


class ValidationConfusion(keras.callbacks.Callback):  # type: ignore[misc]  # Keras has no types
    """The test step that counts, and the callback that writes the counts of an epoch as an event.

    What counting costs is the difference between the fastest validation with it and the fastest without. A run that
    ends before its last planned epoch has the counts of the newest epoch that was counted.
    """

    def __init__(
        self, log: EventLog, model: keras.Model, document: Document, names: Names, epochs: int
    ) -> None:
        """`names` are the classes by output; other outputs are not counted."""
        super().__init__()
        self._log = log
        self._model = model
        self._epochs = epochs
        self._outputs = [*_counted_outputs(document, names)]
        self._is_counting = tf.Variable(False, trainable=False)
        self._epoch = 0
        self._training_began = self._validation_began = 0.0
        self._counting = False
        self._validations = 0
        self._fastest: dict[bool, float] = {}
        self._spent = 0.0

    def test_step(self, data: Any) -> Any:
        """Keras's own test step, which counts its predictions too."""
        if not self._outputs:
            return self._model.test_step(data)
        compute_metrics = self._model.compute_metrics

        def count(x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> Any:
            self._outputs = [
                output for output in self._outputs if output.fits(*_of_output(output.name, y, y_pred))
            ]
            tf.cond(self._is_counting, lambda: self._add(y, y_pred), lambda: False)
            return compute_metrics(x, y, y_pred, sample_weight)

        self._model.compute_metrics = count
        try:
            return self._model.test_step(data)
        finally:
            del self._model.compute_metrics

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002 (Keras's)
        self._training_began = time.perf_counter()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002 (Keras's)
        self._epoch = epoch

    def on_test_begin(self, logs: Any = None) -> None:  # noqa: ARG002 (Keras's)
        self._counting = self._is_wanted()
        self._is_counting.assign(self._counting)
        for output in self._outputs:
            output.counts.assign(tf.zeros_like(output.counts))
        self._validation_began = time.perf_counter()

    def on_test_end(self, logs: Any = None) -> None:  # noqa: ARG002 (Keras's)
        seconds = time.perf_counter() - self._validation_began
        self._validations += 1
        if self._validations > 1:  # the first one traces the graph
            self._fastest[self._counting] = min(seconds, self._fastest.get(self._counting, seconds))
        if self._counting:
            self._spent += self._cost

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002 (Keras's)
        if not self._counting or not self._outputs:
            return
        self._counting = False
        outputs: list[Json] = [
            {"name": output.name, "classes": [*output.names], "counts": output.table()}
            for output in self._outputs
        ]
        self._log.write("confusion", epoch=epoch, outputs=outputs)

    @property
    def _cost(self) -> float:
        """Seconds of counting in one validation."""
        return max(0.0, self._fastest.get(True, 0.0) - self._fastest.get(False, 0.0))

    def _is_wanted(self) -> bool:
        if not self._outputs:
            return False
        if self._epoch + 1 >= self._epochs:
            return True
        if len(self._fastest) < 2:
            return False in self._fastest
        return self._spent + self._cost <= SHARE * (time.perf_counter() - self._training_began)

    def _add(self, y: Any, y_pred: Any) -> bool:
        for output in self._outputs:
            output.add(*_of_output(output.name, y, y_pred))
        return True


def _of_output(name: str, y: Any, y_pred: Any) -> tuple[Any, Any]:
    """Targets and predictions of an output."""
    return y[name] if isinstance(y, dict) else y, y_pred[name] if isinstance(y_pred, dict) else y_pred


def _counted_outputs(document: Document, names: Names) -> list[_CountedOutput]:
    training = document.training
    losses = read_catalog().losses
    found = []
    for node in document.graph.nodes:
        if not isinstance(node, OutputNode) or training is None or node.name not in names:
            continue
        output, classes = training.outputs[node.name], names[node.name]
        target = target_of(output, losses)
        if target in _COUNTED and len(classes) <= MOST_CLASSES:
            counts = tf.Variable(tf.zeros(len(classes) ** 2 + 1, tf.int32), trainable=False)
            found.append(_CountedOutput(node.name, target, gives_logits(output), classes, counts))
    return found
