"""What may take a loose wire: ports on the canvas, and layers of the palette, each tried dry with the very tensor."""

import json
from collections.abc import Iterator

from layerloom.graph.index import GraphIndex
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog import Catalog, LayerEntry, Port
from layerloom_schema.document import Document, LayerNode, OutputNode
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Severity
from layerloom_schema.reports import Candidate, Candidates, LayerCandidate, TensorSpec

from .cache import CallCache
from .calls import DryCaller, as_arguments
from .dry import CallKey, Outcome
from .late_faults import late_fault
from .specs import Spec
from .walk import walk


def candidates(
    document: Document,  # noqa: ARG001  the structure is of this document; a nested model will be looked up in it
    structure: Structure,
    source: NodeId,
    source_output: int,
    catalog: Catalog,
    limits: Limits,  # noqa: ARG001  sizes are no reason to refuse a wire while drawing
    cache: CallCache,
) -> Candidates:
    """Where a wire from one output may end, in the order of the document and of the palette.

    A taken port is judged as if the new wire replaced the old one; a list takes it as one more. A node whose settings
    are not finished is offered with no shapes: nobody can know them yet. So is everything that closes no cycle, while
    what the wire brings is not known itself.
    """
    caller = DryCaller(catalog, cache)
    outputs = walk(structure, caller)
    brought = outputs.get(source, [])
    if not 0 <= source_output < len(structure.index.outputs_of.get(source, ())):
        found = Candidates(ports=[], layers=[])
    elif source_output >= len(brought):
        found = _anything(structure.index, source)
    else:
        trial = _Trial(structure, caller, outputs, brought[source_output])
        found = Candidates(
            ports=[*trial.ports(_upstream(structure.index, source))],
            layers=[*_palette(caller, brought[source_output])],
        )
    cache.settle()
    return found


def _anything(index: GraphIndex, source: NodeId) -> Candidates:
    """What the wire brings is not known while something before it is missing or wrong: nothing can be ruled out."""
    closed = _upstream(index, source)
    return Candidates(
        ports=[
            Candidate(node=node, target_input=port.name, outputs=[])
            for node in index.nodes
            if node not in closed
            for port in index.inputs_of[node]
        ],
        layers=[
            LayerCandidate(layer=name, target_input=entry.inputs[0].name, outputs=[])
            for name, entry in index.catalog.layers.items()
            if entry.inputs and not entry.refused
        ],
    )


class _Trial:
    """Tries one tensor at every port of a graph."""

    def __init__(
        self,
        structure: Structure,
        caller: DryCaller,
        outputs: dict[NodeId, list[Spec]],
        tensor: Spec,
    ) -> None:
        self.index = structure.index
        self.caller = caller
        self.outputs = outputs
        self.tensor = tensor
        self.unfinished = _unfinished(structure)

    def ports(self, closed: frozenset[NodeId]) -> Iterator[Candidate]:
        for node in self.index.nodes:
            if node in closed:
                continue
            for port in self.index.inputs_of[node]:
                given = self._given(node, port)
                if given is not None:
                    yield Candidate(node=node, target_input=port.name, outputs=given)

    def _given(self, node: NodeId, port: Port) -> list[TensorSpec] | None:
        """What the node would then give, or `None` where the wire may not end."""
        if isinstance(self.index.nodes[node], OutputNode):
            return [self.tensor.report()]
        declaring = self.index.layer_node(node)
        if not isinstance(declaring, LayerNode):
            return None
        wired = self.index.feeds[node].get(port.name, [])
        if port.list and port.maximum is not None and len(wired) >= port.maximum:
            return None
        if declaring.id in self.unfinished:
            return []
        arguments: dict[str, Spec | list[Spec]] = {}
        for other in self.index.inputs_of[node]:
            brought = self._brought(node, other)
            if other.name == port.name:
                brought = self._with_the_wire(port, brought)
            if brought is None or (not brought and not other.optional):
                return []  # nobody can know yet
            if brought:
                arguments[other.name] = brought if other.list else brought[0]
        return _reports(self.caller, self._key(node, declaring, arguments))

    def _brought(self, node: NodeId, port: Port) -> list[Spec] | None:
        """What the wires bring now, or `None` where something that feeds the port is not known."""
        edges = self.index.feeds[node].get(port.name, [])
        known = [self.outputs.get(edge.source, [])[edge.source_output :] for edge in edges]
        return [specs[0] for specs in known if specs] if all(known) else None

    def _with_the_wire(self, port: Port, before: list[Spec] | None) -> list[Spec] | None:
        if not port.list:
            return [self.tensor]
        if before is None:
            return None
        # More wires will come; like this one, for all that is known.
        return before + [self.tensor] * max(1, port.minimum - len(before))

    def _key(self, node: NodeId, declaring: LayerNode, arguments: dict[str, Spec | list[Spec]]) -> CallKey:
        key = self.caller.key(declaring, as_arguments(arguments))
        # The call that built the layer would build it anew.
        return key._replace(built_on=None) if self.caller.builders.get(declaring.id) == node else key


def _palette(caller: DryCaller, tensor: Spec) -> Iterator[LayerCandidate]:
    for name, entry in caller.catalog.layers.items():
        if entry.refused or not entry.inputs:
            continue
        port = entry.inputs[0]
        # What else is needed will be wired too; like this tensor, for all that is known.
        arguments: dict[str, Spec | list[Spec]] = {
            needed.name: [tensor] * needed.minimum if needed.list else tensor
            for needed in entry.inputs
            if not needed.optional
        }
        key = CallKey(name, _config(entry), caller.policy, None, as_arguments(arguments))
        given = _reports(caller, key)
        # A doubtful layer may be wired by hand; it is not what to reach for first.
        if given is not None and late_fault(key) is None:
            yield LayerCandidate(layer=name, target_input=port.name, outputs=given)


def _config(entry: LayerEntry) -> str:
    """The required arguments at the values a new node begins with."""
    config: dict[str, Json] = {p.name: p.suggested for p in entry.parameters if p.required}
    return json.dumps(config)


def _reports(caller: DryCaller, key: CallKey) -> list[TensorSpec] | None:
    outcome = caller.cache.call(key, caller.catalog)
    if not isinstance(outcome, Outcome):
        return None
    fault = late_fault(key)
    return None if fault is not None and fault.severity is Severity.error else outcome.reports


def _upstream(index: GraphIndex, node: NodeId) -> frozenset[NodeId]:
    """The node and all that leads to it: a wire to one of these would close a cycle."""
    seen = {node}
    todo = [node]
    while todo:
        for before in index.sources(todo.pop()):
            if before not in seen:
                seen.add(before)
                todo.append(before)
    return frozenset(seen)


def _unfinished(structure: Structure) -> frozenset[NodeId]:
    """Layers with a setting missing or wrong."""
    return frozenset(
        problem.where.node
        for problem in structure.problems
        if problem.where.node is not None and (problem.where.field or "").startswith("config")
    )
