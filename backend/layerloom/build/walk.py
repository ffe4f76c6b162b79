"""Walk a checked graph in call order; a `Caller` makes the calls, dry or real.

The caller creates each layer at its first call, so layers are created in call order, which is the order in which seeds
are drawn. Exported scripts keep the same order.
"""

from typing import Protocol, TypeVar

from layerloom.graph.index import GraphIndex
from layerloom.graph.structure import Structure
from layerloom_schema.base import NodeId
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode, OutputNode

Tensor = TypeVar("Tensor")


Declaring = LayerNode | ModelNode | OpNode
"""The node that declares what is called: a layer, a nested model or an operation."""


class Caller(Protocol[Tensor]):
    """Creates inputs and makes calls. `None` means failure: nodes that depend on it are skipped."""

    def begin(self, node: InputNode) -> Tensor | None: ...

    def call(
        self, node: NodeId, declaring: Declaring, arguments: dict[str, Tensor | list[Tensor]]
    ) -> list[Tensor] | None: ...


def walk(
    structure: Structure, caller: Caller[Tensor], *, only_live: bool = False
) -> dict[NodeId, list[Tensor]]:
    """The outputs of every node that could be called; an output node has the tensor that feeds it."""
    index = structure.index
    tensors: dict[NodeId, list[Tensor]] = {}
    for id_ in structure.order:
        if id_ in structure.blocked or (only_live and id_ not in structure.live):
            continue
        node = index.nodes[id_]
        made: list[Tensor] | None = None
        if isinstance(node, InputNode):
            tensor = caller.begin(node)
            made = None if tensor is None else [tensor]
        else:
            arguments = gather(index, id_, tensors)
            declaring = index.layer_node(id_)
            if arguments is None:
                continue
            if isinstance(node, OutputNode):
                made = [fed for fed in arguments.values() if not isinstance(fed, list)]
            elif declaring is not None:
                made = caller.call(id_, declaring, arguments)
        if made is not None:
            tensors[id_] = made
    return tensors


def gather(
    index: GraphIndex, node: NodeId, tensors: dict[NodeId, list[Tensor]]
) -> dict[str, Tensor | list[Tensor]] | None:
    """The tensors at each port, or `None` where a required one is missing."""
    arguments: dict[str, Tensor | list[Tensor]] = {}
    for port in index.inputs_of[node]:
        incoming: list[Tensor] = []
        edges = index.feeds[node].get(port.name, [])
        for edge in edges:
            outputs = tensors.get(edge.source, [])
            if not 0 <= edge.source_output < len(outputs):
                return None
            incoming.append(outputs[edge.source_output])
        if incoming:
            arguments[port.name] = incoming if port.list else incoming[0]
        elif not port.optional:
            return None
    return arguments
