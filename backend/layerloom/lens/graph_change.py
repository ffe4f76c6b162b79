"""What a changed graph has that its script does not say yet: nodes that came, nodes that went, and wires."""

from dataclasses import dataclass
from functools import cached_property

from layerloom.graph.index import GraphIndex
from layerloom.importers.script.state.values import Call, Model
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph, InputNode, OutputNode

from .agreement import Pairs, Wire, wires
from .script_reading import ScriptReading


@dataclass(frozen=True)
class GraphChange:
    """A graph as the script says it, and as it is to be. Nodes are called by their ids in the document."""

    reading: ScriptReading
    entry: ModelName | None
    pairs: Pairs
    goal: Document
    graph: Graph
    catalog: Catalog

    @cached_property
    def now(self) -> GraphIndex:
        """The graph as it is to be."""
        return GraphIndex(self.graph, self.catalog, self.goal.models)

    @cached_property
    def before(self) -> GraphIndex:
        """The graph of the script, with its own ids."""
        return GraphIndex(self.reading.graph(self.entry), self.catalog, self.reading.document.models)

    @cached_property
    def of_script(self) -> dict[NodeId, NodeId]:
        """The ids in the script of the nodes that stay."""
        kept = {node.id for node in self.graph.nodes}
        return {mine: theirs for theirs, mine in self.pairs.nodes[self.entry].items() if mine in kept}

    @property
    def model(self) -> Model:
        """The model that the script makes of the graph."""
        return self.reading.model_of(self.entry)

    @cached_property
    def live(self) -> list[NodeId]:
        """The nodes that lead to an output, sources first, and all inputs."""
        found: dict[NodeId, None] = {}
        inputs = [node.id for node in self.graph.nodes if isinstance(node, InputNode)]
        ends = [node.id for node in self.graph.nodes if isinstance(node, OutputNode)]
        waiting = [(node, False) for node in reversed([*(i for i in inputs if i in self.of_script), *ends])]
        seen: set[NodeId] = set()
        while waiting:
            node, done = waiting.pop()
            if done:
                found[node] = None
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting += [(source, False) for source in reversed(self.now.sources(node))]
        return [*found]

    @cached_property
    def added(self) -> list[NodeId]:
        """Calls and inputs that the script lacks, sources first."""
        return [
            node
            for node in self.live
            if node not in self.of_script and not isinstance(self.now.nodes[node], OutputNode)
        ]

    @cached_property
    def removed(self) -> list[NodeId]:
        """Calls of the script, by their ids there, that lead to no output any more."""
        kept = {self.of_script[node] for node in self.live if node in self.of_script}
        calls = self.reading.calls(self.entry)
        return [node for node in self.before.nodes if node in calls and node not in kept]

    @cached_property
    def deleted(self) -> list[NodeId]:
        """Those of the removed calls that are not on the canvas any more; the others may be wired again."""
        names = self.pairs.nodes[self.entry]
        return [node for node in self.removed if names.get(node) not in self.now.nodes]

    @cached_property
    def rewired(self) -> list[NodeId]:
        """Calls that stay and take other tensors than the script gives them."""
        return [
            node
            for node in self.live
            if node in self.of_script
            and not isinstance(self.now.nodes[node], OutputNode)
            and wires(self.now, node) != self.former_wires(node)
        ]

    @property
    def outputs(self) -> list[NodeId]:
        """The outputs as they are to be."""
        return [node.id for node in self.graph.nodes if isinstance(node, OutputNode)]

    def former_wires(self, node: NodeId) -> list[Wire]:
        """What comes into a call by the script; a source that is gone has its id there."""
        names = self.pairs.nodes[self.entry]
        found = wires(self.before, self.of_script[node])
        return [(port, order, names.get(source, source), output) for port, order, source, output in found]

    def call(self, node: NodeId) -> Call | None:
        """The call in the script of a node that stays."""
        return self.reading.calls(self.entry).get(self.of_script.get(node, NodeId("")))
