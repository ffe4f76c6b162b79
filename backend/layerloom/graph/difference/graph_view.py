"""What a comparison needs of a graph: what each node is, and the edges at it."""

import json
from collections.abc import Mapping
from typing import Any

from layerloom.graph.index import GraphIndex
from layerloom.graph.order import call_order
from layerloom.graph.ports import Models
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.graph import Edge, Graph, LayerNode, ModelNode, Node, OpNode

Link = tuple[str, int, int]
"""Where an edge is at a node: the port, the place in a list port, and the output it comes from."""
_NAMES = ("name", "label")
_SAME_OPS: Mapping[str, str] = {
    "abs": "absolute",
    "swish": "silu",
    "hard_swish": "hard_silu",
    "true_divide": "divide",
}
"""Operations that are another one under a second name; Keras writes the other."""


class GraphView:
    """A graph with lookups by node."""

    def __init__(self, graph: Graph, catalog: Catalog, models: Models) -> None:
        self.index = GraphIndex(graph, catalog, models)
        self.nodes: Mapping[NodeId, Node] = self.index.nodes
        self._frozen = {
            node.model for node in graph.nodes if isinstance(node, ModelNode) and not node.trainable
        }
        self.settings = {id_: self._settings(id_) for id_ in self.nodes}
        self.classes = {id_: self._class_name(id_) for id_ in self.nodes}
        self.kinds = {id_: self._kind(id_) for id_ in self.nodes}
        self.contents = {id_: self._content(id_) for id_ in self.nodes}
        self.sources: dict[NodeId, list[tuple[Link, NodeId]]] = {id_: [] for id_ in self.nodes}
        self.targets: dict[NodeId, list[tuple[Link, NodeId]]] = {id_: [] for id_ in self.nodes}
        for target, ports in self.index.feeds.items():
            for port, edges in ports.items():
                for place, edge in enumerate(edges):
                    link = (port, place, edge.source_output)
                    self.sources[target].append((link, edge.source))
                    self.targets[edge.source].append((link, target))

    def title(self, node: NodeId) -> str:
        """The label or name of what a node calls; its id where there is none."""
        found = self.index.layer_node(node) or self.nodes.get(node)
        return getattr(found, "label", None) or getattr(found, "name", None) or node

    def class_name(self, node: NodeId) -> str:
        """The class of what a node calls, as Keras names it; Input and Output for the ends."""
        return self.classes[node]

    def port(self, edge: Edge) -> str:
        """The name of the port that an edge leads to; as it is written where the node has none of this name."""
        found = self.index.port(edge)
        return found.name if found is not None else edge.target_input or ""

    def calls_model(self, node: NodeId) -> bool:
        """Whether a node calls a nested model: one that names it, or a further call of such a node."""
        return isinstance(self.index.layer_node(node), ModelNode)

    def calls(self) -> list[NodeId]:
        """The nodes in the order in which Keras makes them: inputs, calls, outputs."""
        rank = {"input": 0, "output": 2}
        order = {node: place for place, node in enumerate(call_order(self.index))}
        return sorted(order, key=lambda node: (rank.get(self.nodes[node].kind, 1), order[node]))

    def _settings(self, id_: NodeId) -> dict[str, Any]:
        """What of a node is compared: all but its id and kind, and what says nothing.

        A further call of a nested model is a node that names it, as the calls of one model are all alike.
        """
        node = self.nodes[id_]
        written = node.model_dump(mode="json", exclude_unset=True, exclude={"id", "kind"})
        found = {key: value for key, value in written.items() if value is not None and value not in ({}, [])}
        declaring = self.index.layer_node(id_)
        if isinstance(declaring, ModelNode):
            found.pop("of", None)
            found = {"name": declaring.model, **found, "model": declaring.model}
            frozen = declaring.model in self._frozen
            found |= {"trainable": False} if frozen else {}
        if isinstance(node, OpNode):
            found["op"] = _SAME_OPS.get(node.op, node.op)
        return {key: _as_keras_makes_it(value) for key, value in found.items()}

    def _kind(self, node: NodeId) -> str:
        return "model" if self.calls_model(node) else f"{self.nodes[node].kind} {self.classes[node]}"

    def _class_name(self, node: NodeId) -> str:
        match self.index.layer_node(node):
            case LayerNode(layer=name) | ModelNode(model=name):
                return name
            case OpNode(op=name):
                return _SAME_OPS.get(name, name)
            case _:
                return {"input": "Input", "output": "Output"}.get(self.nodes[node].kind, "")

    def _content(self, node: NodeId) -> str:
        """All that decides what a node does but its names and edges; equal for equal layers of two graphs."""
        declaring = self.index.layer_node(node)
        values = {**(self.settings[declaring.id] if declaring else {}), **self.settings[node]}
        bare = {key: value for key, value in values.items() if key not in (*_NAMES, "of", "model")}
        return f"{self.kinds[node]} {json.dumps(without_references(bare), sort_keys=True)}"


def _as_keras_makes_it(value: Any) -> Any:
    """A setting with lists of cells for the stacks that Keras makes of them."""
    if isinstance(value, list):
        return [_as_keras_makes_it(part) for part in value]
    if not isinstance(value, dict):
        return value
    if value.get("layer") == "StackedRNNCells" and {*value.get("config", {})} == {"cells"}:
        return _as_keras_makes_it(value["config"]["cells"])
    return {key: _as_keras_makes_it(part) for key, part in value.items()}


def without_references(value: Any) -> Any:
    """A config whose references to nodes and nested models say only that they are some."""
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(next(iter(value.values())), str) and {*value} <= {"of", "model"}:
            return dict.fromkeys(value)
        return {key: without_references(part) for key, part in value.items()}
    return [without_references(part) for part in value] if isinstance(value, list) else value


def renamed_references(
    settings: Mapping[str, Any], models: Mapping[ModelName, ModelName], ids: Mapping[NodeId, NodeId]
) -> dict[str, Any]:
    """The settings of a node with the names and ids that the other side has for what they refer to."""
    found = {**settings}
    if isinstance(found.get("model"), str):
        found["model"] = models.get(found["model"], found["model"])
    if isinstance(found.get("of"), str):
        found["of"] = ids.get(found["of"], found["of"])
    if "config" in found:
        found["config"] = _renamed(found["config"], models, ids)
    return found


def _renamed(value: Json, models: Mapping[ModelName, ModelName], ids: Mapping[NodeId, NodeId]) -> Json:
    if isinstance(value, list):
        return [_renamed(part, models, ids) for part in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        model, of = value.get("model"), value.get("of")
        if isinstance(model, str):
            return {"model": models.get(ModelName(model), model)}
        if isinstance(of, str):
            return {"of": ids.get(NodeId(of), of)}
    return {key: _renamed(part, models, ids) for key, part in value.items()}
