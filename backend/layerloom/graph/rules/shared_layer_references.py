"""Wrong references to shared layers: why `of` does not name a node that declares a layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom_schema.base import Json, NodeId
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode, SharedNode

MAX_FIXES = 3
"""Maximum number of layers proposed for one reference."""


@dataclass(frozen=True)
class WrongReference:
    """What `of` names instead, as a variant with params; `meant` are the nodes that may be intended."""

    variant: str
    params: Mapping[str, Json] = field(default_factory=dict)
    meant: tuple[NodeId, ...] = ()


def wrong_reference(index: GraphIndex, of: NodeId) -> WrongReference | None:
    """Why `of` names no declaring node; `None` if no node has that id or name."""
    found = index.nodes.get(of)
    if isinstance(found, SharedNode):
        declaring = _declaring(index, found)
        if declaring is None:
            return WrongReference("no_declaration", {"node": node_phrase(index, found.id)})
        params: dict[str, Json] = {
            "node": node_phrase(index, found.id),
            "layer": typed_phrase(index, declaring),
        }
        return WrongReference("further_call", params, (declaring,))
    if found is not None:
        # A reference to an input means the layer after it; after an operation or output there is another layer.
        behind = index.targets(of) if isinstance(found, InputNode) else []
        meant = tuple(target for target in behind if _declares(index, target))[:MAX_FIXES]
        return WrongReference("no_layer", {"node": typed_phrase(index, of)}, meant)
    named = next((node for node in index.nodes if _declares(index, node) and of in _names(index, node)), None)
    return (
        WrongReference("by_name", {"of": of, "layer": typed_phrase(index, named)}, (named,))
        if named
        else None
    )


def _declares(index: GraphIndex, node: NodeId) -> bool:
    return isinstance(index.nodes.get(node), LayerNode | ModelNode)


def _names(index: GraphIndex, node: NodeId) -> tuple[str | None, ...]:
    found = index.nodes[node]
    return (found.name, found.label) if isinstance(found, LayerNode | ModelNode | OpNode) else ()


def _declaring(index: GraphIndex, node: SharedNode) -> NodeId | None:
    """The declaring node at the end of a chain of references; `None` if there is none."""
    seen = {node.id}
    current = index.nodes.get(node.of)
    while isinstance(current, SharedNode) and current.id not in seen:
        seen.add(current.id)
        current = index.nodes.get(current.of)
    return current.id if isinstance(current, LayerNode | ModelNode) else None
