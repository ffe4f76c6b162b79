"""Whether what a script says is what a document says, and which node of one is which of the other.

Ids, positions, labels, and names that the script does not give are free. So is what reaches no output: it is no code yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layerloom.codegen.argument_values import is_default
from layerloom.graph.index import GraphIndex
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog, Parameter
from layerloom_schema.documents.document import Document, NestedModel
from layerloom_schema.documents.graph import (
    Graph,
    InputNode,
    LayerNode,
    ModelNode,
    Node,
    OpNode,
    OutputNode,
)

from .script_reading import ScriptReading

Wire = tuple[str | None, int | None, NodeId, int]
"""Port (`None` is the first), order, source, and output of the source."""


@dataclass
class Pairs:
    """The nodes of a document by those of a script, for each graph of the script; and its nested models."""

    nodes: dict[ModelName | None, dict[NodeId, NodeId]] = field(default_factory=dict)
    models: dict[ModelName, ModelName] = field(default_factory=dict)


def agreement(reading: ScriptReading, document: Document, catalog: Catalog) -> Pairs | None:
    """Which nodes are which; `None` where script and document do not say the same."""
    found = _Comparison(reading, document, catalog)
    return found.pairs if found.same(None, None) else None


class _Differ(Exception):
    """The two sides are not the same."""


class _Comparison:
    def __init__(self, reading: ScriptReading, document: Document, catalog: Catalog) -> None:
        self.reading = reading
        self.document = document
        self.catalog = catalog
        self.pairs = Pairs()

    def same(self, entry: ModelName | None, other: ModelName | None) -> bool:
        """Whether two graphs are the same, with the nested models in them."""
        graph = self.document.graph if other is None else self.document.models[other].graph
        if graph is None:
            return False
        try:
            self.pairs.nodes[entry] = _GraphComparison(self, entry, graph).paired()
        except _Differ:
            return False
        return True

    def same_model(self, entry: ModelName, other: ModelName) -> bool:
        """Whether two nested models are the same; one of the script is always paired with the same of the document."""
        known = self.pairs.models.get(entry)
        if known is not None:
            return known == other
        mine, theirs = self.reading.document.models.get(entry), self.document.models.get(other)
        if mine is None or theirs is None:
            return False
        self.pairs.models[entry] = other
        if mine.graph is not None or theirs.graph is not None:
            return mine.graph is not None and self.same(entry, other)
        return (
            mine.application == theirs.application and mine.run == theirs.run and self._config(mine, theirs)
        )

    def _config(self, mine: NestedModel, theirs: NestedModel) -> bool:
        known = self.catalog.applications.get(mine.application or "")
        parameters = known.parameter if known is not None else {}
        return self.reading_like(
            without_defaults(mine.config, parameters), without_defaults(theirs.config, parameters)
        )

    def reading_like(self, mine: Json, theirs: Json) -> bool:
        """Whether a value of the script is one of the document; an open one is any."""
        if self.reading.is_open(mine):
            return True
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return mine.keys() == theirs.keys() and all(
                self.reading_like(part, theirs[key]) for key, part in mine.items()
            )
        if isinstance(mine, list) and isinstance(theirs, list):
            return len(mine) == len(theirs) and all(map(self.reading_like, mine, theirs))
        return mine == theirs and isinstance(mine, bool) is isinstance(theirs, bool)


class _GraphComparison:
    """Pairs the nodes of two graphs from their outputs backwards."""

    def __init__(self, around: _Comparison, entry: ModelName | None, graph: Graph) -> None:
        self._around = around
        self._entry = entry
        reading, catalog = around.reading, around.catalog
        self._mine = GraphIndex(reading.graph(entry), catalog, reading.document.models)
        self._theirs = GraphIndex(graph, catalog, around.document.models)
        self._found: dict[NodeId, NodeId] = {}
        self._back: dict[NodeId, NodeId] = {}
        self._waiting: list[tuple[NodeId, NodeId]] = []

    def paired(self) -> dict[NodeId, NodeId]:
        """The pairs. Raises `_Differ`."""
        for mine, theirs in paired_outputs(self._mine.graph, self._theirs.graph) or self._differ():
            self._pair(mine, theirs)
        self._follow()
        for node in self._mine.nodes.values():
            if node.id not in self._found:
                self._pair_left(node)
                self._follow()
        return self._found

    def _differ(self) -> list[tuple[NodeId, NodeId]]:
        raise _Differ

    def _follow(self) -> None:
        while self._waiting:
            mine, theirs = self._waiting.pop()
            before, now = wires(self._mine, mine), wires(self._theirs, theirs)
            if [wire[:2] + wire[3:] for wire in before] != [wire[:2] + wire[3:] for wire in now]:
                raise _Differ
            for one, other in zip(before, now, strict=True):
                self._pair(one[2], other[2])

    def _pair_left(self, node: Node) -> None:
        """Pair what leads to no output by its name: inputs that nothing uses, and calls that Keras would refuse."""
        name = getattr(node, "name", None)
        for other in self._theirs.nodes.values():
            if (
                other.id not in self._back
                and other.kind == node.kind
                and getattr(other, "name", None) == name
            ):
                self._pair(node.id, other.id)
                return
        raise _Differ

    def _pair(self, mine: NodeId, theirs: NodeId) -> None:
        known = self._found.get(mine)
        if known is not None or theirs in self._back:
            if known != theirs:
                raise _Differ
            return
        if mine not in self._mine.nodes or theirs not in self._theirs.nodes:
            raise _Differ
        self._found[mine], self._back[theirs] = theirs, mine
        if not self._same(mine, theirs):
            raise _Differ
        self._waiting.append((mine, theirs))

    def _same(self, mine: NodeId, theirs: NodeId) -> bool:
        one, other = self._mine.nodes[mine], self._theirs.nodes[theirs]
        if isinstance(one, OutputNode) and isinstance(other, OutputNode):
            return self._named(one, other)
        if isinstance(one, InputNode) and isinstance(other, InputNode):
            return self._named(one, other) and self._inputs(one, other)
        if not self._around.reading_like(self._mine.call_with(mine), self._theirs.call_with(theirs)):
            return False
        declared, meant = self._mine.layer_node(mine), self._theirs.layer_node(theirs)
        if declared is None or meant is None or declared.kind != meant.kind:
            return False
        return self._declared(declared, meant) and self._one_layer(mine, theirs)

    def _one_layer(self, mine: NodeId, theirs: NodeId) -> bool:
        """Whether the other calls of the layer on one side are calls of it on the other."""
        calls = {self._found[call] for call in self._mine.calls_of(mine) if call in self._found}
        known = {call for call in self._theirs.calls_of(theirs) if call in self._back}
        return calls == known

    def _declared(self, one: LayerNode | ModelNode | OpNode, other: Node) -> bool:
        if not self._named(one, other):
            return False
        if isinstance(one, ModelNode) and isinstance(other, ModelNode):
            return one.trainable == other.trainable and self._around.same_model(one.model, other.model)
        if isinstance(one, OpNode) and isinstance(other, OpNode):
            entry = self._around.catalog.ops.get(one.op)
            return one.op == other.op and self._configs(one, other, entry.parameter if entry else {})
        if isinstance(one, LayerNode) and isinstance(other, LayerNode):
            known = self._around.catalog.layers.get(one.layer)
            return (
                one.layer == other.layer
                and (one.trainable, one.adapt) == (other.trainable, other.adapt)
                and self._configs(one, other, known.parameter if known else {})
            )
        return False

    def _configs(
        self, one: LayerNode | OpNode, other: LayerNode | OpNode, parameters: Mapping[str, Parameter]
    ) -> bool:
        mine, theirs = without_defaults(one.config, parameters), without_defaults(other.config, parameters)
        return mine.keys() == theirs.keys() and all(
            self._like(value, theirs[key]) for key, value in mine.items()
        )

    def _like(self, mine: Json, theirs: Json) -> bool:
        """Compare values with references to nodes and nested models in them."""
        if isinstance(mine, dict) and isinstance(theirs, dict):
            if mine.keys() == theirs.keys() == {"of"}:
                return self._found.get(NodeId(str(mine["of"]))) in (None, theirs["of"])
            if mine.keys() == theirs.keys() == {"model"}:
                return self._around.same_model(ModelName(str(mine["model"])), ModelName(str(theirs["model"])))
            if "layer" in mine and "layer" in theirs:
                return mine["layer"] == theirs["layer"] and self._like(
                    mine.get("config") or {}, theirs.get("config") or {}
                )
            return mine.keys() == theirs.keys() and all(
                self._like(part, theirs[key]) for key, part in mine.items()
            )
        return self._around.reading_like(mine, theirs)

    def _inputs(self, one: InputNode, other: InputNode) -> bool:
        shape = self._around.reading.calls(self._entry)[one.id].config.get("shape")
        lengths = shape if isinstance(shape, list | tuple) else [shape]
        if one.dtype != other.dtype:
            return False
        if not isinstance(shape, list | tuple) and not isinstance(shape, int):
            return True
        return len(one.shape) == len(other.shape) and all(
            mine == theirs or (mine is None and length is not None)
            for mine, theirs, length in zip(one.shape, other.shape, lengths, strict=True)
        )

    def _named(self, one: Node, other: Node) -> bool:
        if not self._around.reading.says_name(self._entry, one.id):
            return True
        return getattr(one, "name", None) == getattr(other, "name", None)


def paired_outputs(one: Graph, other: Graph) -> list[tuple[NodeId, NodeId]]:
    """The outputs of two graphs by their names, the rest in order; none where there are not equally many."""
    mine = [node for node in one.nodes if isinstance(node, OutputNode)]
    theirs = [node for node in other.nodes if isinstance(node, OutputNode)]
    if len(mine) != len(theirs):
        return []
    names = {node.name: node for node in theirs}
    found = {node.id: names.pop(node.name) for node in mine if node.name in names}
    left = iter([node for node in theirs if node not in found.values()])
    return [(node.id, (found.get(node.id) or next(left)).id) for node in mine]


def wires(index: GraphIndex, node: NodeId) -> list[Wire]:
    """What comes into a call, by port and order."""
    ports = index.inputs_of.get(node, ())
    first = ports[0].name if ports else None
    found: list[Wire] = []
    for port, edges in index.feeds[node].items():
        name = None if port == first else port
        listed = next((one.list for one in ports if one.name == port), False)
        found += [
            (name, place if listed else None, edge.source, edge.source_output)
            for place, edge in enumerate(edges)
        ]
    return sorted(found, key=lambda wire: (wire[0] or "", wire[1] or 0))


def without_defaults(config: Mapping[str, Json], parameters: Mapping[str, Parameter]) -> dict[str, Json]:
    """The arguments of a config whose values are not their defaults."""
    return {
        key: value
        for key, value in config.items()
        if key not in parameters or not is_default(parameters[key], value)
    }
