"""A model as a file for other programs: its formats, and what is said of such a file before it is downloaded."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from layerloom_schema.base import Body, Message
from layerloom_schema.runs.predictions import Checkpoint

from .parity import Parity


class ModelFormat(StrEnum):
    """Formats of a trained model beside `model.keras`."""

    weights = "weights"
    """`.weights.h5` of Keras."""
    keras_json = "keras-json"
    """The config as `to_json` of Keras writes it, without weights."""
    saved_model = "savedmodel"
    """TensorFlow's SavedModel, as a ZIP archive of its folder."""
    litert = "tflite"
    """LiteRT (TensorFlow Lite), for one row at a time."""
    litert_int8 = "tflite-int8"
    """LiteRT with weights and activations of 8 bits: a quarter of the size, at the cost of some accuracy."""
    onnx = "onnx"
    page = "page"
    """A page that predicts without a server, in one HTML file."""
    app = "app"
    """A small FastAPI app with the model and its recipes, as a ZIP archive."""


EXPORT_FILES: Mapping[ModelFormat, str] = MappingProxyType(
    {
        ModelFormat.weights: "model.weights.h5",
        ModelFormat.keras_json: "model.config.json",
        ModelFormat.saved_model: "model.savedmodel.zip",
        ModelFormat.litert: "model.tflite",
        ModelFormat.litert_int8: "model.int8.tflite",
        ModelFormat.onnx: "model.onnx",
        ModelFormat.page: "model.html",
        ModelFormat.app: "app.zip",
    }
)
"""The name of the file of a format."""
OF_RUNS = frozenset({ModelFormat.page, ModelFormat.app, ModelFormat.litert_int8})
"""Those that take more of a run than its model."""


class ExportPhase(StrEnum):
    """How far an export is."""

    waiting = "waiting"
    """For its turn."""
    loading = "loading"
    """The model of the run is built."""
    writing = "writing"
    comparing = "comparing"
    """The file was written, and computes what the model computed."""


class ExportProgress(Message):
    """The export of a run that is under way; `phase` is `null` where none is."""

    phase: ExportPhase | None


class ExportModel(Body):
    """Body of `POST /runs/{id}/exports`: the format, and whose weights the file gets."""

    format: ModelFormat
    checkpoint: Checkpoint = Checkpoint.last


class ExportedModel(Message):
    """A file that was written, opened again by another program and compared with the model."""

    format: ModelFormat
    file: str
    bytes: int
    milliseconds: float | None = None
    """For one row, in the program that opened it; `None` where it has no program that computes."""
    parity: Parity
