"""What of a drawing can be written as code already, while the rest of it has errors."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from layerloom.graph.index import GraphIndex
from layerloom.graph.nested_models import models_in_nodes, reachable
from layerloom.graph.node_titles import node_title, typed_title
from layerloom.graph.structure import Structure
from layerloom.graph.wrapped_layers import referenced_nodes
from layerloom_schema.base import NodeId
from layerloom_schema.document import Document, Edge, Graph, LayerNode, Node, OutputNode, SharedNode
from layerloom_schema.problems import Code, Problem, Severity

UNFINISHED = frozenset(
    {Code.graph_empty, Code.graph_no_input, Code.graph_no_output, Code.graph_unrelated_input}
)
"""Errors of a graph whose calls are all sound: it is only not a model yet."""
OF_A_CALL = frozenset(
    {
        Code.shape_mismatch,
        Code.shape_rank,
        Code.shape_undefined,
        Code.dtype_mismatch,
        Code.shared_incompatible,
    }
)
"""Errors of what a call is given. Without the wire at which one is shown, the call would be another one, and what
follows it was never checked."""
_BESIDE = ("training.", "data.")
"""Codes and fields of what is not in the graph begin with these."""


class Draft(NamedTuple):
    """The sound part of a document, with an output at every end, and why each other node is not in it."""

    document: Document
    missing: dict[NodeId, str]


def is_of_graph(problem: Problem) -> bool:
    """Whether a problem is one of the graph, not of its training or data."""
    return not problem.code.startswith(_BESIDE) and not (problem.where.field or "").startswith(_BESIDE)


def hinders(problem: Problem) -> bool:
    """Whether a problem keeps even a part from being written."""
    unfinished = problem.where.model is None and problem.code in UNFINISHED
    return problem.severity is Severity.error and is_of_graph(problem) and not unfinished


def sound_part(structure: Structure, problems: Iterable[Problem]) -> Draft:
    """Leaves out every wire and node that has an error, and all that hangs on it; training and data are left out too."""
    errors = [problem for problem in problems if hinders(problem)]
    missing = _missing(structure, _reasons(structure.document, errors))
    graph = structure.document.graph
    kept = [node for node in graph.nodes if node.id not in missing]
    ids = {node.id for node in kept}
    wrong = [problem.where.edge for problem in errors if problem.where.model is None]
    edges = [edge for edge in graph.edges if edge.source in ids and edge.target in ids and edge not in wrong]
    outputs, wires = _ends(kept, edges)
    named = reachable(structure.document, models_in_nodes(kept))
    models = {name: nested for name, nested in structure.document.models.items() if name in named}
    document = structure.document.model_copy(
        update={
            "graph": Graph(nodes=[*kept, *outputs], edges=[*edges, *wires]),
            "models": models,
            "training": None,
            "data": None,
        }
    )
    return Draft(document, missing)


def _ends(nodes: list[Node], edges: list[Edge]) -> tuple[list[OutputNode], list[Edge]]:
    """An output for every node that feeds nothing: only what reaches an output is written."""
    fed = {edge.source for edge in edges}
    ends = [node.id for node in nodes if node.id not in fed and not isinstance(node, OutputNode)]
    taken = {node.name for node in nodes if isinstance(node, OutputNode)}
    names = (name for number in range(len(taken) + len(ends)) if (name := f"end_{number}") not in taken)
    outputs = [OutputNode(id=NodeId(f"{end}/end"), name=name) for end, name in zip(ends, names, strict=False)]
    return outputs, [Edge(source=end, target=output.id) for end, output in zip(ends, outputs, strict=True)]


def comment(index: GraphIndex, node: NodeId, reason: str) -> str:
    """The line that stands for a node that is not written."""
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
    """The broken nodes and those that need one of them, with what is to be said of each; in the order of the graph."""
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
    for node in index.nodes:  # of a circle, every node waits
        if node not in structure.order:
            missing.setdefault(node, "waits for itself.")
    return {node: missing[node] for node in index.nodes if node in missing}


def _needs(index: GraphIndex, node: NodeId) -> Iterator[NodeId]:
    """What must be written before a node: what feeds it, the layer it calls, the layers it holds."""
    yield from index.sources(node)
    found = index.nodes[node]
    if isinstance(found, SharedNode):
        yield found.of
    elif isinstance(found, LayerNode):
        yield from referenced_nodes(found.config)
