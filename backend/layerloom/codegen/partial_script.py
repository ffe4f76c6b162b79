"""The part of a document that can be written as code while other nodes have errors."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from layerloom.graph.index import GraphIndex
from layerloom.graph.nested_models import models_in_nodes, reachable
from layerloom.graph.node_titles import node_title, typed_title
from layerloom.graph.structure import Structure
from layerloom.graph.wrapped_layers import referenced_nodes
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Edge, Graph, LayerNode, Node, OutputNode, SharedNode

UNFINISHED = frozenset(
    {Code.graph_empty, Code.graph_no_input, Code.graph_no_output, Code.graph_unrelated_input}
)
"""Errors of a graph whose calls are all valid: it is only incomplete."""
OF_A_CALL = frozenset(
    {
        Code.shape_mismatch,
        Code.shape_rank,
        Code.shape_undefined,
        Code.dtype_mismatch,
        Code.shared_incompatible,
    }
)
"""Errors of the inputs of a call. Without the edge at which one is reported, it would be another call, whose successors
were never checked."""
_BESIDE = ("training.", "data.")
"""Prefixes of codes and fields that are not about the graph."""


class SoundPart(NamedTuple):
    """The valid part of a document with an output at every end, and why each other node is missing."""

    document: Document
    missing: dict[NodeId, str]


def is_of_graph(problem: Problem) -> bool:
    """Whether a problem is about the graph, not about training or data."""
    return not problem.code.startswith(_BESIDE) and not (problem.where.field or "").startswith(_BESIDE)


def blocks_code(problem: Problem) -> bool:
    """Whether a problem prevents even a partial script."""
    unfinished = problem.where.model is None and problem.code in UNFINISHED
    return problem.severity is Severity.error and is_of_graph(problem) and not unfinished


def sound_part(structure: Structure, problems: Iterable[Problem]) -> SoundPart:
    """Remove every edge and node with an error, all that depends on them, and training and data."""
    errors = [problem for problem in problems if blocks_code(problem)]
    missing = _missing(structure, _reasons(structure.document, errors))
    graph = structure.document.graph
    kept_nodes = [node for node in graph.nodes if node.id not in missing]
    ids = {node.id for node in kept_nodes}
    wrong = [problem.where.edge for problem in errors if problem.where.model is None]
    edges = [edge for edge in graph.edges if edge.source in ids and edge.target in ids and edge not in wrong]
    outputs, wires = _with_outputs(kept_nodes, edges)
    named = reachable(structure.document, models_in_nodes(kept_nodes))
    models = {name: nested for name, nested in structure.document.models.items() if name in named}
    document = structure.document.model_copy(
        update={
            "graph": Graph(nodes=[*kept_nodes, *outputs], edges=[*edges, *wires]),
            "models": models,
            "training": None,
            "data": None,
        }
    )
    return SoundPart(document, missing)


def _with_outputs(nodes: list[Node], edges: list[Edge]) -> tuple[list[OutputNode], list[Edge]]:
    """Outputs for nodes without successors, because only nodes that reach an output are written."""
    fed = {edge.source for edge in edges}
    ends = [node.id for node in nodes if node.id not in fed and not isinstance(node, OutputNode)]
    taken = {node.name for node in nodes if isinstance(node, OutputNode)}
    names = (name for number in range(len(taken) + len(ends)) if (name := f"end_{number}") not in taken)
    outputs = [OutputNode(id=NodeId(f"{end}/end"), name=name) for end, name in zip(ends, names, strict=False)]
    return outputs, [Edge(source=end, target=output.id) for end, output in zip(ends, outputs, strict=True)]


def comment(index: GraphIndex, node: NodeId, reason: str) -> str:
    """The comment in place of a node that is not written."""
    return f"# {' '.join(typed_title(index, node).split())}: {' '.join(reason.split())}"


def _reasons(document: Document, errors: Iterable[Problem]) -> dict[NodeId, str]:
    """The first error of each node; one inside a nested model is one of every node that calls it."""
    reasons: dict[NodeId, str] = {}
    for problem in errors:
        for node in _places(document, problem):
            reasons.setdefault(node, problem.message)
    return reasons


def _places(document: Document, problem: Problem) -> Iterator[NodeId]:
    where = problem.where
    if where.model is None:
        if where.node is not None and (where.edge is None or problem.code in OF_A_CALL):
            yield where.node
        return
    for each in document.graph.nodes:
        if where.model in reachable(document, models_in_nodes([each])):
            yield each.id


def _missing(structure: Structure, reasons: dict[NodeId, str]) -> dict[NodeId, str]:
    """The nodes with errors and those that depend on them, with the reason of each, in graph order."""
    index = structure.index
    missing = dict(reasons)
    for edge in index.bad_port:
        missing.setdefault(
            edge.target, f"waits for output {edge.source_output} of {node_title(index, edge.source)}."
        )
    found = True
    while found:
        found = False
        for node in index.nodes:
            needed = next((other for other in _needs(index, node) if other in missing), None)
            if node not in missing and needed is not None:
                missing[node] = f"waits for {node_title(index, needed)}."
                found = True
    for node in index.nodes:  # in a cycle, every node is missing
        if node not in structure.order:
            missing.setdefault(node, "waits for itself.")
    return {node: missing[node] for node in index.nodes if node in missing}


def _needs(index: GraphIndex, node: NodeId) -> Iterator[NodeId]:
    """The nodes that must be written before a node: its sources, the layer it calls, the layers it references."""
    yield from index.sources(node)
    found = index.nodes[node]
    if isinstance(found, SharedNode):
        yield found.of
    elif isinstance(found, LayerNode):
        yield from referenced_nodes(found.config)
