"""The Dense layer whose units are the last axis of an output, and fixes that set an argument of a layer."""

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetConfig
from layerloom_schema.documents.graph import LayerNode, Node, SharedNode

KEEPS_UNITS = frozenset({"Activation", "Dropout", "BatchNormalization", "Rescaling"})
"""Layers that keep the last axis, between a Dense and an output."""


def set_of(layer: LayerNode, argument: str, value: int) -> Fix:
    """The fix that sets an integer argument of a layer."""
    edit = SetConfig(node=layer.id, field=argument, value=value)
    return make_fix(FixKind.set_of, [edit], argument=argument, node=layer.label or layer.name, value=value)


def dense_before(document: Document, node: NodeId) -> LayerNode | None:
    """The Dense whose units are the last axis of an output."""
    nodes = {found.id: found for found in document.graph.nodes}
    for _ in nodes:
        edge = next((edge for edge in document.graph.edges if edge.target == node), None)
        layer = _declaring(nodes, edge.source) if edge else None
        if edge is None or layer is None or layer.layer == "Dense":
            return layer
        if layer.layer not in KEEPS_UNITS:
            return None
        node = edge.source
    return None


def _declaring(nodes: dict[NodeId, Node], node: NodeId) -> LayerNode | None:
    found = nodes.get(node)
    if isinstance(found, SharedNode):
        found = nodes.get(found.of)
    return found if isinstance(found, LayerNode) else None
