"""Keras is the oracle: what the dry build says is what Keras builds, and what it takes, `fit` takes."""

import math
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layerloom.build.real.model import build_model
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.checks.problems import Code, Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, LayerNode, OutputNode
from support.drawing import CATALOG, Shape, draw, look, one_layer, structure_of
from support.oracles.oracle import holds, rows

LSTM_STATES = draw(
    {"x": (8, 4), "z": (5, 4)},
    [
        ("encode", "LSTM", {"units": 6, "return_state": True}, ["x"]),
        (
            "decode",
            "LSTM",
            {"units": 6, "return_sequences": True},
            ["z", "encode.1>initial_state", "encode.2>initial_state"],
        ),
    ],
)
MASKED = draw(
    {"a": ((None,), "int32"), "b": ((None,), "int32")},
    [
        ("embed", "Embedding", {"input_dim": 20, "output_dim": 6, "mask_zero": True}, ["a"]),
        ("again", "=embed", {}, ["b"]),
        ("read", "LSTM", {"units": 5}, ["embed"]),
        ("read_b", "=read", {}, ["again"]),
        ("gru", "GRU", {"units": 3, "return_state": True, "return_sequences": True}, ["again"]),
        ("both", "Concatenate", {}, ["read", "read_b", "gru.1"]),
    ],
)
IMAGES = draw(
    {"left": (12, 12, 3), "right": (12, 12, 3)},
    [
        ("scale", "Rescaling", {"scale": 0.5, "offset": 1.0}, ["left"]),
        ("conv", "Conv2D", {"filters": 4, "kernel_size": 3, "padding": "same", "strides": 2}, ["scale"]),
        ("again", "=conv", {}, ["right"]),
        ("norm", "BatchNormalization", {}, ["conv"]),
        ("add", "Add", {}, ["norm", "again"]),
        ("pool", "MaxPooling2D", {}, ["add"]),
        ("mean", "GlobalAveragePooling2D", {"keepdims": True}, ["pool"]),
        ("average", "AveragePooling2D", {"pool_size": [3, 1]}, ["pool"]),
        ("flat", "Flatten", {}, ["average"]),
        ("flat_mean", "Flatten", {}, ["mean"]),
        ("dot", "Dot", {"axes": 1}, ["flat_mean", "flat_mean"]),
        ("drop", "Dropout", {"rate": 0.3}, ["flat"]),
        ("dense", "Dense", {"units": 4, "activation": "relu"}, ["drop"]),
        ("times", "Multiply", {}, ["dense", "flat_mean"]),
        ("less", "Subtract", {}, ["times", "dense"]),
        ("even", "Average", {}, ["less", "dense"]),
    ],
    {"dots": "dot", "means": "even"},
)
SEQUENCES = draw(
    {"x": (20, 3)},
    [
        ("conv", "Conv1D", {"filters": 6, "kernel_size": 4, "padding": "causal", "dilation_rate": 2}, ["x"]),
        ("pool", "MaxPooling1D", {"pool_size": 2}, ["conv"]),
        ("shape", "Reshape", {"target_shape": [-1, 12]}, ["pool"]),
        ("most", "GlobalMaxPooling1D", {}, ["shape"]),
        ("act", "Activation", {"activation": "softmax"}, ["most"]),
    ],
)
GRAPHS = {"states": LSTM_STATES, "masked": MASKED, "images": IMAGES, "sequences": SEQUENCES}


@pytest.mark.parametrize("name", GRAPHS)
def test_S11_shapes_dtypes_and_counts_are_those_of_the_real_model(name: str) -> None:
    document = GRAPHS[name]
    assert look(document).problems == []
    holds(document)


@pytest.mark.parametrize("name", GRAPHS)
def test_S11_every_calls_own_shape_is_what_the_real_call_gives(name: str) -> None:
    """Each node in turn as an output, so that Keras says the shape of that very call."""
    document = GRAPHS[name]
    for node in document.graph.nodes:
        if isinstance(node, InputNode | OutputNode):
            continue
        ends = [n for n in document.graph.nodes if not isinstance(n, OutputNode)]
        edges = [e for e in document.graph.edges if not e.target.startswith("out_")]
        end = OutputNode(id="probe", name="probe")  # type: ignore[arg-type]  # a plain text is an id
        edge = edges[0].model_copy(
            update={
                "source": node.id,
                "source_output": 0,
                "target": end.id,
                "target_input": None,
                "order": None,
            }
        )
        probe = document.model_copy(
            update={
                "graph": document.graph.model_copy(update={"nodes": [*ends, end], "edges": [*edges, edge]})
            }
        )
        structure = structure_of(probe)
        if structure.ok:
            model = build_model(probe, structure)
            assert list(model.output.shape) == look(probe).nodes[node.id].outputs[0].shape


@pytest.mark.parametrize("name", ["states", "masked", "images", "sequences"])
def test_S11_what_the_dry_build_takes_fit_takes(name: str) -> None:
    document = GRAPHS[name]
    model = holds(document)
    inputs = {n.name: rows(n, 4) for n in document.graph.nodes if isinstance(n, InputNode)}
    answer = model.predict(inputs, verbose=0)
    model.compile(optimizer="sgd", loss="mse")
    losses = model.fit(inputs, answer, epochs=1, verbose=0).history["loss"]
    assert math.isfinite(losses[0])


WHOLE_NUMBERS: list[tuple[str, dict[str, Any], Shape]] = [
    ("Dense", {"units": 3}, (4,)),
    ("LSTM", {"units": 3}, (5, 4)),
    ("BatchNormalization", {}, (4,)),
    ("Rescaling", {"scale": 0.1}, (4, 4)),
    ("MaxPooling2D", {}, (4, 4, 1)),
    ("GlobalAveragePooling2D", {}, (4, 4, 1)),
    ("Conv2D", {"filters": 2, "kernel_size": 3}, (4, 4, 1)),
    ("Conv1D", {"filters": 2, "kernel_size": 3}, (4, 1)),
    ("Dropout", {"rate": 0.5}, (4,)),
    ("Activation", {"activation": "sigmoid"}, (4,)),
    ("Activation", {"activation": "relu"}, (4,)),
    ("Flatten", {}, (4, 4)),
]


@pytest.mark.parametrize(("layer", "config", "shape"), WHOLE_NUMBERS)
@pytest.mark.parametrize("dtype", ["int32", "uint8", "bool"])
def test_S5_the_verdict_on_whole_numbers_is_that_of_a_real_training_step(
    layer: str, config: dict[str, Any], shape: Shape, dtype: str
) -> None:
    document = one_layer(layer, config, shape, dtype=dtype)
    verdict = not any(problem.severity is Severity.error for problem in look(document).problems)
    model = build_model(document, structure_of(document))
    x = {"x0": np.ones((2, *(length or 1 for length in shape)), dtype=dtype)}
    try:
        with keras.src.backend.StatelessScope():
            model(x, training=True)
        took = True
    except Exception:  # whatever Keras or TensorFlow raises is a no
        took = False
    assert verdict is took


def values(kind: T) -> st.SearchStrategy[Any] | None:
    small = st.integers(-2, 5)
    return {
        T.int: small,
        T.float: st.sampled_from([0.0, 0.25, 1.0]),
        T.bool: st.booleans(),
        T.int_tuple: small | st.lists(small, min_size=1, max_size=3),
        T.int_pairs: small
        | st.lists(st.lists(st.integers(0, 2), min_size=2, max_size=2), min_size=2, max_size=3),
        T.int_or_list: small | st.lists(small, min_size=1, max_size=2),
        T.shape: st.lists(st.sampled_from([-1, 1, 2, 4, 6, 8]), min_size=1, max_size=3),
        T.number_or_list: st.sampled_from([0.5, [1.0, 2.0]]),
        T.activation: st.sampled_from(list(CATALOG.activations)),
        T.initializer: st.sampled_from(["he_normal", "zeros", "Identity", "orthogonal", "Constant"]),
        T.constraint: st.sampled_from(["non_neg", "UnitNorm"]),
        T.regularizer: st.sampled_from(["l2", "orthogonal_regularizer"]),
    }.get(kind)


ALLOWED = [name for name, entry in CATALOG.layers.items() if entry.refused is None and not entry.inside]


@st.composite
def drawings(draws: st.DrawFn) -> Document:
    """Any layer with any of its settings, on tensors of any small shape."""
    entry = CATALOG.layers[draws(st.sampled_from(ALLOWED))]
    config: dict[str, Any] = {}
    for parameter in entry.parameters:
        strategy = st.sampled_from(parameter.choices) if parameter.choices else values(parameter.type)
        if strategy is not None and (parameter.required or draws(st.integers(0, 5)) == 0):
            config[parameter.name] = draws(strategy)
    length = st.sampled_from([1, 2, 4, 8]) | st.none()
    shape = st.lists(length, min_size=1, max_size=3).map(tuple)
    first = draws(shape)
    count = draws(st.integers(max(1, entry.inputs[0].minimum), 2)) if entry.inputs[0].list else 1
    shapes = [first if draws(st.booleans()) else draws(shape) for _ in range(count)]
    return one_layer(entry.name, config, *shapes)


def _takes_a_batch(document: Document) -> bool:
    """Whether Keras builds the model, and trains it on a batch."""
    try:
        model = build_model(document, structure_of(document))
        batch = {node.name: rows(node, 2) for node in document.graph.nodes if isinstance(node, InputNode)}
        model(batch, training=True)
    except Exception:  # whatever Keras or TensorFlow raises is a no
        return False
    return True


def _one_image(document: Document, variant: str | None) -> bool:
    """Keras takes a batch with an axis too few for a single image, and mixes its rows: refused by a rule of ours."""
    layer = next(node.layer for node in document.graph.nodes if isinstance(node, LayerNode))
    bases = (
        keras.src.layers.preprocessing.data_layer.DataLayer,
        keras.src.layers.pooling.base_adaptive_pooling.BaseAdaptivePooling,
    )
    return variant in ("rank", "rank_least") and issubclass(getattr(keras.layers, layer), bases)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(document=drawings())
def test_S11_on_any_settings_and_shapes_keras_agrees(document: Document) -> None:
    structure = structure_of(document)
    if not structure.ok:
        return
    found = look(document)
    if any(problem.severity is Severity.error for problem in found.problems):
        problem = found.problems[0]
        assert problem.where.node == "it"
        # Keras builds these, and cannot train them: axes over the batch, unrolled layers, factors that do not fit,
        # and regularizers or constraints that run at the first step.
        late = {Code.param_range, Code.shape_undefined, Code.layer_refused}
        if problem.code not in late and not _one_image(document, problem.variant):
            assert not _takes_a_batch(document)
        return
    holds(document)
