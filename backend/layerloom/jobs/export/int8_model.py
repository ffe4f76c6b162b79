"""LiteRT whose weights and activations are whole numbers of 8 bits, measured on rows of the data."""

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from layerloom.datasets.dataset import Array
from layerloom.datasets.row_binder import Rows
from layerloom.jobs.predict.predictor import Predictor
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import ExportPhase, ModelFormat
from layerloom_schema.models.parity import ParityLine, outputs_alone

from .inference_model import inference_model
from .model_files import converted, one_row_signature
from .offered_file import Comparison, Report
from .runtimes import compute_rows, milliseconds

_REPRESENTATIVE, _MEASURED = 100, 200
"""Rows by which the converter learns the range of each tensor, and rows that are compared."""


def write_int8(predictor: Predictor, path: Path, report: Report) -> Comparison:
    """Write the model of a run with weights and activations of 8 bits, and measure what that loses.

    Raises:
        Refused: For recurrent layers, on which the converter crashes, and for models that LiteRT cannot express.
    """
    refuse_recurrent(predictor.model)
    seen = _fitted(predictor.model, predictor.training_rows(_REPRESENTATIVE))
    unseen = predictor.unseen_rows(_MEASURED)
    given = inference_model(predictor.model, predictor.outputs)

    def representative() -> Iterator[dict[str, Array]]:
        for row in range(len(next(iter(seen.values())))):
            yield {name: array[row : row + 1] for name, array in seen.items()}

    with converted(ModelFormat.litert_int8):
        given.export(
            path,
            format="litert",
            input_signature=one_row_signature(given),
            verbose=False,
            optimizations=[tf.lite.Optimize.DEFAULT],
            representative_dataset=representative,
            target_spec={
                "supported_ops": [tf.lite.OpsSet.TFLITE_BUILTINS_INT8, tf.lite.OpsSet.TFLITE_BUILTINS]
            },
        )
        report(ExportPhase.comparing)
        rows = _fitted(predictor.model, unseen)
        found = compute_rows(ModelFormat.litert, path, rows, predictor.outputs)
        taken = milliseconds(ModelFormat.litert, path, rows, predictor.outputs)
    return Comparison(outputs_alone(_measured(predictor.predict(unseen.x), found, unseen)), taken)


def refuse_recurrent(model: keras.Model) -> None:
    """Raise `Refused` where a layer is recurrent, by its name."""
    recurrent = (keras.layers.RNN, keras.layers.Bidirectional)
    for layer in model._flatten_layers():
        if isinstance(layer, recurrent):
            params: dict[str, Json] = {"format": ModelFormat.litert_int8.value, "layer": layer.name}
            raise Refused(422, ErrorCode.export_refused, variant="recurrent", params=params)


def _fitted(model: keras.Model, rows: Rows) -> dict[str, Array]:
    """Rows in the shapes of the inputs: a column of the data may lack an axis of length 1, which Keras adds."""
    return {
        name: np.asarray(rows.x[name]).reshape(len(rows), *tensor.shape[1:])
        for name, tensor in model.input.items()
    }


def _measured(expected: dict[str, Array], found: dict[str, Array], rows: Rows) -> ParityLine:
    """The output that loses most: by its accuracy where it tells classes, else by its mean absolute error."""
    losses = [_loss(name, expected[name], found[name], rows.targets[name]) for name in expected]
    worst = max(losses, key=lambda loss: loss[0])
    params: dict[str, Json] = {"rows": len(rows), **worst[2]}
    line: dict[str, Json] = {"what": "outputs", "state": "equal", "variant": worst[1], "params": params}
    return ParityLine.model_validate(line)


def _loss(name: str, here: Array, there: Array, targets: Array) -> tuple[float, str, dict[str, Json]]:
    """How much worse the file is, as a share; the variant of the sentence, and its params."""
    if here.ndim == 2 and here.shape[1] > 1 and (targets.shape == here.shape or targets.size == len(here)):
        places = targets.argmax(axis=1) if targets.shape == here.shape else targets.reshape(-1)
        right, kept = (float((each.argmax(axis=1) == places).mean()) for each in (here, there))
        return right - kept, "accuracy", {"output": name, "here": right, "there": kept}
    error, later = (float(np.abs(each - targets.reshape(each.shape)).mean()) for each in (here, there))
    return (later - error) / max(error, 1e-9), "error", {"output": name, "here": error, "there": later}
