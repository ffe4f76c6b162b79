"""[G] The rules of the whole graph: size, cycles, and what reaches what."""

from collections.abc import Iterator

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.nested_models import MAX_EXPANDED_SIZE, expanded_size
from layerloom.graph.node_titles import join_names, node_phrase, node_title, typed_title
from layerloom.graph.order import depth, shortest_cycles
from layerloom_schema.base import NodeId
from layerloom_schema.document import Document, InputNode, OutputNode
from layerloom_schema.edits import RemoveNodes
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Code, FixKind, Problem, Severity, Where


def size_problem(document: Document, limits: Limits) -> Problem | None:
    """`graph.too_large`, before anything that takes time: by the nodes as drawn, then by those of every call."""
    nested = [entry.graph for entry in document.models.values() if entry.graph is not None]
    drawn = sum(len(graph.nodes) for graph in (document.graph, *nested))
    count = drawn if drawn > limits.nodes else expanded_size(document)
    if count <= limits.nodes:
        return None
    most = "more than " if count == MAX_EXPANDED_SIZE else ""
    what = (
        "The graph has"
        if count == drawn
        else "With its nested models written out at every call the graph has"
    )
    return Problem(
        code=Code.graph_too_large,
        message=f"{what} {most}{count:,} nodes; the limit here is {limits.nodes:,}.",
        values={"count": count, "limit": limits.nodes, "nested": count != drawn},
        expected=limits.nodes,
        received=count,
    )


def graph_problems(index: GraphIndex, order: list[NodeId], limits: Limits) -> Iterator[Problem]:
    """Emptiness, missing ends, depth and cycles."""
    if not index.nodes:
        yield Problem(
            code=Code.graph_empty,
            message="The graph is empty: begin with an Input.",
        )
        return
    kinds = {node.kind for node in index.nodes.values()}
    if "input" not in kinds:
        yield Problem(code=Code.graph_no_input, message="The model has no input: add an Input for its data.")
    if "output" not in kinds:
        yield Problem(
            code=Code.graph_no_output,
            message="The model has no output: add an Output after the layer whose result you want.",
        )
    deepest = depth(index, order)
    if deepest > limits.depth:
        yield Problem(
            code=Code.graph_too_deep,
            message=f"The longest way through the graph has {deepest:,} nodes; the limit here is {limits.depth:,}.",
            values={"depth": deepest, "limit": limits.depth},
            expected=limits.depth,
            received=deepest,
        )
    for cycle in shortest_cycles(index, order):
        names = [node_title(index, node) for node in cycle]
        way = " → ".join([*names, names[0]]) if len(names) <= 12 else f"{join_names(names)}, then back"
        yield Problem(
            code=Code.graph_cycle,
            message=f"These layers feed each other in a circle: {way}. A tensor cannot wait for itself.",
            values={"nodes": [*cycle], "names": [*names]},
            where=Where(node=cycle[0]),
            received=[*cycle],
        )


def reachability_problems(index: GraphIndex, live: frozenset[NodeId]) -> Iterator[Problem]:
    """Inputs that reach no output, outputs that nothing feeds, calls that lead nowhere."""
    has_output = any(isinstance(node, OutputNode) for node in index.nodes.values())
    for id_, node in index.nodes.items():
        if isinstance(node, OutputNode):
            if not index.feeds[id_]:
                yield Problem(
                    code=Code.graph_unfed_output,
                    message=(
                        f"Nothing feeds the output {node_title(index, id_)}: wire the layer whose "
                        "result it is to it."
                    ),
                    values={"name": node_title(index, id_)},
                    where=Where(node=id_),
                )
        elif not has_output or id_ in live:
            continue
        elif isinstance(node, InputNode):
            yield _unrelated(index, id_)
        elif not index.consumers[id_]:
            yield Problem(
                code=Code.node_unreachable,
                severity=Severity.warning,
                message=f"{typed_title(index, id_)} leads to no output, so it is left out of the model.",
                values={"node": typed_title(index, id_)},
                where=Where(node=id_),
                fixes=[
                    make_fix(FixKind.remove_node, [RemoveNodes(nodes=[id_])], node=node_phrase(index, id_))
                ],
            )


def _unrelated(index: GraphIndex, node: NodeId) -> Problem:
    outputs = [node_title(index, id_) for id_, found in index.nodes.items() if isinstance(found, OutputNode)]
    name = node_title(index, node)
    return Problem(
        code=Code.graph_unrelated_input,
        message=(
            f"The input {name} has nothing to do with {join_names(outputs)}: no wire leads from it to an output. "
            "Wire it into the model, or remove it."
        ),
        values={"name": name, "outputs": [*outputs]},
        where=Where(node=node),
    )
