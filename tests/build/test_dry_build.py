"""The dry build as a whole: calls, counts, limits, what is remembered, long chains."""

import resource

import keras
import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code, Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode, SharedNode
from layerloom_schema.limits import Limits
from support.drawing import LIMITS, chain, draw, look, one_layer


def twin(shape: tuple[int | None, ...] = (9, 9, 1)) -> Document:
    return draw(
        {"left": (8, 8, 1), "right": shape},
        [
            ("conv", "Conv2D", {"filters": 16, "kernel_size": 3}, ["left"]),
            ("again", "=conv", {}, ["right"]),
            ("a", "Flatten", {}, ["conv"]),
            ("b", "Flatten", {}, ["again"]),
            ("both", "Concatenate", {}, ["a", "b"]),
        ],
    )


def test_S1_a_shared_layer_shows_each_calls_own_shape() -> None:
    nodes = look(twin()).nodes
    assert nodes[NodeId("conv")].outputs[0].shape == [None, 6, 6, 16]
    assert nodes[NodeId("again")].outputs[0].shape == [None, 7, 7, 16]
    assert [nodes[NodeId(node)].call for node in ("conv", "again")] == [0, 1]
    assert [nodes[NodeId(node)].params for node in ("conv", "again")] == [160, 160]


def test_S1_inputs_and_outputs_are_reported_too() -> None:
    nodes = look(twin()).nodes
    assert nodes[NodeId("left")].outputs[0].shape == [None, 8, 8, 1]
    assert nodes[NodeId("out_y")].outputs[0].shape == [None, 6 * 6 * 16 + 7 * 7 * 16]
    assert nodes[NodeId("out_y")].params == 0


def test_S1_a_bad_layer_hides_nothing_on_another_branch() -> None:
    document = draw(
        {"image": (8, 8, 1), "words": ((5,), "int32")},
        [
            ("bad", "LSTM", {"units": 3}, ["image"]),
            ("after", "Dense", {"units": 3}, ["bad"]),
            ("embed", "Embedding", {"input_dim": 9, "output_dim": 4}, ["words"]),
            ("read", "LSTM", {"units": 3}, ["embed"]),
            ("worse", "Conv2D", {"filters": 2, "kernel_size": 3}, ["read"]),
        ],
        {"one": "after", "two": "worse"},
    )
    found = look(document)
    assert [(p.code, p.where.node) for p in found.problems] == [
        (Code.shape_rank, "bad"),
        (Code.shape_rank, "worse"),
    ]
    assert set(found.nodes) == {"image", "words", "embed", "read"}


def test_S1_a_further_call_is_computed_though_the_first_one_fails() -> None:
    document = draw(
        {"a": (8, 8, 1), "b": (8, 4)},
        [("one", "LSTM", {"units": 3}, ["a"]), ("again", "=one", {}, ["b"])],
        {"x": "one", "y": "again"},
    )
    found = look(document)
    assert [p.where.node for p in found.problems] == ["one"]
    assert found.nodes[NodeId("again")].outputs[0].shape == [None, 3]


def test_S7_a_hundred_billion_parameters_are_refused_with_the_number_at_the_largest_layer() -> None:
    document = draw(
        {"x": (4,)},
        [("small", "Dense", {"units": 5}, ["x"]), ("wide", "Dense", {"units": 10**11}, ["small"])],
    )
    found = look(document)
    problem = next(p for p in found.problems if p.code is Code.model_too_large)
    assert found.totals.params == problem.received == 25 + 6 * 10**11
    assert problem.where.node == "wide"
    assert "600,000,000,025" in problem.message
    assert found.nodes[NodeId("wide")].outputs[0].shape == [None, 10**11]


@pytest.mark.parametrize("units", [10**12, 10**40])
def test_S7_no_size_is_too_large_to_be_counted(units: int) -> None:
    found = look(one_layer("Dense", {"units": units}, (10,)))
    assert found.totals.params == 11 * units
    assert Code.model_too_large in {problem.code for problem in found.problems}


def test_S7_within_the_limit_nothing_is_said() -> None:
    document = one_layer("Dense", {"units": 10}, (9,))
    assert look(document, limits=LIMITS.model_copy(update={"params": 100})).problems == []
    assert [p.code for p in look(document, limits=LIMITS.model_copy(update={"params": 99})).problems] == [
        Code.model_too_large
    ]


def test_S8_what_lies_between_the_layers_is_counted_for_one_batch() -> None:
    document = draw(
        {"x": (1000,)},
        [
            ("wide", "Activation", {"activation": "relu"}, ["x"]),
            ("narrow", "Dense", {"units": 10}, ["wide"]),
        ],
    )
    exact = 32 * (1000 + 10) * 4
    limits = Limits(params=10**9, activation_bytes=exact)
    assert look(document, limits=limits).problems == []
    [problem] = look(document, limits=limits.model_copy(update={"activation_bytes": exact - 1})).problems
    assert problem.code is Code.model_activations_too_large
    assert problem.received == exact
    assert problem.where.node == "wide"
    assert problem.params["batch_size"] == 32


def test_S12_a_dry_build_allocates_nothing() -> None:
    look(one_layer("LSTM", {"units": 10}, (8, 10)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = look(one_layer("LSTM", {"units": 10**6, "recurrent_initializer": "glorot_uniform"}, (8, 10**6)))
    assert found.totals.params > 10**12
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    # Nor is anything left that the next real variable would make.
    keras.Variable([1.0])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_S13_a_layer_counts_once_however_often_it_is_called() -> None:
    totals = look(twin()).totals
    assert (totals.params, totals.trainable, totals.bytes) == (160, 160, 640)
    assert totals.layers == 4


def test_S13_a_frozen_layer_has_no_trainable_parameters() -> None:
    document = one_layer("BatchNormalization", {}, (4,))
    assert look(document).totals.trainable == 8
    frozen = [
        node.model_copy(update={"trainable": False}) if isinstance(node, LayerNode) else node
        for node in document.graph.nodes
    ]
    totals = look(
        document.model_copy(update={"graph": document.graph.model_copy(update={"nodes": frozen})})
    ).totals
    assert (totals.params, totals.trainable) == (16, 0)


def test_S13_what_reaches_no_output_warns_and_does_not_count() -> None:
    document = draw(
        {"x": (4,)},
        [
            ("used", "Dense", {"units": 3}, ["x"]),
            ("aside", "Dense", {"units": 100}, ["x"]),
            ("broken", "LSTM", {"units": 3}, ["aside"]),
        ],
        {"y": "used"},
    )
    found = look(document)
    assert found.totals.params == 15
    [problem] = found.problems
    assert (problem.code, problem.where.node, problem.severity) == (
        Code.shape_rank,
        "broken",
        Severity.warning,
    )
    assert found.nodes[NodeId("aside")].params == 500


def test_S13_before_an_output_is_drawn_everything_counts() -> None:
    document = one_layer("Dense", {"units": 3}, (4,))
    nodes = [node for node in document.graph.nodes if node.kind != "output"]
    edges = [edge for edge in document.graph.edges if edge.target != "out_y"]
    draft = document.model_copy(
        update={"graph": document.graph.model_copy(update={"nodes": nodes, "edges": edges})}
    )
    assert look(draft).totals.params == 15


def test_S14_one_edit_re_does_only_what_it_touches() -> None:
    cache = CallCache()
    document = chain(50)
    look(document, cache=cache)
    remembered = cache.size
    assert remembered == 1  # fifty equal calls are one
    middle = document.graph.nodes[25]
    assert isinstance(middle, LayerNode)
    middle.config["units"] = 7
    assert look(document, cache=cache).problems == []
    assert cache.size == remembered + 2  # the layer itself, and the one that takes another width


def test_S14_an_error_of_a_shared_layer_does_not_hide_in_what_is_remembered() -> None:
    cache = CallCache()

    def shared_over(first: int, second: int) -> Document:
        return draw(
            {"a": (8, first), "b": (8, second)},
            [("one", "GRU", {"units": 3}, ["a"]), ("again", "=one", {}, ["b"])],
            {"x": "one", "y": "again"},
        )

    assert look(shared_over(4, 4), cache=cache).problems == []
    assert look(shared_over(5, 5), cache=cache).problems == []
    assert [p.code for p in look(shared_over(4, 5), cache=cache).problems] == [Code.shared_incompatible]
    assert [p.code for p in look(shared_over(4, 5), cache=cache).problems] == [Code.shared_incompatible]


def test_S14_what_is_remembered_is_bounded_and_the_least_used_goes_first() -> None:
    cache = CallCache(calls=5)
    for units in range(1, 20):
        look(one_layer("Dense", {"units": units}, (4,)), cache=cache)
    assert cache.size == 5


def test_S15_a_chain_of_three_thousand_layers_is_checked() -> None:
    found = look(chain(3000))
    assert found.problems == []
    assert found.totals.params == 3000 * 20
    assert len(found.nodes) == 3002


def test_S1_a_call_that_comes_before_the_declaring_node_builds_the_layer() -> None:
    document = draw(
        {"a": (8, 8, 1), "b": (9, 9, 1)},
        [
            ("first", "=conv", {}, ["a"]),
            ("wait", "Activation", {"activation": "relu"}, ["b"]),
            ("conv", "Conv2D", {"filters": 2, "kernel_size": 3}, ["wait"]),
        ],
        {"x": "first", "y": "conv"},
    )
    assert isinstance(document.graph.nodes[2], SharedNode)
    nodes = look(document).nodes
    assert (nodes[NodeId("first")].call, nodes[NodeId("conv")].call) == (0, 1)
    assert nodes[NodeId("conv")].outputs[0].shape == [None, 7, 7, 2]
