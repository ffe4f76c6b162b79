"""Proposes fixes for problems of the [G] rules. They are offered only after `verify_fixes` has re-checked them."""

from collections.abc import Iterable

from layerloom.graph.index import GraphIndex
from layerloom.graph.naming import derived_id, fresh_name
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom.graph.order import downstream
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import BASE_ARGUMENTS, Port
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import AddNode, Connect, Disconnect, Edit, RemoveNodes
from layerloom_schema.documents.graph import Edge, InputNode, LayerNode, OutputNode

from .endpoint_fixes import (
    add_first_input,
    add_input,
    add_output,
    new_edge,
    position_between,
    unconsumed_nodes,
)
from .fix_titles import make_fix
from .state_fixes import STATES_VARIANT, state_fixes

MAX_FIXES = 3
"""Maximum number of ports or sources proposed for one problem."""
MAX_PROBLEMS = 40
"""Maximum number of problems that get fixes, so that a graph with thousands of problems is not slower."""


def propose_fixes(
    document: Document, index: GraphIndex, live: frozenset[NodeId], problems: list[Problem]
) -> list[Problem]:
    """The problems, with fixes added to the first `MAX_PROBLEMS`."""
    proposed = [
        problem.model_copy(update={"fixes": [*problem.fixes, *_fixes_for(document, index, live, problem)]})
        for problem in problems[:MAX_PROBLEMS]
    ]
    return proposed + problems[MAX_PROBLEMS:]


def _fixes_for(document: Document, index: GraphIndex, live: frozenset[NodeId], problem: Problem) -> list[Fix]:
    node = problem.where.node
    if problem.code is Code.graph_no_output:
        return add_output(document, index)
    if problem.code is Code.graph_no_input:
        return add_first_input(document, index)
    if node is None:
        return []
    port = next((port for port in index.inputs_of[node] if port.name == problem.where.field), None)
    port = port or next(iter(index.inputs_of[node]), None)
    if port is not None and problem.variant == STATES_VARIANT:
        return state_fixes(index, node, port)
    match problem.code:
        case Code.graph_cycle:
            return break_cycle(index, problem.received)
        case Code.graph_unrelated_input:
            return relate_input(index, node, live)
        case Code.graph_unfed_output:
            return feed_output(index, node)
        case Code.input_missing | Code.merge_too_few if port:
            return feed_from_unconsumed(index, node, port) or add_input(document, index, node, port)
        case Code.input_too_many if port:
            edges = index.feeds[node][port.name]
            fixes = merge_edges(document, index, node, edges)
            return fixes if port.list else [*fixes, keep_last_edge(index, edges)]
        case _:
            return []


def merge_edges(document: Document, index: GraphIndex, node: NodeId, edges: list[Edge]) -> list[Fix]:
    """Join edges by a merge layer: one fix for each merge of the catalogue that takes as many without arguments."""
    fixes = []
    for name, entry in index.catalog.layers.items():
        port = entry.inputs[0] if entry.inputs else None
        if (
            entry.refused
            or port is None
            or not port.list
            or any(p.name not in {"axis", *BASE_ARGUMENTS} for p in entry.parameters)
        ):
            continue
        if port.minimum > len(edges) or (port.maximum is not None and port.maximum < len(edges)):
            continue
        id_ = derived_id(document, FixKind.join_with, node, edges[0].target_input, name)
        merge = LayerNode(id=id_, name=fresh_name(document, name), layer=name)
        edits: list[Edit] = [Disconnect(edge=edge) for edge in edges]
        edits.append(
            AddNode(node=merge, at=position_between(document, [edge.source for edge in edges], node))
        )
        edits += [
            Connect(
                edge=Edge(source=edge.source, source_output=edge.source_output, target=merge.id, order=order)
            )
            for order, edge in enumerate(edges)
        ]
        edits.append(Connect(edge=Edge(source=merge.id, target=node, target_input=edges[0].target_input)))
        fixes.append(make_fix(FixKind.join_with, edits, layer=name))
    return sorted(fixes, key=lambda each: each.params["layer"] != "Concatenate")


def keep_last_edge(index: GraphIndex, edges: list[Edge]) -> Fix:
    """Keep only the last edge."""
    edits = [Disconnect(edge=edge) for edge in edges[:-1]]
    return make_fix(FixKind.keep_wire, edits, node=node_phrase(index, edges[-1].source))


def feed_from_unconsumed(index: GraphIndex, node: NodeId, port: Port) -> list[Fix]:
    """Connect unconsumed nodes to an empty port, unrelated inputs first."""
    after = downstream(index, node)
    loose = [
        id_
        for id_, found in index.nodes.items()
        if not index.consumers[id_]
        and id_ not in after
        and index.outputs_of[id_]
        and not isinstance(found, OutputNode)
    ]
    loose.sort(key=lambda id_: not isinstance(index.nodes[id_], InputNode))
    return [
        make_fix(
            FixKind.wire_here,
            [Connect(edge=new_edge(index, source, node, port))],
            node=typed_phrase(index, source),
        )
        for source in loose[:MAX_FIXES]
    ]


def relate_input(index: GraphIndex, node: NodeId, live: Iterable[NodeId]) -> list[Fix]:
    """Connect an unrelated input to ports of the model, empty ones before merges, or remove it."""
    loose_end = _branch_end(index, node)
    before = {loose_end, node}
    empty: list[Fix] = []
    merges: list[Fix] = []
    live_nodes = set(live)
    for target in index.nodes:
        if target not in live_nodes or target in before:
            continue
        for port in index.inputs_of[target]:
            wired = index.feeds[target].get(port.name, [])
            if wired and not (port.list and (port.maximum is None or len(wired) < port.maximum)):
                continue
            if port.optional:
                continue
            edits = [Connect(edge=new_edge(index, loose_end, target, port))]
            ends: dict[str, Json] = {
                "node": node_phrase(index, loose_end),
                "target": typed_phrase(index, target),
            }
            (merges if wired else empty).append(make_fix(FixKind.wire, edits, **ends))
    dead = RemoveNodes(nodes=_dead_branch(index, node, live_nodes))
    remove = make_fix(FixKind.remove_node, [dead], node=node_phrase(index, node))
    return [*(empty + merges)[:MAX_FIXES], remove]


def break_cycle(index: GraphIndex, cycle: Json) -> list[Fix]:
    """Remove the edge from the last node of a cycle to its first."""
    if not isinstance(cycle, list):
        return []
    source, target = NodeId(str(cycle[-1])), NodeId(str(cycle[0]))
    edits: list[Edit] = [Disconnect(edge=edge) for edge in index.consumers[source] if edge.target == target]
    ends: dict[str, Json] = {"node": node_phrase(index, source), "target": node_phrase(index, target)}
    return [make_fix(FixKind.remove_wire_between, edits, **ends)]


def feed_output(index: GraphIndex, node: NodeId) -> list[Fix]:
    """Connect unconsumed calls to an output without an edge, or remove the output."""
    loose = [id_ for id_ in unconsumed_nodes(index) if not isinstance(index.nodes[id_], InputNode)]
    fixes = [
        make_fix(
            FixKind.wire_here,
            [Connect(edge=Edge(source=source, target=node))],
            node=typed_phrase(index, source),
        )
        for source in reversed(loose[-MAX_FIXES:])
    ]
    return [
        *fixes,
        make_fix(FixKind.remove_output, [RemoveNodes(nodes=[node])], name=node_phrase(index, node)),
    ]


def _branch_end(index: GraphIndex, node: NodeId) -> NodeId:
    """The last node of the first branch after an unrelated input."""
    seen = {node}
    while True:
        following = [target for target in index.targets(node) if target not in seen]
        if not following:
            return node
        node = following[0]
        seen.add(node)


def _dead_branch(index: GraphIndex, node: NodeId, live: set[NodeId]) -> list[NodeId]:
    """An input, and all nodes that only it feeds."""
    gone = [node]
    for current in gone:
        gone += [
            target
            for target in index.targets(current)
            if target not in live
            and target not in gone
            and all(source in gone for source in index.sources(target))
        ]
    return gone
