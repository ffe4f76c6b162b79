"""An index of a graph by node, port and edge."""

from collections.abc import Mapping

from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import Catalog, OutputPort, Port
from layerloom_schema.documents.graph import Edge, Graph, LayerNode, ModelNode, Node, OpNode, SharedNode

from .ports import Models, input_ports, output_ports
from .wrapper_states import States, flat_states, state_names, wrapper_outputs

INITIAL_STATE = "initial_state"
"""Name of the port for the initial states of a recurrent layer."""


class GraphIndex:
    """Lookups for the rules and for the walker.

    `nodes` has the first of several nodes with one id. `feeds[node][port]` are the edges into a port, those of a list
    input sorted by `order`; an edge that names no port goes to the first one, and a duplicate edge is there once.
    Edges without a source, target or port are not in `feeds`. An edge from a missing output is, so that the port does
    not count as missing an input too; the shape of its tensor is never known.
    """

    def __init__(self, graph: Graph, catalog: Catalog, models: Models) -> None:
        self.graph = graph
        self.catalog = catalog
        self.models = models
        self.nodes: dict[NodeId, Node] = {}
        for node in graph.nodes:
            self.nodes.setdefault(node.id, node)
        self._declaring = {id_: self._declared(id_) for id_ in self.nodes}
        self.position: dict[NodeId, int] = {node: index for index, node in enumerate(self.nodes)}
        self.inputs_of: dict[NodeId, tuple[Port, ...]] = {}
        self.outputs_of: dict[NodeId, tuple[OutputPort, ...]] = {}
        for id_ in self.nodes:
            declaring = self.layer_node(id_) or self.nodes[id_]
            self.inputs_of[id_] = self._inputs(declaring)
            self.outputs_of[id_] = self.outputs_with(declaring, self.call_with(id_))
        self._calls: dict[str, list[NodeId]] = {}
        for id_ in self.nodes:
            self._calls.setdefault(self.called(id_), []).append(id_)
        self.dangling: list[Edge] = []
        self.bad_port: list[Edge] = []
        self.duplicate: list[Edge] = []
        self.feeds: dict[NodeId, dict[str, list[Edge]]] = {node: {} for node in self.nodes}
        self.consumers: dict[NodeId, list[Edge]] = {node: [] for node in self.nodes}
        self._file_edges()

    def layer_node(self, node: NodeId) -> LayerNode | ModelNode | OpNode | None:
        """The node that declares the layer called by `node`: the node itself, or that of its `of`; else `None`."""
        return self._declaring.get(node)

    def states(self, node: NodeId) -> States:
        """The names of the initial states of a call of `node`, nested as in Keras."""
        declaring = self.layer_node(node)
        return state_names(declaring, self.nodes, self.catalog) if isinstance(declaring, LayerNode) else ()

    def outputs_with(self, declaring: Node, call_with: Mapping[str, Json]) -> tuple[OutputPort, ...]:
        """The outputs of a call of `declaring` with these call arguments."""
        outputs = (
            wrapper_outputs(declaring, self.nodes, self.catalog) if isinstance(declaring, LayerNode) else None
        )
        return outputs or output_ports(declaring, call_with, self.catalog, self.models)

    def _inputs(self, declaring: Node) -> tuple[Port, ...]:
        """The input ports of a call. The number of initial states depends on wrapped layers."""
        ports = input_ports(declaring, self.catalog, self.models)
        if not isinstance(declaring, LayerNode) or all(port.name != INITIAL_STATE for port in ports):
            return ports
        count = len(flat_states(state_names(declaring, self.nodes, self.catalog)))
        counted = {"minimum": count, "maximum": count}
        return tuple(
            port.model_copy(update=counted) if count and port.name == INITIAL_STATE else port
            for port in ports
        )

    def _declared(self, node: NodeId) -> LayerNode | ModelNode | OpNode | None:
        found = self.nodes.get(node)
        if isinstance(found, SharedNode):
            found = self.nodes.get(found.of)
            return found if isinstance(found, LayerNode | ModelNode) else None
        return found if isinstance(found, LayerNode | ModelNode | OpNode) else None

    def called(self, node: NodeId) -> str:
        """A key of what `node` calls, equal for all calls of one layer or one nested model."""
        declaring = self.layer_node(node)
        if isinstance(declaring, ModelNode):
            return f"model {declaring.model}"
        return declaring.id if declaring is not None else node

    def call_with(self, node: NodeId) -> dict[str, Json]:
        """The call arguments of a node."""
        found = self.nodes.get(node)
        return found.call_with if isinstance(found, LayerNode | SharedNode | ModelNode) else {}

    def port(self, edge: Edge) -> Port | None:
        """The port that an edge leads to; `None` if the node has no such port."""
        ports = self.inputs_of.get(edge.target, ())
        if edge.target_input is None:
            return ports[0] if ports else None
        return next((port for port in ports if port.name == edge.target_input), None)

    def calls_of(self, declaring: NodeId) -> list[NodeId]:
        """All calls of what a node declares, in the order of `nodes`."""
        return self._calls.get(self.called(declaring), [declaring])

    def sources(self, node: NodeId) -> list[NodeId]:
        """The nodes with an edge to `node`, each once."""
        sources = (edge.source for edges in self.feeds[node].values() for edge in edges)
        return list(dict.fromkeys(sources))

    def targets(self, node: NodeId) -> list[NodeId]:
        """The nodes with an edge from `node`, each once."""
        return list(dict.fromkeys(edge.target for edge in self.consumers[node]))

    def _file_edges(self) -> None:
        seen: set[tuple[NodeId, int, NodeId, str, int | None]] = set()
        lists: set[tuple[NodeId, str]] = set()
        for edge in self.graph.edges:
            if edge.source not in self.nodes or edge.target not in self.nodes:
                self.dangling.append(edge)
                continue
            port = self.port(edge)
            if port is None:
                self.bad_port.append(edge)
                continue
            if not 0 <= edge.source_output < len(self.outputs_of[edge.source]):
                self.bad_port.append(edge)
            key = (edge.source, edge.source_output, edge.target, port.name, edge.order if port.list else None)
            if key in seen:
                self.duplicate.append(edge)
                continue
            seen.add(key)
            self.feeds[edge.target].setdefault(port.name, []).append(edge)
            self.consumers[edge.source].append(edge)
            if port.list:
                lists.add((edge.target, port.name))
        for target, name in lists:
            self.feeds[target][name].sort(key=_edge_order)


def _edge_order(edge: Edge) -> tuple[bool, int]:
    """Sort key: numbered edges by number, then the others in the order of the document (the sort is stable)."""
    return (edge.order is None, edge.order or 0)
