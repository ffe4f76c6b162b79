"""Write a model in a format, open the file again, and compare both on the same rows before anyone gets it."""

import math
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import structlog

from layerloom.datasets.dataset import Array
from layerloom.datasets.synthetic import generate
from layerloom.importers.model_files.hdf5_file import open_hdf5
from layerloom.importers.model_files.model_file_importer import import_model_json
from layerloom.importers.model_files.parity import compare_shapes
from layerloom.importers.model_files.stored_weights import shapes_of_weights
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.models.exports import ExportedModel, ModelFormat
from layerloom_schema.models.parity import Parity, ParityLine, compared, not_compared

from .model_files import refuse_export, write_model_file
from .runtimes import compute_rows, milliseconds

_LOG = structlog.get_logger("layerloom.jobs")
ROWS = 8
"""Rows that both compute."""
ABSOLUTE, RELATIVE = 1e-5, 1e-4
"""How far numbers may lie apart: this much, and this share of the largest."""


def export_model(
    model: keras.Model,
    fresh: Callable[[], keras.Model],
    document: Document,
    format_: ModelFormat,
    folder: Path,
    catalog: Catalog,
    limits: Limits,
) -> ExportedModel:
    """Write the file of a format into a folder.

    Args:
        model: The model with its weights.
        fresh: Builds the same model with weights of its own.
        document: What it was built from.
        format_: The format.
        folder: Where the file is put, whole or not at all.
        catalog: The layers that are known.
        limits: Of what is read again.

    Raises:
        Refused: Where the format has no place for the model, or gives other numbers.
    """
    folder.mkdir(exist_ok=True)
    outputs = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as made:
        path = write_model_file(model, outputs, format_, Path(made))
        rows = _rows(document)
        taken: float | None = None
        if format_ is ModelFormat.keras_json:
            parity = _config_parity(path, catalog, limits)
        elif format_ is ModelFormat.weights:
            parity = _weights_parity(path, model, fresh(), rows)
        else:
            parity = _runtime_parity(format_, path, model, rows, outputs)
            taken = milliseconds(format_, path, rows, outputs)
        if any(line.state == "differs" for line in parity.lines):
            params: dict[str, Json] = {"format": format_.value}
            raise Refused(422, ErrorCode.export_refused, variant="differs", params=params)
        size = path.stat().st_size
        os.replace(path, folder / path.name)
    return ExportedModel(format=format_, file=path.name, bytes=size, milliseconds=taken, parity=parity)


def _rows(document: Document) -> dict[str, Array]:
    """Drawn rows for every input: words, and numbers that lookups and embeddings know."""
    drawn = generate(document.model_copy(update={"data": None})).arrays
    rows: dict[str, Array] = {}
    for node in document.graph.nodes:
        if isinstance(node, InputNode):
            array = np.asarray(drawn[node.name][:ROWS])
            rows[node.name] = array if node.dtype == "string" else array.astype(node.dtype)
    return rows


def _config_parity(path: Path, catalog: Catalog, limits: Limits) -> Parity:
    value: Json = strict_json.loads(path.read_bytes())
    parity = import_model_json(value, path.name, catalog, limits).parity
    assert parity is not None
    return parity.model_copy(update={"outputs": not_compared("outputs", "no_outputs")})


def _weights_parity(path: Path, model: keras.Model, fresh: keras.Model, rows: Mapping[str, Array]) -> Parity:
    """The file read into a model with other weights, which then gives the same bits."""
    fresh.load_weights(path)
    with path.open("rb") as file, open_hdf5(file, path.stat().st_size) as stored:
        shapes = shapes_of_weights(stored.arrays)
    here = sorted(tuple(weight.shape) for weight in model.weights)
    expected, found = (_flat(each.predict_on_batch(dict(rows))) for each in (model, fresh))
    return Parity(
        params=compared("params", sum(map(math.prod, shapes)), sum(map(math.prod, here))),
        layers=not_compared("layers", "no_layers"),
        weights=compare_shapes(shapes, here),
        outputs=_outputs(expected, found),
    )


def _runtime_parity(
    format_: ModelFormat, path: Path, model: keras.Model, rows: Mapping[str, Array], outputs: Sequence[str]
) -> Parity:
    """What the file gives in the program that its receiver has."""
    given: Any = model.predict_on_batch(dict(rows))
    expected = given if isinstance(given, dict) else {outputs[0]: given}
    try:
        found = compute_rows(format_, path, rows, outputs)
    except Exception as error:  # a runtime raises whatever it finds wrong with the file
        _LOG.warning("an exported file cannot be opened", format=format_.value, exc_info=error)
        raise refuse_export(format_) from error
    return Parity(
        params=not_compared("params", "in_constants"),
        layers=not_compared("layers", "no_layers"),
        weights=not_compared("weights", "in_constants"),
        outputs=_outputs([expected[name] for name in outputs], [found[name] for name in outputs]),
    )


def _outputs(expected: Sequence[Array], found: Sequence[Array]) -> ParityLine:
    """Equal to the bit, near, or different."""
    pairs = [*zip(expected, found, strict=True)]
    params: dict[str, Json] = {"rows": ROWS}
    line: dict[str, Json] = {"what": "outputs", "state": "equal", "params": params}
    if not all(_is_near(one, other) for one, other in pairs):
        line["state"] = "differs"
    elif not all(np.array_equal(one, other, equal_nan=True) for one, other in pairs if one.dtype.kind == "f"):
        params["largest"] = max(_distance(one, other) for one, other in pairs)
        line["variant"] = "near"
    return ParityLine.model_validate(line)


def _flat(found: Any) -> list[Array]:
    return [np.asarray(array) for array in keras.tree.flatten(found)]


def _distance(one: Array, other: Array) -> float:
    if one.shape != other.shape or one.dtype.kind not in "fiub":
        return 0.0 if np.array_equal(one, other) else math.inf
    apart = np.abs(one.astype("float64") - other.astype("float64"))
    same = (one == other) | (np.isnan(one) & np.isnan(other)) if one.dtype.kind == "f" else one == other
    apart = np.where(same, 0.0, apart)
    return float(apart.max(initial=0.0)) if np.isfinite(apart).all() else math.inf


def _is_near(one: Array, other: Array) -> bool:
    if one.shape != other.shape or one.dtype.kind not in "fiub":
        return bool(np.array_equal(one, other))
    allowed = ABSOLUTE + RELATIVE * float(np.abs(other).max(initial=0.0))
    return _distance(one, other) <= allowed
