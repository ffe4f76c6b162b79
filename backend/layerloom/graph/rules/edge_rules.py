"""[G] Rules of edges: their endpoints, and how many of them a port accepts."""

from collections.abc import Iterator

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.entries import Port
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.documents.edits import Connect, Disconnect, Edit
from layerloom_schema.documents.graph import Edge, LayerNode, OpNode, OutputNode

from .output_rules import argument_problems, needs_argument
from .state_rules import state_count_problems, takes_states


def edge_problems(index: GraphIndex) -> Iterator[Problem]:
    """Problems of edges, and of ports with too few or too many of them."""
    for edge in index.dangling:
        gone = edge.source if edge.source not in index.nodes else edge.target
        yield Problem(
            code=Code.edge_dangling,
            params={"missing": gone},
            where=Where(edge=edge),
            received=gone,
            fixes=[_remove(edge)],
        )
    yield from argument_problems(index)
    for edge in index.bad_port:
        yield _bad_port(index, edge)
    for edge in index.duplicate:
        yield Problem(
            code=Code.edge_duplicate,
            severity=Severity.warning,
            params={"source": node_phrase(index, edge.source), "target": node_phrase(index, edge.target)},
            where=Where(edge=edge),
            fixes=[_remove(edge)],
        )
    for node in index.nodes:
        for port in index.inputs_of[node]:
            yield from _port(index, node, port)


def _remove(edge: Edge) -> Fix:
    return make_fix(FixKind.remove_wire, [Disconnect(edge=edge)])


def _from_last_output(edge: Edge, count: int) -> list[Fix]:
    """Move the source of an edge to the last existing output."""
    if count == 0:
        return []
    edits: list[Edit] = [
        Disconnect(edge=edge),
        Connect(edge=edge.model_copy(update={"source_output": count - 1})),
    ]
    return [make_fix(FixKind.from_output, edits, port=count - 1)]


def _bad_port(index: GraphIndex, edge: Edge) -> Problem:
    return _no_input(index, edge) if index.port(edge) is None else _no_output(index, edge)


def _no_input(index: GraphIndex, edge: Edge) -> Problem:
    inputs = [port.name for port in index.inputs_of[edge.target]]
    wanted = edge.target_input
    return Problem(
        code=Code.edge_bad_port,
        variant="input" if inputs else "no_input" if wanted else "no_wires",
        params={"node": typed_phrase(index, edge.target), "port": wanted, "ports": [*inputs]},
        where=Where(edge=edge),
        expected=[*inputs],
        received=wanted,
        fixes=[_remove(edge)],
    )


def _no_output(index: GraphIndex, edge: Edge) -> Problem:
    count = len(index.outputs_of[edge.source])
    # The missing argument is then an error of its own, at its node and with the fix.
    by_argument = needs_argument(index, edge)
    return Problem(
        code=Code.edge_bad_port,
        severity=Severity.warning if by_argument else Severity.error,
        variant="output" if count else "no_outputs",
        params={"node": typed_phrase(index, edge.source), "port": edge.source_output, "count": count},
        where=Where(edge=edge),
        expected={"below": count},
        received=edge.source_output,
        fixes=[] if by_argument else [*_from_last_output(edge, count), _remove(edge)],
    )


def _port(index: GraphIndex, node: NodeId, port: Port) -> Iterator[Problem]:
    edges = index.feeds[node].get(port.name, [])
    if port.list:
        yield from _same_order(index, node, edges)
    most = port.maximum if port.list else 1
    if edges and takes_states(index, node, port):
        yield from state_count_problems(index, node, port, edges)
    elif not edges:
        if (
            not port.optional
            and not isinstance(index.nodes[node], OutputNode)
            and not _is_refused(index, node)
        ):
            yield _missing(index, node, port)
    elif most is not None and len(edges) > most and not _is_unknown(index, node):
        yield _too_many(index, node, port, edges, most)
    elif port.list and not port.optional and len(edges) < max(port.minimum, 2):
        yield _too_few(index, node, port, len(edges))


def _same_order(index: GraphIndex, node: NodeId, edges: list[Edge]) -> Iterator[Problem]:
    """Edges of one list input with the same number, one problem for each number."""
    numbered: dict[int, list[Edge]] = {}
    for edge in edges:
        if edge.order is not None:
            numbered.setdefault(edge.order, []).append(edge)
    for order, same in numbered.items():
        if len(same) < 2:
            continue
        yield Problem(
            code=Code.edge_same_order,
            params={
                "node": typed_phrase(index, node),
                "order": order,
                "count": len(same),
                "sources": [node_phrase(index, edge.source) for edge in same],
            },
            where=Where(edge=same[1]),
            expected=[*range(len(edges))],
            received=order,
            fixes=[_number(index, edges)],
        )


def _number(index: GraphIndex, edges: list[Edge]) -> Fix:
    """Number all edges of a list input from 0 in their present order: by number, then as in the document."""
    edits: list[Edit] = [Disconnect(edge=edge) for edge in edges]
    edits += [Connect(edge=edge.model_copy(update={"order": order})) for order, edge in enumerate(edges)]
    return make_fix(FixKind.number_wires, edits, nodes=[node_phrase(index, edge.source) for edge in edges])


def _port_location(index: GraphIndex, node: NodeId, port: Port) -> Where:
    """The location of a port. It is named only if the node has several ports."""
    return Where(node=node, field=port.name if _has_several_ports(index, node) else None)


def _has_several_ports(index: GraphIndex, node: NodeId) -> bool:
    """Whether the node has several ports, apart from those for masks."""
    return sum(not port.mask for port in index.inputs_of[node]) > 1


def _missing(index: GraphIndex, node: NodeId, port: Port) -> Problem:
    several = _has_several_ports(index, node)
    return Problem(
        code=Code.input_missing,
        variant="list" if port.list else "port" if several else "one",
        params={"node": typed_phrase(index, node), "port": port.name},
        where=_port_location(index, node, port),
        expected=port.minimum if port.list else 1,
        received=0,
    )


def _too_many(index: GraphIndex, node: NodeId, port: Port, edges: list[Edge], most: int) -> Problem:
    return Problem(
        code=Code.input_too_many,
        variant="one" if most == 1 else "several",
        params={
            "node": typed_phrase(index, node),
            "most": most,
            "count": len(edges),
            "sources": [node_phrase(index, edge.source) for edge in edges],
        },
        where=_port_location(index, node, port).model_copy(update={"edge": edges[-1]}),
        expected=most,
        received=len(edges),
    )


def _too_few(index: GraphIndex, node: NodeId, port: Port, count: int) -> Problem:
    """Too few inputs of a merge. Most merges of Keras accept a single tensor and return it unchanged."""
    enough = count >= port.minimum
    return Problem(
        code=Code.merge_too_few,
        severity=Severity.warning if enough else Severity.error,
        variant="alone" if enough else "few",
        params={"node": typed_phrase(index, node), "minimum": port.minimum, "count": count},
        where=_port_location(index, node, port),
        expected=max(port.minimum, 2),
        received=count,
    )


def _is_refused(index: GraphIndex, node: NodeId) -> bool:
    """Whether the node calls a layer or an operation that no input makes usable."""
    declaring = index.layer_node(node)
    if isinstance(declaring, LayerNode):
        layer = index.catalog.layers.get(index.catalog.layer_names.get(declaring.layer, ""))
        return layer is not None and bool(layer.refused)
    op = index.catalog.ops.get(declaring.op) if isinstance(declaring, OpNode) else None
    return op is not None and bool(op.refused)


def _is_unknown(index: GraphIndex, node: NodeId) -> bool:
    """Whether the node calls a layer that is not in the catalogue, so that its inputs are unknown."""
    declaring = index.layer_node(node)
    return isinstance(declaring, LayerNode) and declaring.layer not in index.catalog.layer_names
