"""Where a loose wire may end."""

import pytest

from layerloom.build.candidates import candidates
from layerloom.build.dry.call_cache import CallCache
from layerloom_schema.base import NodeId
from layerloom_schema.checks.reports import Candidates
from layerloom_schema.documents.document import Document
from support.drawing import CATALOG, draw, look, one_layer, structure_of


def drag(document: Document, source: str, output: int = 0) -> Candidates:
    structure = structure_of(document)
    return candidates(structure, NodeId(source), output, CallCache())


def shapes(found: Candidates) -> dict[tuple[str, str], list[list[int | None]]]:
    return {(c.node, c.target_input): [spec.shape for spec in c.outputs] for c in found.ports}


TWIN = draw(
    {"a": (8, 8, 1), "b": (8, 8, 1)},
    [
        ("conv", "Conv2D", {"filters": 16, "kernel_size": 3}, ["a"]),
        ("again", "=conv", {}, ["b"]),
        ("flat", "Flatten", {}, ["conv"]),
        ("flat_b", "Flatten", {}, ["again"]),
        ("both", "Concatenate", {}, ["flat", "flat_b"]),
        ("read", "LSTM", {"units": 4}, []),
        ("open", "Dense", {}, []),
        ("end", "Dense", {"units": 3}, ["both"]),
    ],
)


def test_S20_a_wire_ends_where_keras_takes_the_tensor_with_the_shape_it_gives() -> None:
    found = shapes(drag(TWIN, "flat"))
    assert found[("both", "inputs")] == [[None, 576 * 3]]  # as one more of its inputs
    assert found[("end", "inputs")] == [[None, 3]]  # in place of the wire that is there
    assert found[("flat_b", "inputs")] == [[None, 576]]
    assert found[("out_y", "input")] == [[None, 576]]
    assert ("read", "sequences") not in found
    assert ("again", "inputs") not in found


def test_S20_no_wire_closes_a_cycle() -> None:
    found = {node for node, _ in shapes(drag(TWIN, "end"))}
    assert not found & {"end", "both", "flat", "flat_b", "conv", "again", "a", "b"}


def test_S20_a_layer_whose_settings_are_not_finished_is_offered_without_a_shape() -> None:
    assert shapes(drag(TWIN, "flat"))[("open", "inputs")] == []


def test_S20_a_shared_call_is_judged_on_the_weights_of_the_first() -> None:
    document = draw(
        {"a": (8, 4), "b": (8, 5)},
        [("one", "GRU", {"units": 3}, ["a"]), ("again", "=one", {}, []), ("own", "GRU", {"units": 3}, [])],
        {"y": "one"},
    )
    found = shapes(drag(document, "b"))
    assert ("own", "sequences") in found
    assert ("again", "sequences") not in found


def test_S61_a_mask_may_end_at_a_port_for_masks_and_numbers_are_not_offered_to_one() -> None:
    document = draw(
        {"x": (5, 3), "y": (5,), "keep": (5,)},
        [("read", "LSTM", {"units": 3}, ["x"]), ("smooth", "BatchNormalization", {}, ["x"])],
        {"end": "read"},
    )
    nodes = [
        node.model_copy(update={"dtype": "bool"}) if node.id == "keep" else node
        for node in document.graph.nodes
    ]
    document = document.model_copy(update={"graph": document.graph.model_copy(update={"nodes": nodes})})
    found = shapes(drag(document, "keep"))
    assert found[("read", "mask")] == [[None, 3]]
    assert found[("smooth", "mask")] == [[None, 5, 3]]
    assert not {port for _, port in shapes(drag(document, "y")) if port == "mask"}


def test_S20_a_full_list_takes_no_more() -> None:
    document = draw({"a": (4,), "b": (4,), "c": (4,)}, [("less", "Subtract", {}, ["a", "b"])])
    assert ("less", "inputs") not in shapes(drag(document, "c"))
    document = draw({"a": (4,), "b": (4,)}, [("less", "Subtract", {}, ["a"])])
    assert shapes(drag(document, "b"))[("less", "inputs")] == [[None, 4]]


@pytest.mark.parametrize("shape", [(8, 8, 1), (8, 4), (4,), (None, 4), (None,)])
def test_S20_every_layer_offered_is_one_that_the_check_takes_and_no_other(
    shape: tuple[int | None, ...],
) -> None:
    offered = {
        c.layer: c.outputs for c in drag(one_layer("Activation", {"activation": "relu"}, shape), "x0").layers
    }
    for name, entry in CATALOG.layers.items():
        if entry.refused or entry.inside:
            assert name not in offered
            continue
        config = {p.name: p.suggested for p in entry.parameters if p.required}
        needed = [port for port in entry.inputs if not port.optional]
        fed = [port.name for port in needed for _ in range(port.minimum if port.list else 1)]
        wires = [f"x{place}>{port}" for place, port in enumerate(fed)]
        found = look(draw({f"x{place}": shape for place in range(len(fed))}, [("it", name, config, wires)]))
        if found.problems:
            assert name not in offered
        else:
            assert offered[name] == found.nodes[NodeId("it")].outputs


def test_S20_a_wire_from_nothing_ends_nowhere() -> None:
    assert drag(TWIN, "flat", 1) == Candidates(ports=[], layers=[])
    assert drag(TWIN, "nobody") == Candidates(ports=[], layers=[])


def test_S20_while_nobody_knows_what_a_wire_brings_nothing_but_a_cycle_is_ruled_out() -> None:
    broken = draw(
        {"x0": (8, 8, 1), "x1": (4,)},
        [("it", "LSTM", {"units": 3}, ["x0"]), ("after", "Dense", {"units": 2}, ["x1"])],
    )
    found = drag(broken, "it")
    assert [(port.node, port.outputs) for port in found.ports] == [("after", []), ("out_y", [])]
    assert {"Dense", "Conv2D"} <= {layer.layer for layer in found.layers}


def test_S20_the_ports_alone_are_answered_without_the_palette() -> None:
    structure, cache = structure_of(TWIN), CallCache()
    found = candidates(structure, NodeId("flat"), 0, cache, palette=False)
    assert found.ports == candidates(structure, NodeId("flat"), 0, cache).ports
    assert (found.layers, found.ops, found.models) == ([], [], [])


def test_S20_every_operation_offered_is_one_that_the_check_takes() -> None:
    offered = {c.op: c.outputs for c in drag(one_layer("ReLU", {}, (6, 4)), "x0").ops}
    assert {"add", "get_item", "mean", "relu"} <= set(offered)
    for name in offered:
        entry = CATALOG.ops[name]
        config = {p.name: p.suggested for p in entry.parameters if p.required}
        fed = [port for port in entry.inputs if not port.optional or port is entry.inputs[0]]
        wires = [f"x0>{port.name}" for port in fed if port.name not in config for _ in range(port.minimum)]
        found = look(draw({"x0": (6, 4)}, [("it", f"ops.{name}", config, wires)], {"y": "x0"}))
        assert [problem for problem in found.problems if problem.where.node == "it"] == [], name
        assert found.nodes[NodeId("it")].outputs == offered[name]
