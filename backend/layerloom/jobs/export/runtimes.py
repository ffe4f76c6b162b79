"""Open a file in the program that its receiver will use, and compute rows with it."""

import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from layerloom.datasets.dataset import Array
from layerloom_schema.models.exports import ModelFormat

Rows = Mapping[str, Array]
Compute = Callable[[Rows], dict[str, Array]]
_TIMED = 20


def compute_rows(format_: ModelFormat, path: Path, rows: Rows, outputs: Sequence[str]) -> dict[str, Array]:
    """What a file gives for rows, by output name. Raises whatever its runtime raises."""
    with tempfile.TemporaryDirectory() as folder:
        compute, at_once = _RUNTIMES[format_](path, Path(folder), outputs)
        if at_once is None:
            return compute(rows)
        parts = [
            compute({name: array[place : place + at_once] for name, array in rows.items()})
            for place in range(0, len(next(iter(rows.values()))), at_once)
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in outputs}


def milliseconds(format_: ModelFormat, path: Path, rows: Rows, outputs: Sequence[str]) -> float:
    """The median time for one row, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        compute, _ = _RUNTIMES[format_](path, Path(folder), outputs)
        row = {name: array[:1] for name, array in rows.items()}
        compute(row)
        taken = []
        for _ in range(_TIMED):
            began = time.perf_counter()
            compute(row)
            taken.append(time.perf_counter() - began)
    return round(float(np.median(taken)) * 1000, 3)


def _saved_model(path: Path, folder: Path, _: Sequence[str]) -> tuple[Compute, None]:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    loaded: Any = tf.saved_model.load(folder)
    signature = loaded.signatures["serving_default"]

    def compute(rows: Rows) -> dict[str, Array]:
        found = signature(**{name: tf.constant(array) for name, array in rows.items()})
        return {name: tensor.numpy() for name, tensor in found.items()}

    compute.__dict__["loaded"] = loaded  # the signature alone does not keep its variables
    return compute, None


def _litert(path: Path, _: Path, outputs: Sequence[str]) -> tuple[Compute, int]:
    interpreter: Any
    if find_spec("ai_edge_litert") is not None:
        from ai_edge_litert.interpreter import Interpreter

        interpreter = Interpreter(str(path))
    else:
        interpreter = tf.lite.Interpreter(str(path))
    runner = interpreter.get_signature_runner()

    def compute(rows: Rows) -> dict[str, Array]:
        found = runner(**rows)
        return {name: found[name] for name in outputs}

    return compute, 1


def _onnx(path: Path, _: Path, outputs: Sequence[str]) -> tuple[Compute, None]:
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path))

    def compute(rows: Rows) -> dict[str, Array]:
        return dict(zip(outputs, session.run([*outputs], dict(rows)), strict=True))

    return compute, None


_RUNTIMES: Mapping[ModelFormat, Callable[[Path, Path, Sequence[str]], tuple[Compute, int | None]]] = {
    ModelFormat.saved_model: _saved_model,
    ModelFormat.litert: _litert,
    ModelFormat.onnx: _onnx,
}
