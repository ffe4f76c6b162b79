"""Titles of nodes and nested models in sentences."""

from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import (
    Edge,
    InputNode,
    LayerNode,
    ModelNode,
    OpNode,
    OutputNode,
    SharedNode,
)
from layerloom_schema.text.messages import phrase, written

from .index import GraphIndex


def node_phrase(index: GraphIndex, node: NodeId) -> Json:
    """A node as a person knows it, as a param: its label or name, and for a further call which layer it calls."""
    found = index.nodes.get(node)
    if found is None:
        return str(node)
    if isinstance(found, SharedNode):
        declaring = index.layer_node(node)
        if declaring is None:
            return phrase("node.shared", id=node)
        number = index.calls_of(declaring.id).index(node)
        return phrase("node.call", number=number, name=declaring.label or declaring.name)
    return found.label or found.name


def typed_phrase(index: GraphIndex, node: NodeId) -> Json:
    """With what it is: `Dense answer`, `input left`."""
    found = index.nodes.get(node)
    declaring = index.layer_node(node)
    name = node_phrase(index, node)
    if isinstance(found, InputNode):
        return phrase("node.input", name=name)
    if isinstance(found, OutputNode):
        return phrase("node.output", name=name)
    if isinstance(declaring, OpNode):
        return name if name == declaring.op else phrase("node.named", kind=declaring.op, name=name)
    if declaring is None:
        return name
    kind = _kind(index, declaring)
    if declaring.id != node:
        return phrase("node.further_call", kind=kind, call=name)
    return phrase("node.named", kind=kind, name=name)


def _kind(index: GraphIndex, declaring: LayerNode | ModelNode) -> Json:
    """The class of a layer; for a nested model its application, or that it is a model."""
    if isinstance(declaring, LayerNode):
        return declaring.layer
    nested = index.models.get(declaring.model)
    return (nested.application if nested else None) or phrase("node.model")


def source_phrase(index: GraphIndex, edge: Edge) -> Json:
    """The title of an edge's source, with the name of the output if there are several: `encoder.state_h`."""
    outputs = index.outputs_of[edge.source]
    name = node_phrase(index, edge.source)
    if len(outputs) > 1 and 0 <= edge.source_output < len(outputs):
        return phrase("node.output_of", node=name, port=outputs[edge.source_output].name)
    return name


def node_title(index: GraphIndex, node: NodeId) -> str:
    """`node_phrase` in English, for comments in scripts."""
    return written("text", node_phrase(index, node))


def typed_title(index: GraphIndex, node: NodeId) -> str:
    """`typed_phrase` in English, for comments in scripts."""
    return written("text", typed_phrase(index, node))


def model_title(name: ModelName, document: Document) -> str:
    """A nested model as a person knows it."""
    nested = document.models.get(name)
    return nested.label or name if nested is not None else name
