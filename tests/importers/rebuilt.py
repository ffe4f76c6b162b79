"""A Keras model by way of our document: its config as plain data, translated, checked and built by our own builder."""

from typing import Any

import keras
import numpy as np

from layerloom.build.real.model import build_model
from layerloom.graph.check import check_structure
from layerloom.importers.model_importer import Imported, import_model
from layerloom_schema import strict_json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits

LIMITS = Limits(params=10**10, activation_bytes=10**13)


def plain_config(model: keras.Model) -> Any:
    """What a file would hold of the model."""
    written = {"class_name": type(model).__name__, "config": model.get_config()}
    return strict_json.loads(strict_json.dumps(written))


def imported(model: keras.Model) -> Imported:
    return import_model(plain_config(model), read_catalog(), LIMITS)


def document_of(found: Imported) -> Document:
    return Document(graph=found.graph, models=dict(found.models))


def rebuild(document: Document) -> keras.Model:
    """The model that our builder makes of a document."""
    return build_model(document, check_structure(document, read_catalog(), LIMITS))


def by_name(model: keras.Model) -> dict[str, keras.Layer]:
    """Every layer that is called, those of nested models too."""
    found: dict[str, keras.Layer] = {}
    for layer in model.layers:
        found |= by_name(layer) if isinstance(layer, keras.Model) else {layer.name: layer}
    return found


def copy_weights(source: keras.Model, target: keras.Model) -> None:
    """Gives each layer the weights of its namesake."""
    ours = by_name(target)
    for name, layer in by_name(source).items():
        if layer.weights:
            ours[name].set_weights(layer.get_weights())


def rows_for(model: keras.Model, rows: int = 2) -> dict[str, Any]:
    """Drawn rows for every input, by its name."""
    generator = np.random.default_rng(7)
    drawn = {}
    for tensor in model.inputs:
        shape = [rows, *(side or 64 for side in tensor.shape[1:])]
        whole = tensor.dtype.startswith("int")
        drawn[tensor.name] = (
            generator.integers(0, 10, shape) if whole else generator.random(shape, dtype="float32")
        )
    return drawn
