"""What of an imported model is as in its file: counts of parameters and layers, and the shapes of the weights."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import keras

from layerloom.build.real.model import build_model
from layerloom.graph.check import check_structure
from layerloom.importers.application_layers import replacement_parts
from layerloom.importers.keras_config import Layer, class_name, config_of
from layerloom.importers.operation_classes import MODULES
from layerloom_schema.base import Json, ModelName
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph, LayerNode, ModelNode
from layerloom_schema.errors import LayerloomError
from layerloom_schema.limits import Limits
from layerloom_schema.models.parity import Parity, ParityLine, compared, not_compared

from .former_config import MODELS

_SHOWN = 3
Shape = tuple[int, ...]


def parity_of(
    document: Document, config: Json, stored: Sequence[Shape] | None, catalog: Catalog, limits: Limits
) -> Parity:
    """The comparison of a document with the file that it was read from.

    Args:
        document: What was read.
        config: The model in the file, in the notation of Keras 3.
        stored: The shapes of the weights in the file, sorted; `None` where it has none.
        catalog: The layers that are known.
        limits: Of the build, in which nothing is allocated.
    """
    layers = compared("layers", _layers_in(config), _layers_of(document, document.graph))
    outputs = not_compared("outputs", "never_loaded")
    built = _built(document, catalog, limits)
    if built is None:
        return Parity(
            params=not_compared("params", "not_built"),
            layers=layers,
            weights=not_compared("weights", "not_built"),
            outputs=outputs,
        )
    if stored is None:
        return Parity(
            params=not_compared("params", "no_weights"),
            layers=layers,
            weights=not_compared("weights", "no_weights"),
            outputs=outputs,
        )
    params = compared("params", sum(map(math.prod, stored)), sum(map(math.prod, built)))
    return Parity(params=params, layers=layers, weights=compare_shapes(stored, built), outputs=outputs)


def compare_shapes(stored: Sequence[Shape], built: Sequence[Shape]) -> ParityLine:
    """The shapes of weights in a file, and of those that were built."""
    there, here = Counter(stored), Counter(built)
    if there == here:
        return compared("weights", len(stored), len(built))
    params: dict[str, Json] = {"there": _shown(there - here), "here": _shown(here - there)}
    return ParityLine.model_validate({"what": "weights", "state": "differs", "params": params})


def _shown(shapes: Counter[Shape]) -> Json:
    return [[*shape] for shape in [*shapes.elements()][:_SHOWN]]


def _built(document: Document, catalog: Catalog, limits: Limits) -> list[Shape] | None:
    """The shapes of the weights that our builder makes; `None` where the document cannot be built."""
    structure = check_structure(document, catalog, limits)
    if not structure.ok:
        return None
    try:
        with keras.StatelessScope(initialize_variables=False):
            return sorted(tuple(weight.shape) for weight in build_model(document, structure).weights)
    except LayerloomError:
        return None
    finally:
        keras.utils.clear_session(free_memory=False)


def _layers_in(config: Json) -> int:
    """The layers of a config, those of nested models too, without inputs and operations."""
    count = 0
    waiting: list[Json] = [config]
    while waiting:
        layers = config_of(waiting.pop()).get("layers")
        for value in layers if isinstance(layers, list) else []:
            module = value.get("module") if isinstance(value, dict) else None
            layer = Layer("", value, module if isinstance(module, str) else "", [])
            if class_name(value) in MODELS:
                waiting.append(value)
            elif class_name(value) != "InputLayer" and not layer.module.startswith(MODULES):
                parts = replacement_parts(layer)
                count += 1 if parts is None else sum(part.layer is not None for part in parts)
    return count


def _layers_of(document: Document, graph: Graph, seen: frozenset[ModelName] = frozenset()) -> int:
    """The layers of a graph, those of each nested model that it calls once."""
    entries: Mapping[ModelName, None] = dict.fromkeys(
        node.model for node in graph.nodes if isinstance(node, ModelNode)
    )
    count = sum(isinstance(node, LayerNode) for node in graph.nodes)
    for name in entries:
        nested = document.models.get(name)
        if nested is not None and nested.graph is not None and name not in seen:
            count += _layers_of(document, nested.graph, seen | {name})
    return count
