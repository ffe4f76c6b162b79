"""How sentences name things."""

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.document import (
    Document,
    InputNode,
    LayerNode,
    ModelNode,
    OpNode,
    OutputNode,
    SharedNode,
)

from .index import GraphIndex


def node_title(index: GraphIndex, node: NodeId) -> str:
    """A node as a person knows it: its label or name, and for a further call which layer it calls."""
    found = index.nodes.get(node)
    if found is None:
        return str(node)
    if isinstance(found, SharedNode):
        declaring = index.layer_node(node)
        if declaring is None:
            return f"the shared call {node}"
        return f"call {index.calls_of(declaring.id).index(node)} of {declaring.label or declaring.name}"
    return found.label or found.name


def typed_title(index: GraphIndex, node: NodeId) -> str:
    """With what it is: `Dense answer`, `input left`."""
    found = index.nodes.get(node)
    declaring = index.layer_node(node)
    name = node_title(index, node)
    if isinstance(found, InputNode):
        return f"input {name}"
    if isinstance(found, OutputNode):
        return f"output {name}"
    if isinstance(declaring, LayerNode):
        return f"{declaring.layer} {name}" if declaring.id == node else f"{declaring.layer}, {name}"
    if isinstance(declaring, ModelNode):
        nested = index.models.get(declaring.model)
        kind = (nested.application if nested else None) or "Model"
        return f"{kind} {name}" if declaring.id == node else f"{kind}, {name}"
    if isinstance(declaring, OpNode):
        return name if name == declaring.op else f"{declaring.op} {name}"
    return name


def model_title(name: ModelName, document: Document) -> str:
    """A nested model as a person knows it."""
    nested = document.models.get(name)
    return nested.label or name if nested is not None else name


def join_names(names: list[str], *, most: int = 6) -> str:
    """`a`, `a and b`, `a, b and c`; a long list ends in how many more there are."""
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most} more"
    return (
        names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else "nothing"
    )
