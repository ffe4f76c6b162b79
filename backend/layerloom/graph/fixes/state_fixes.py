"""Fixes for too few and too many initial states of a recurrent layer."""

from collections.abc import Iterator

from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import node_phrase, source_phrase
from layerloom.graph.wrapper_states import RETURN_STATE, flat_states
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.entries import Port
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.edits import Connect, Disconnect, Edit, RemoveNodes, SetConfig
from layerloom_schema.documents.graph import Edge, InputNode, LayerNode

from .endpoint_fixes import new_edge
from .fix_titles import make_fix

STATES_VARIANT = "states"
"""Marks a problem of the number of states, which gets other fixes than other list inputs."""


def state_fixes(index: GraphIndex, node: NodeId, port: Port) -> list[Fix]:
    """Fixes that connect missing states, or remove surplus ones."""
    edges = index.feeds[node].get(port.name, [])
    missing = port.minimum - len(edges)
    if missing < 0:
        spare: list[Edit] = [Disconnect(edge=edge) for edge in edges[port.minimum :]]
        spare += _left_over(index, edges[port.minimum :])
        kept = [source_phrase(index, edge) for edge in edges[: port.minimum]]
        return [make_fix(FixKind.keep_states, spare, nodes=kept)]
    instead = [*_instead_of_output(index, node, port, edges)]
    fixes = [*instead, *_the_others(index, node, port, edges, missing)]
    if edges and not instead and missing % len(edges) == 0:
        again = [edges[number % len(edges)] for number in range(missing)]
        different = {(edge.source, edge.source_output): edge for edge in edges}
        names = [source_phrase(index, edge) for edge in different.values()]
        fixes.append(make_fix(FixKind.repeat_states, _wires(index, node, port, again), nodes=names))
    if port.optional and all(_feeds_more(index, edge.source, edges) for edge in edges):
        none: list[Edit] = [Disconnect(edge=edge) for edge in edges]
        fixes.append(make_fix(FixKind.zero_states, none))
    return fixes


def _left_over(index: GraphIndex, edges: list[Edge]) -> list[Edit]:
    """Remove inputs that nothing would consume without these edges, as a model cannot have unused inputs."""
    sources = dict.fromkeys(edge.source for edge in edges)
    inputs = [source for source in sources if isinstance(index.nodes[source], InputNode)]
    idle = [source for source in inputs if not _feeds_more(index, source, edges)]
    return [RemoveNodes(nodes=idle)] if idle else []


def _feeds_more(index: GraphIndex, source: NodeId, edges: list[Edge]) -> bool:
    """Whether a node has other edges than these."""
    return any(edge not in edges for edge in index.consumers[source])


def _instead_of_output(index: GraphIndex, node: NodeId, port: Port, edges: list[Edge]) -> Iterator[Fix]:
    """Use the states of a layer whose output is connected, as with an encoder and a decoder."""
    sources = {edge.source for edge in edges}
    if len(sources) != 1 or any(edge.source_output != 0 for edge in edges):
        return
    (source,) = sources
    layer = index.layer_node(source)
    entry = index.catalog.layers.get(layer.layer) if isinstance(layer, LayerNode) else None
    if layer is None or entry is None or all(each.name != RETURN_STATE for each in entry.parameters):
        return
    count = len(flat_states(index.states(source)))
    if count != port.minimum:
        return
    edits: list[Edit] = [Disconnect(edge=edge) for edge in edges]
    if len(index.outputs_of[source]) != 1 + count:
        edits.append(SetConfig(node=layer.id, field=RETURN_STATE, value=True))
    states = [edges[0].model_copy(update={"source_output": 1 + number}) for number in range(count)]
    edits += _wires(index, node, port, states)
    yield make_fix(FixKind.return_states, edits, node=node_phrase(index, source))


def _the_others(
    index: GraphIndex, node: NodeId, port: Port, edges: list[Edge], missing: int
) -> Iterator[Fix]:
    """Connect the states that follow the source of the last edge."""
    if not edges:
        return
    last = edges[-1]
    source = index.layer_node(last.source)
    gives = index.outputs_of[last.source]
    states = flat_states(index.states(last.source)) if isinstance(source, LayerNode) else ()
    first = last.source_output + 1
    if len(gives) - first != missing or not {port.name for port in gives[first:]} <= {*states}:
        return
    others = [last.model_copy(update={"source_output": first + number}) for number in range(missing)]
    yield make_fix(
        FixKind.wire_states, _wires(index, node, port, others), node=node_phrase(index, last.source)
    )


def _wires(index: GraphIndex, node: NodeId, port: Port, like: list[Edge]) -> list[Edit]:
    """New edges from the sources of `like`, after the existing edges of the port."""
    first = new_edge(index, like[0].source, node, port)
    return [
        Connect(
            edge=first.model_copy(
                update={
                    "source": edge.source,
                    "source_output": edge.source_output,
                    "order": (first.order or 0) + number,
                }
            )
        )
        for number, edge in enumerate(like)
    ]
