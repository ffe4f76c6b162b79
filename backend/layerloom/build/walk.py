"""The one walker. It runs a checked graph in call order; what a call is, dry or real, is the caller's affair.

Creating layers is left to the caller's `call`, which sees each layer first at its first call: so layers are made in
call order, which is the order in which seeds are drawn. Exported scripts keep the same order.
"""

from typing import Protocol, TypeVar

from layerloom.graph.index import GraphIndex
from layerloom.graph.structure import Structure
from layerloom_schema.base import NodeId
from layerloom_schema.document import InputNode, LayerNode, ModelNode, OpNode, OutputNode

Tensor = TypeVar("Tensor")


Declaring = LayerNode | ModelNode | OpNode
"""What a call calls: a layer, a nested model or an operation."""


class Caller(Protocol[Tensor]):
    """Makes inputs and makes calls. `None` means that it failed, and what hangs on it is left out."""

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
    """What the wires bring to each port, or `None` where a needed one is missing."""
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
