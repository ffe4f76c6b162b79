"""Write a model in a format, by Keras's own exporters."""

import shutil
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import keras
import structlog

from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import ModelFormat

from .inference_model import inference_model

_LOG = structlog.get_logger("layerloom.jobs")
_NEEDED: Mapping[ModelFormat, Sequence[str]] = {ModelFormat.onnx: ("tf2onnx", "onnx", "onnxruntime")}
"""Packages of the extra `export` that a format cannot do without."""


def write_model_file(model: keras.Model, outputs: Sequence[str], format_: ModelFormat, path: Path) -> None:
    """Write the file of a format.

    Raises `Refused` where packages are not installed, or where the format has no place for what the model does.
    """
    missing = [package for package in _NEEDED.get(format_, ()) if find_spec(package) is None]
    if missing:
        params: dict[str, Json] = {"format": format_.value, "packages": [*missing]}
        raise Refused(422, ErrorCode.export_refused, variant="not_installed", params=params)
    with converted(format_):
        _WRITERS[format_](model, outputs, path)


@contextmanager
def converted(format_: ModelFormat) -> Iterator[None]:
    """Run a converter without its warnings, and refuse the format where it fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as error:  # a converter raises whatever its own passes raise
        _LOG.warning("a model could not be exported", format=format_.value, exc_info=error)
        raise refuse_export(format_) from error


def refuse_export(format_: ModelFormat) -> Refused:
    """The refusal of a format that has no place for what a model does."""
    params: dict[str, Json] = {"format": format_.value}
    return Refused(422, ErrorCode.export_refused, variant="not_converted", params=params)


def _weights(model: keras.Model, _: Sequence[str], path: Path) -> None:
    model.save_weights(path)


def _keras_json(model: keras.Model, _: Sequence[str], path: Path) -> None:
    path.write_text(model.to_json(indent=2) + "\n", "utf-8")


def _saved_model(model: keras.Model, outputs: Sequence[str], path: Path) -> None:
    inside = path.with_suffix("")
    inference_model(model, outputs).export(inside, format="tf_saved_model", verbose=False)
    shutil.make_archive(str(inside), "zip", inside)
    shutil.rmtree(inside)


def _litert(model: keras.Model, outputs: Sequence[str], path: Path) -> None:
    """With a batch of one row: with an open batch, recurrent layers need operations that no runtime here has."""
    given = inference_model(model, outputs)
    given.export(path, format="litert", input_signature=one_row_signature(given), verbose=False)


def _onnx(model: keras.Model, outputs: Sequence[str], path: Path) -> None:
    given = inference_model(model, outputs)
    given.export(path, format="onnx", input_signature=_signature(given, None), verbose=False)


def one_row_signature(model: keras.Model) -> list[dict[str, keras.InputSpec]]:
    """One argument: the inputs by name, one row of each."""
    return _signature(model, 1)


def _signature(model: keras.Model, rows: int | None) -> list[dict[str, keras.InputSpec]]:
    """One argument: the inputs by name, in batches of so many rows."""
    return [
        {
            name: keras.InputSpec(shape=(rows, *tensor.shape[1:]), dtype=tensor.dtype, name=name)
            for name, tensor in model.input.items()
        }
    ]


_WRITERS: Mapping[ModelFormat, Callable[[keras.Model, Sequence[str], Path], None]] = {
    ModelFormat.weights: _weights,
    ModelFormat.keras_json: _keras_json,
    ModelFormat.saved_model: _saved_model,
    ModelFormat.litert: _litert,
    ModelFormat.onnx: _onnx,
}
