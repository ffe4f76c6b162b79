"""[S] Applications unfolded: the shapes and counts of Keras, and its numbers."""

import math

import keras
import numpy as np
import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.real.applications import make_application
from layerloom.catalog.application_reader import APPLICATIONS
from layerloom.check.full_check import full_check
from layerloom.importers.expand_nested import expand
from layerloom_schema.base import Json, ModelName
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.document import Document, NestedModel, read_document
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.service import ExpandedModel

from .rebuilt import LIMITS, by_name, rebuild, rows_for

NAME = ModelName("base")
FEW = ("MobileNetV3Small", "ConvNeXtTiny", "InceptionResNetV2", "EfficientNetB0")
"""Between them they have operations, nested models, and layers that only applications have."""
TO_THE_BIT: dict[str, dict[str, Json]] = {
    "MobileNetV3Small": {"input_shape": [64, 64, 3], "include_top": False, "pooling": "avg"},
    "EfficientNetB0": {"input_shape": [64, 64, 3], "include_top": False, "pooling": "avg"},
    "ConvNeXtTiny": {"input_shape": [64, 64, 3], "classes": 10},
}


def unfolded(name: str, config: dict[str, Json]) -> ExpandedModel:
    nested = NestedModel(application=name, config=config)
    return expand(Document(models={NAME: nested}), NAME, read_catalog(), LIMITS, lambda run: None)


def opened(found: ExpandedModel) -> Document:
    """The graph as the document of a model."""
    return read_document(
        {"format": 1, "name": "Unfolded", "graph": found.model["graph"], "models": found.models}
    )


def dry(name: str) -> tuple[int, int, tuple[int | None, ...]]:
    """Keras's own counts: parameters, those that train, and the shape of the output."""
    try:
        with keras.StatelessScope(initialize_variables=False):
            model = APPLICATIONS[name](weights=None)
            trainable = sum(math.prod(weight.shape) for weight in model.trainable_weights)
            return model.count_params(), trainable, model.output_shape
    finally:
        keras.utils.clear_session(free_memory=False)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in FEW else pytest.mark.long) for name in APPLICATIONS]
)
def test_S36_an_application_unfolds_with_the_shapes_and_counts_of_keras(name: str) -> None:
    params, trainable, shape = dry(name)
    found = unfolded(name, {})
    document = opened(found)
    report = full_check(document, read_catalog(), LIMITS, CallCache(), for_training=False)
    assert [problem for problem in report.problems if problem.severity is Severity.error] == []
    assert report.totals.trainable == trainable
    unlearned = [
        node
        for node in document.graph.nodes
        if isinstance(node, LayerNode)
        and node.layer == "Normalization"
        and node.config.get("variance") == 1.0
    ]
    # Mean and variance of three colours, and a count of batches, are weights in Keras and settings here.
    assert report.totals.params == params - 7 * len(unlearned)
    assert len(found.warnings) == len(unlearned)
    end = next(edge.source for edge in document.graph.edges if edge.target == document.graph.nodes[-1].id)
    assert tuple(report.nodes[end].outputs[0].shape) == shape
    ports = [node.name for node in document.graph.nodes if node.kind in ("input", "output")]
    assert ports == ["inputs", "output"]


@pytest.mark.parametrize("name", TO_THE_BIT)
def test_S36_an_unfolded_application_with_the_same_weights_gives_the_same_numbers(name: str) -> None:
    config = TO_THE_BIT[name]
    model = make_application(name, config, read_catalog(), keras_name=name.lower())
    ours = rebuild(opened(unfolded(name, config)))
    namesakes = by_name(ours)
    for layer_name, layer in by_name(model).items():
        if layer.weights and not isinstance(layer, keras.layers.Normalization):
            namesakes[layer_name].set_weights(layer.get_weights())
    (images,) = rows_for(model).values()
    expected = model.predict(images, verbose=0)
    received = ours.predict({"inputs": images}, verbose=0)
    assert np.ptp(expected) > 0
    np.testing.assert_array_equal(expected, received)
