"""Candidates for an edge being drawn: ports on the canvas and layers of the palette, each tried with a dry call."""

import json
from collections.abc import Collection, Iterator, Sequence

from layerloom.graph.index import GraphIndex
from layerloom.graph.nested_models import reachable
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import CatalogEntry, Port
from layerloom_schema.checks.problems import Severity
from layerloom_schema.checks.reports import (
    Candidate,
    Candidates,
    LayerCandidate,
    ModelCandidate,
    OpCandidate,
    TensorSpec,
)
from layerloom_schema.documents.graph import OpNode, OutputNode

from .call_key import CallKey
from .dry.call import CallResult
from .dry.call_cache import CallCache
from .dry_build import NestedBuilds
from .dry_caller import BrokenPart, DryCaller, as_arguments
from .explain.fit_time_faults import fit_time_fault
from .tensor_spec import Arguments, Spec
from .walk import Declaring, walk


def candidates(
    structure: Structure,
    source: NodeId,
    source_output: int,
    cache: CallCache,
    model: ModelName | None = None,
    *,
    palette: bool = True,
) -> Candidates:
    """Where an edge from one output may end, in the order of the document and of the palette.

    A port that already has an edge is tried as if the new edge replaced it; a list port takes it as one more. A node
    with incomplete settings is offered without shapes. If the tensor itself is unknown, everything is offered that
    closes no cycle. With `model` the edge begins in the graph of that nested model; without `palette` only the ports
    on the canvas are tried.
    """
    nested = NestedBuilds(structure, structure.index.catalog, cache)
    drawn = structure if model is None else structure.models.get(model)
    if drawn is None:
        return Candidates(ports=[], layers=[])
    caller = DryCaller(drawn, cache, nested.policy, nested.blueprints)
    outputs = walk(drawn, caller)
    incoming = outputs.get(source, [])
    if not 0 <= source_output < len(drawn.index.outputs_of.get(source, ())):
        found = Candidates(ports=[], layers=[])
    elif source_output >= len(incoming):
        found = _anything(drawn.index, source)
    else:
        tensor = incoming[source_output]
        trial = _Trial(drawn, caller, outputs, tensor)
        found = Candidates(
            ports=[*trial.ports(_upstream(drawn.index, source))],
            layers=[*_layers(caller, tensor)] if palette else [],
            ops=[*_operations(caller, tensor)] if palette else [],
            models=[*_models(caller, tensor, outside={model, *_holders(structure, model)})]
            if palette
            else [],
        )
    cache.clear_keras_session()
    return found


def _holders(structure: Structure, model: ModelName | None) -> list[ModelName]:
    """The nested models that contain the one in which the edge is drawn: it cannot contain them in turn."""
    document = structure.document
    return [name for name in document.models if model is not None and model in reachable(document, [name])]


def _anything(index: GraphIndex, source: NodeId) -> Candidates:
    """All ports and entries that close no cycle, for a tensor that is unknown because a node before it has an error."""
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
            if entry.inputs and not entry.refused and not entry.inside
        ],
        ops=[
            OpCandidate(op=name, target_input=entry.inputs[0].name, outputs=[])
            for name, entry in index.catalog.ops.items()
            if entry.inputs and not entry.refused
        ],
    )


def is_mask(tensor: Spec) -> bool:
    """Whether a tensor is offered to mask ports: booleans or integers."""
    return tensor.actual == "bool" or tensor.actual.startswith(("int", "uint"))


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

    def ports(self, closed: frozenset[NodeId]) -> Iterator[Candidate]:
        for node in self.index.nodes:
            if node in closed:
                continue
            for port in self.index.inputs_of[node]:
                if port.mask and not is_mask(self.tensor):
                    continue
                given = self._given(node, port)
                if given is not None:
                    yield Candidate(node=node, target_input=port.name, outputs=given)

    def _given(self, node: NodeId, port: Port) -> list[TensorSpec] | None:
        """The outputs of the node with the new edge, or `None` where the edge may not end there."""
        if isinstance(self.index.nodes[node], OutputNode):
            return [self.tensor.report()]
        declaring = self.index.layer_node(node)
        if declaring is None:
            return None
        wired = self.index.feeds[node].get(port.name, [])
        if port.list and port.maximum is not None and len(wired) >= port.maximum:
            return None
        if declaring.id in self.caller.unfinished:
            return []
        arguments: dict[str, Spec | list[Spec]] = {}
        for other in self.index.inputs_of[node]:
            incoming = self._incoming(node, other)
            if other.name == port.name:
                incoming = self._with_the_wire(port, incoming)
            if incoming is None or (not incoming and not other.optional):
                return []  # other inputs are missing
            if incoming:
                arguments[other.name] = incoming if other.list else incoming[0]
        if isinstance(declaring, OpNode):
            # The edge replaces a constant.
            config = {name: value for name, value in declaring.config.items() if name != port.name}
            declaring = declaring.model_copy(update={"config": config})
        try:
            return _reports(self.caller, self._key(node, declaring, arguments))
        except BrokenPart:
            return []

    def _incoming(self, node: NodeId, port: Port) -> list[Spec] | None:
        """The tensors at a port now, or `None` where one of them is unknown."""
        edges = self.index.feeds[node].get(port.name, [])
        known = [self.outputs.get(edge.source, [])[edge.source_output :] for edge in edges]
        return [specs[0] for specs in known if specs] if all(known) else None

    def _with_the_wire(self, port: Port, before: list[Spec] | None) -> list[Spec] | None:
        if not port.list:
            return [self.tensor]
        if before is None:
            return None
        # Further edges are needed; assume tensors like this one.
        return before + [self.tensor] * max(1, port.minimum - len(before))

    def _key(self, node: NodeId, declaring: Declaring, arguments: dict[str, Spec | list[Spec]]) -> CallKey:
        key = self.caller.key(node, declaring, as_arguments(arguments))
        # The call that built the layer would build it again.
        return key._replace(built_on=None) if self.caller.builders.get(declaring.id) == node else key


def _layers(caller: DryCaller, tensor: Spec) -> Iterator[LayerCandidate]:
    for name, entry in caller.catalog.layers.items():
        if entry.refused or entry.inside or not entry.inputs:
            continue
        key = CallKey(name, _config(entry), caller.policy, None, _like(entry.inputs, tensor))
        given = _reports(caller, key)
        # A layer with a warning may be connected by hand, but is not suggested.
        if given is not None and fit_time_fault(key) is None:
            yield LayerCandidate(layer=name, target_input=entry.inputs[0].name, outputs=given)


def _operations(caller: DryCaller, tensor: Spec) -> Iterator[OpCandidate]:
    for name, entry in caller.catalog.ops.items():
        if entry.refused or not entry.inputs:
            continue
        arguments = _like(entry.inputs, tensor)
        key = CallKey(name, _config(entry), caller.policy, None, arguments, kind="op")
        given = _reports(caller, key)
        if given is not None:
            yield OpCandidate(op=name, target_input=entry.inputs[0].name, outputs=given)


def _models(
    caller: DryCaller, tensor: Spec, outside: Collection[ModelName | None]
) -> Iterator[ModelCandidate]:
    for name, blueprint in caller.blueprints.items():
        if name in outside or not blueprint.inputs:
            continue
        port = blueprint.inputs[0]
        if len(blueprint.inputs) > 1:
            # The tensors of the other inputs are unknown.
            yield ModelCandidate(model=name, target_input=port, outputs=[])
            continue
        arguments = as_arguments({port: tensor})
        key = CallKey(
            blueprint.digest, "{}", caller.policy, None, arguments, parts=(blueprint,), kind="model"
        )
        given = _reports(caller, key)
        if given is not None:
            yield ModelCandidate(model=name, target_input=port, outputs=given)


def _like(ports: Sequence[Port], tensor: Spec) -> Arguments:
    """Arguments with the tensor at every required port, assuming that the other inputs will be like it."""
    return as_arguments(
        {
            needed.name: [tensor] * needed.minimum if needed.list else tensor
            for needed in ports
            if not needed.optional or needed is ports[0]
        }
    )


def _config(entry: CatalogEntry) -> str:
    """The config of a new node."""
    config: dict[str, Json] = {p.name: p.suggested for p in entry.parameters if p.suggested is not None}
    return json.dumps(config)


def _reports(caller: DryCaller, key: CallKey) -> list[TensorSpec] | None:
    result = caller.cache.call(key, caller.catalog)
    if not isinstance(result, CallResult):
        return None
    fault = fit_time_fault(key)
    return None if fault is not None and fault.severity is Severity.error else result.reports


def _upstream(index: GraphIndex, node: NodeId) -> frozenset[NodeId]:
    """The node and all nodes that lead to it: an edge to one of these would close a cycle."""
    seen = {node}
    todo = [node]
    while todo:
        for before in index.sources(todo.pop()):
            if before not in seen:
                seen.add(before)
                todo.append(before)
    return frozenset(seen)
