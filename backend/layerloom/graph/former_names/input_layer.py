"""Converts an InputLayer, as Keras writes inputs, to an input node."""

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.catalog.keras_objects import dtype
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import AddNode, Connect, Edit, RemoveNodes
from layerloom_schema.documents.graph import InputNode, LayerNode

from .input_shape import declared_shape

INPUT_LAYER = "InputLayer"


def as_input(document: Document, node: LayerNode) -> list[Fix]:
    """A fix that replaces the node by an input of the same id, name, shape and dtype; none without a shape."""
    shape = declared_shape(
        {**node.config, "input_shape": node.config.get("shape", node.config.get("input_shape"))}
    )
    if shape is None:
        return []
    kind = dtype(node.config.get("dtype"))
    made = InputNode(
        id=node.id, name=node.name, shape=shape, dtype=kind if isinstance(kind, str) else "float32"
    )
    wires = [edge for edge in document.graph.edges if edge.source == node.id]
    edits: list[Edit] = [RemoveNodes(nodes=[node.id]), AddNode(node=made, at=document.layout.get(node.id))]
    edits += [Connect(edge=edge) for edge in wires]
    return [make_fix(FixKind.become, edits, name="Input")]
