"""Write a model in a format, open the file again, and compare both on the same rows before anyone gets it."""

import math
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
from layerloom_schema.limits import Limits
from layerloom_schema.models.exports import ExportedModel, ExportPhase, ModelFormat
from layerloom_schema.models.parity import Parity, compared, not_compared, outputs_alone

from .compare_outputs import compare_outputs
from .model_files import refuse_export, write_model_file
from .offered_file import Comparison, Report, offer_file
from .runtimes import compute_rows, milliseconds

_LOG = structlog.get_logger("layerloom.jobs")
ROWS = 8
"""Rows that both compute."""


def export_model(
    model: keras.Model,
    fresh: Callable[[], keras.Model],
    document: Document,
    format_: ModelFormat,
    folder: Path,
    catalog: Catalog,
    limits: Limits,
    report: Report = lambda _: None,
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
        report: Called when the file is compared.

    Raises:
        Refused: Where the format has no place for the model, or gives other numbers.
    """
    outputs = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]

    def write(path: Path) -> Comparison:
        write_model_file(model, outputs, format_, path)
        report(ExportPhase.comparing)
        if format_ is ModelFormat.keras_json:
            return Comparison(_config_parity(path, catalog, limits))
        rows = _rows(document)
        if format_ is ModelFormat.weights:
            return Comparison(_weights_parity(path, model, fresh(), rows))
        parity = _runtime_parity(format_, path, model, rows, outputs)
        return Comparison(parity, milliseconds(format_, path, rows, outputs))

    return offer_file(format_, folder, write)


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
        outputs=compare_outputs(expected, found, ROWS),
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
    line = compare_outputs([expected[name] for name in outputs], [found[name] for name in outputs], ROWS)
    return outputs_alone(line)


def _flat(found: Any) -> list[Array]:
    return [np.asarray(array) for array in keras.tree.flatten(found)]
