"""What a call costs: counted by formulas, held against TensorFlow's own graph of the real model."""

from collections.abc import Iterator
from typing import Any

import keras
import pytest

from layerloom.build.cost.matrix_products import einsum
from layerloom.build.dry import call
from layerloom.build.dry.call_cache import CallCache
from layerloom.templates import templates
from layerloom_schema.base import NodeId
from layerloom_schema.documents.document import Document, read_document, write_document
from support.drawing import CATALOG, draw, look, one_layer
from support.oracles.applications import NAMES, drawn, table
from support.oracles.counted import counted
from support.oracles.layer_places import ALLOWED, placed
from support.oracles.op_places import place_of
from support.oracles.op_places import placed as op_placed

SMALLEST = sorted(NAMES, key=lambda name: table()[name]["params"])[:3]
MISTAKES = {"two_tensors", "unrelated_input"}
LSTM = {"layer": "LSTM", "config": {"units": 24}}


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session(free_memory=False)


def flops(document: Document) -> int:
    return look(document).totals.flops


@pytest.mark.parametrize(
    ("layer", "config", "shape"),
    [
        ("Dense", {"units": 30, "activation": "relu"}, (20,)),
        ("Dense", {"units": 30, "activation": "softmax", "use_bias": False}, (7, 5, 20)),
        ("Conv1D", {"filters": 8, "kernel_size": 5, "strides": 2, "padding": "causal"}, (64, 6)),
        ("Conv2D", {"filters": 8, "kernel_size": [3, 5], "padding": "same"}, (20, 18, 4)),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "strides": 2, "groups": 2}, (20, 18, 4)),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "dilation_rate": 2, "activation": "tanh"}, (20, 18, 4)),
        ("Conv3D", {"filters": 4, "kernel_size": 3}, (8, 8, 8, 3)),
        ("Conv2DTranspose", {"filters": 8, "kernel_size": 4, "strides": 2, "padding": "same"}, (9, 9, 6)),
        ("Conv1DTranspose", {"filters": 8, "kernel_size": 4, "strides": 2}, (30, 6)),
        ("DepthwiseConv2D", {"kernel_size": 3, "depth_multiplier": 2}, (12, 12, 6)),
        ("SeparableConv2D", {"filters": 12, "kernel_size": 3, "padding": "same"}, (12, 12, 6)),
        ("SeparableConv1D", {"filters": 12, "kernel_size": 3, "strides": 2}, (32, 6)),
        ("LSTM", {"units": 24}, (9, 16)),
        ("LSTM", {"units": 24, "use_bias": False, "return_sequences": True}, (9, 16)),
        ("GRU", {"units": 24}, (9, 16)),
        ("GRU", {"units": 24, "reset_after": False}, (9, 16)),
        ("SimpleRNN", {"units": 24, "go_backwards": True}, (9, 16)),
        ("Bidirectional", {"layer": LSTM}, (9, 16)),
        ("Bidirectional", {"layer": LSTM, "merge_mode": "ave"}, (9, 16)),
        ("TimeDistributed", {"layer": {"layer": "Dense", "config": {"units": 9}}}, (7, 11)),
        ("BatchNormalization", {}, (40, 40, 8)),
        ("GroupNormalization", {"groups": 2}, (40, 40, 8)),
        ("MaxPooling2D", {"pool_size": 3, "strides": 2}, (40, 40, 8)),
        ("AveragePooling1D", {"pool_size": 4}, (40, 8)),
        ("GlobalAveragePooling2D", {}, (40, 40, 8)),
    ],
)
def test_S44_a_layer_costs_what_tensorflow_counts_in_its_graph(
    layer: str, config: dict[str, Any], shape: tuple[int, ...]
) -> None:
    document = one_layer(layer, config, shape)
    assert flops(document) == pytest.approx(counted(document).all, rel=0.01)


def test_S44_channels_first_is_the_same_work() -> None:
    last = one_layer("Conv2D", {"filters": 8, "kernel_size": 3}, (20, 18, 4))
    first = one_layer(
        "Conv2D", {"filters": 8, "kernel_size": 3, "data_format": "channels_first"}, (4, 20, 18)
    )
    assert flops(first) == flops(last) > 0
    pooled = one_layer("MaxPooling2D", {"data_format": "channels_first"}, (4, 20, 18))
    assert flops(pooled) == flops(one_layer("MaxPooling2D", {}, (20, 18, 4)))


@pytest.mark.parametrize(
    ("layer", "ports", "config"),
    [
        ("MultiHeadAttention", ("query", "value"), {"num_heads": 4, "key_dim": 8, "value_dim": 6}),
        (
            "MultiHeadAttention",
            ("query", "value", "key"),
            {"num_heads": 2, "key_dim": 16, "output_shape": [20]},
        ),
        (
            "GroupQueryAttention",
            ("query", "value"),
            {"head_dim": 8, "num_query_heads": 4, "num_key_value_heads": 2},
        ),
        ("Attention", ("query", "value"), {}),
        ("AdditiveAttention", ("query", "value"), {}),
    ],
)
def test_S44_attention_costs_its_projections_its_scores_and_its_sum(
    layer: str, ports: tuple[str, ...], config: dict[str, Any]
) -> None:
    lengths = {"query": 12, "value": 20, "key": 20}
    listed = layer in ("Attention", "AdditiveAttention")
    sources = [f"{port}>{'inputs' if listed else port}" for port in ports]
    inputs = {port: (lengths[port], 32) for port in ports}
    document = draw(inputs, [("it", layer, config, sources)])
    assert look(document).problems == []
    assert flops(document) == pytest.approx(counted(document).all, rel=0.03)


def test_S44_convolutions_in_cells_and_einsum() -> None:
    # Four gates: 3 x 3 x 2 and 3 x 3 x 5 weights, 5 filters, at 6 x 6 places of each of 4 images.
    document = one_layer(
        "ConvLSTM2D", {"filters": 5, "kernel_size": 3, "padding": "same", "use_bias": False}, (4, 6, 6, 2)
    )
    products = 4 * 36 * 2 * 4 * (9 * 2 * 5 + 9 * 5 * 5)
    assert products < flops(document) < 1.05 * products
    assert einsum("abc,cd->abd", [(None, 4, 5), (5, 6)]) == 2 * 4 * 5 * 6
    assert einsum("...x,xy->...y", [(None, 3, 4, 5), (5, 6)]) == 2 * 3 * 4 * 5 * 6
    assert einsum("ab,cb->ac", [(7, 5), (6, 5)]) == 2 * 7 * 5 * 6
    assert einsum("a,b->ab", [(7,), (5,)]) == 35


@pytest.mark.parametrize("name", ALLOWED)
def test_S45_every_layer_is_counted_without_a_fault_and_never_below_its_products(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call, "_counted", lambda count: count())
    found = look(placed(name))
    assert found.totals.flops >= 0
    assert all(report.flops >= 0 and report.activations >= 0 for report in found.nodes.values())


@pytest.mark.parametrize("name", [name for name, entry in CATALOG.ops.items() if not entry.refused])
def test_S45_every_operation_is_counted_without_a_fault(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call, "_counted", lambda count: count())
    entry = CATALOG.ops[name]
    found = look(op_placed(entry, place_of(entry)))
    assert found.nodes[NodeId("it")].flops >= 0


def test_S45_what_cannot_be_counted_costs_nothing_and_breaks_no_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(call, "cost", lambda _: 1 // 0)
    found = look(one_layer("Dense", {"units": 3}, (4,)))
    assert (found.problems, found.nodes[NodeId("it")].flops) == ([], 0)


@pytest.mark.parametrize(
    ("op", "config", "shapes", "cost"),
    [
        ("matmul", {}, ((3, 4), (4, 5)), 2 * 3 * 4 * 5),
        ("einsum", {"subscripts": "bij,bjk->bik"}, ((3, 4), (4, 5)), 2 * 3 * 4 * 5),
        ("add", {}, ((3, 4), (3, 4)), 12),
        ("exp", {}, ((3, 4),), 12),
        ("reshape", {"newshape": [-1, 12]}, ((3, 4),), 0),
        ("transpose", {"axes": [0, 2, 1]}, ((3, 4),), 0),
        ("sum", {"axis": 1}, ((3, 4),), 12),
        ("softmax", {}, ((3, 4),), 60),
        ("dot_product_attention", {}, ((6, 2, 8),) * 3, 2 * 6 * (8 + 6 * (16 + 5 + 16))),
        ("svd", {}, ((4, 4),), 0),
    ],
)
def test_S46_operations_cost_what_they_do_to_the_numbers(
    op: str, config: dict[str, Any], shapes: tuple[tuple[int, ...], ...], cost: int
) -> None:
    inputs = {f"x{n}": shape for n, shape in enumerate(shapes)}
    ports = [port.name for port in CATALOG.ops[op].inputs if not port.optional]
    fed = [f"{source}>{ports[min(n, len(ports) - 1)]}" for n, source in enumerate(inputs)]
    found = look(draw(inputs, [("it", f"ops.{op}", config, fed)]))
    assert found.nodes[NodeId("it")].flops == cost


def test_S47_each_call_of_a_shared_layer_costs_and_what_reaches_no_output_does_not() -> None:
    document = draw(
        {"left": (10, 4), "right": (20, 4)},
        [
            ("dense", "Dense", {"units": 8, "use_bias": False}, ["left"]),
            ("again", "=dense", {}, ["right"]),
            ("loose", "Dense", {"units": 99}, ["left"]),
        ],
        {"a": "dense", "b": "again"},
    )
    found = look(document)
    assert found.nodes[NodeId("dense")].flops == 2 * 10 * 4 * 8
    assert found.nodes[NodeId("again")].flops == 2 * 20 * 4 * 8
    assert found.nodes[NodeId("loose")].flops > 0
    assert found.totals.flops == 2 * 30 * 4 * 8
    assert found.totals.activations == 30 * 8 * 4
    assert found.nodes[NodeId("left")].activations == 0


def test_S47_an_unknown_length_counts_as_one_step() -> None:
    known = flops(one_layer("LSTM", {"units": 8}, (1, 5)))
    assert flops(one_layer("LSTM", {"units": 8}, (None, 5))) == known
    assert flops(one_layer("LSTM", {"units": 8}, (10, 5))) == 10 * known
    assert flops(one_layer("LSTM", {"units": 8, "unroll": True}, (10, 5))) == 10 * known


def nested(length: int | None) -> Document:
    """A model over sequences of any length, called on one of a known length."""
    inside = draw({"s": (None, 4)}, [("d", "Dense", {"units": 8, "use_bias": False}, ["s"])])
    outside = write_document(draw({"x": (length, 4)}, [("d", "Dense", {"units": 4}, ["x"])]))
    outside["graph"]["nodes"][1] = {"kind": "model", "id": "d", "name": "d", "model": "inner"}
    outside["models"] = {"inner": {"graph": write_document(inside)["graph"]}}
    return read_document(outside)


def test_S47_a_nested_model_costs_what_is_inside_on_what_this_call_brings() -> None:
    found = look(nested(30))
    assert found.problems == []
    assert found.nodes[NodeId("d")].flops == 30 * 2 * 4 * 8
    assert found.nodes[NodeId("d")].activations == 30 * 8 * 4
    assert found.models["inner"].totals.flops == 2 * 4 * 8
    assert found.models["inner"].nodes[NodeId("d")].flops == 2 * 4 * 8


@pytest.mark.parametrize("name", [template.name for template in templates() if template.name not in MISTAKES])
def test_S48_every_template_costs_what_tensorflow_counts(name: str) -> None:
    template = next(template for template in templates() if template.name == name)
    document = read_document(with_lengths(template.document))
    found, real = flops(document), counted(document)
    assert found >= real.products > 0
    assert found == pytest.approx(real.all, rel=0.02)


def with_lengths(document: dict[str, Any]) -> dict[str, Any]:
    """A convolution over an open length has no graph of one number: such lengths are 500 here."""
    nodes = [
        {**node, "shape": [length or 500 for length in node["shape"]]} if node["kind"] == "input" else node
        for node in document["graph"]["nodes"]
    ]
    return {**document, "graph": {**document["graph"], "nodes": nodes}}


@pytest.mark.parametrize("name", SMALLEST)
def test_S48_the_smallest_applications_cost_what_tensorflow_counts(name: str) -> None:
    side = table()[name]["side"]
    document = drawn(name, side, input_shape=[side, side, 3])
    found, real = flops(document), counted(document)
    assert found >= real.products > 10**8
    assert found == pytest.approx(real.all, rel=0.03)


def test_S49_a_call_that_is_remembered_is_not_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    count, counts = call.cost, []
    monkeypatch.setattr(call, "cost", lambda outputs: counts.append(1) or count(outputs))
    cache = CallCache()
    layers = [
        ("a", "Dense", {"units": 8}, ["x"]),
        ("b", "Dense", {"units": 9}, ["a"]),
    ]
    look(draw({"x": (4,)}, layers), cache=cache)
    assert len(counts) == 2
    found = look(draw({"x": (4,)}, [layers[0], ("b", "Dense", {"units": 10}, ["a"])]), cache=cache)
    assert len(counts) == 3
    assert found.totals.flops == (2 * 4 * 8 + 8) + (2 * 8 * 10 + 10)
