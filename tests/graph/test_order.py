"""[G24] One order of calls; nothing in it recurses."""

import random

from layerloom.graph.check import check_structure
from layerloom.graph.index import GraphIndex
from layerloom.graph.order import call_order, shortest_cycles
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Edge, Graph, InputNode, LayerNode, OutputNode
from layerloom_schema.limits import Limits


def chain(length: int, *, closed: bool = False) -> Document:
    """An input, `length` layers in a row, an output; `closed` wires the last layer back to the first."""
    nodes = [InputNode(id=NodeId("n0"), name="start", shape=[4])]
    layers = [LayerNode(id=NodeId(f"n{i}"), name=f"step_{i}", layer="Add") for i in range(1, length + 1)]
    end = OutputNode(id=NodeId("end"), name="end")
    edges = [Edge(source=NodeId(f"n{i}"), target=NodeId(f"n{i + 1}"), order=0) for i in range(length)]
    edges.append(Edge(source=NodeId(f"n{length}"), target=end.id))
    if closed:
        edges.append(Edge(source=NodeId(f"n{length}"), target=NodeId("n1"), order=1))
    return Document(graph=Graph(nodes=[*nodes, *layers, end], edges=edges))


def test_G24_a_chain_of_5000_is_ordered_without_recursion() -> None:
    document = chain(5000)
    structure = check_structure(document, read_catalog(), Limits(depth=10_000))
    assert structure.order == [node.id for node in document.graph.nodes]
    assert structure.ok


def test_G27_a_chain_past_the_limit_is_too_deep() -> None:
    structure = check_structure(chain(5000), read_catalog(), Limits())
    assert [problem.code for problem in structure.problems if problem.severity == "error"] == [
        Code.graph_too_deep
    ]


def test_G26_more_nodes_than_the_limit_are_refused_before_anything_else() -> None:
    structure = check_structure(chain(20), read_catalog(), Limits(nodes=10))
    assert [problem.code for problem in structure.problems] == [Code.graph_too_large]
    assert structure.problems[0].received == 22


def test_G4_a_circle_of_5000_is_found_whole_and_once() -> None:
    structure = check_structure(chain(5000, closed=True), read_catalog(), Limits(depth=10_000))
    circles = [problem for problem in structure.problems if problem.code is Code.graph_cycle]
    assert len(circles) == 1
    assert len(circles[0].params["names"]) == 5000


def test_G4_the_shortest_cycle_equals_the_one_found_by_brute_force() -> None:
    catalog = read_catalog()
    for seed in range(60):
        draw = random.Random(seed)
        count = draw.randrange(2, 9)
        nodes = [LayerNode(id=NodeId(f"n{i}"), name=f"l{i}", layer="Add") for i in range(count)]
        pairs = {(draw.randrange(count), draw.randrange(count)) for _ in range(draw.randrange(1, 14))}
        edges = [
            Edge(source=NodeId(f"n{a}"), target=NodeId(f"n{b}"), order=place)
            for place, (a, b) in enumerate(sorted(pairs))
        ]
        index = GraphIndex(Graph(nodes=list(nodes), edges=edges), catalog, {})
        cycles = shortest_cycles(index, call_order(index))
        shortest = _girth(count, pairs)
        assert (min(map(len, cycles), default=None)) == shortest
        for cycle in cycles:
            for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
                assert (int(a[1:]), int(b[1:])) in pairs


def test_G24_of_ready_nodes_the_first_in_the_document_is_called_first() -> None:
    document = Document(
        graph=Graph(
            nodes=[
                LayerNode(id=NodeId("late"), name="late", layer="Dense", config={"units": 1}),
                InputNode(id=NodeId("b"), name="b", shape=[1]),
                InputNode(id=NodeId("a"), name="a", shape=[1]),
            ],
            edges=[Edge(source=NodeId("a"), target=NodeId("late"))],
        )
    )
    assert call_order(GraphIndex(document.graph, read_catalog(), {})) == ["b", "a", "late"]


def _girth(count: int, pairs: set[tuple[int, int]]) -> int | None:
    """The length of a shortest cycle, by powers of the adjacency relation."""
    reach = {(a, b) for a, b in pairs}
    for length in range(1, count + 1):
        if any(a == b for a, b in reach):
            return length
        reach = {(a, c) for a, b in reach for x, c in pairs if x == b}
    return None
