"""[G] Rules of the whole graph: size, depth, cycles and reachability."""

from collections.abc import Iterator

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.nested_models import MAX_EXPANDED_SIZE, expanded_size
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom.graph.order import depth, shortest_cycles
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code, FixKind, Problem, Severity, Where
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import RemoveNodes
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.limits import Limits
from layerloom_schema.text.messages import phrase


def size_problem(document: Document, limits: Limits) -> Problem | None:
    """`graph.too_large`, checked before anything else: by the nodes drawn, then with nested models expanded."""
    nested = [entry.graph for entry in document.models.values() if entry.graph is not None]
    drawn = sum(len(graph.nodes) for graph in (document.graph, *nested))
    count = drawn if drawn > limits.nodes else expanded_size(document)
    if count <= limits.nodes:
        return None
    most = count == MAX_EXPANDED_SIZE
    return Problem(
        code=Code.graph_too_large,
        variant="drawn" if count == drawn else "expanded",
        params={"count": phrase("count.more_than", count=count) if most else count, "limit": limits.nodes},
        expected=limits.nodes,
        received=count,
    )


def graph_problems(index: GraphIndex, order: list[NodeId], limits: Limits) -> Iterator[Problem]:
    """Problems of an empty graph, of missing inputs and outputs, of depth and of cycles."""
    if not index.nodes:
        yield Problem(code=Code.graph_empty)
        return
    kinds = {node.kind for node in index.nodes.values()}
    if "input" not in kinds:
        yield Problem(code=Code.graph_no_input)
    if "output" not in kinds:
        yield Problem(code=Code.graph_no_output)
    deepest = depth(index, order)
    if deepest > limits.depth:
        yield Problem(
            code=Code.graph_too_deep,
            variant="path",
            params={"depth": deepest, "limit": limits.depth},
            expected=limits.depth,
            received=deepest,
        )
    for cycle in shortest_cycles(index, order):
        yield Problem(
            code=Code.graph_cycle,
            params={"names": [node_phrase(index, node) for node in cycle]},
            where=Where(node=cycle[0]),
            received=[*cycle],
        )


def reachability_problems(index: GraphIndex, live: frozenset[NodeId]) -> Iterator[Problem]:
    """Problems of inputs that reach no output, outputs without an edge, and calls that nothing consumes."""
    outputs = [node_phrase(index, id_) for id_, node in index.nodes.items() if isinstance(node, OutputNode)]
    for id_, node in index.nodes.items():
        if isinstance(node, OutputNode):
            if not index.feeds[id_]:
                yield Problem(
                    code=Code.graph_unfed_output,
                    params={"name": node_phrase(index, id_)},
                    where=Where(node=id_),
                )
        elif not outputs or id_ in live:
            continue
        elif isinstance(node, InputNode):
            yield Problem(
                code=Code.graph_unrelated_input,
                params={"name": node_phrase(index, id_), "outputs": outputs},
                where=Where(node=id_),
            )
        elif not index.consumers[id_]:
            yield Problem(
                code=Code.node_unreachable,
                severity=Severity.warning,
                params={"node": typed_phrase(index, id_)},
                where=Where(node=id_),
                fixes=[
                    make_fix(FixKind.remove_node, [RemoveNodes(nodes=[id_])], node=node_phrase(index, id_))
                ],
            )
