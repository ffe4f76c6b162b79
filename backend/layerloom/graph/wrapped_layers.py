"""Layers that are arguments of other layers, as in TimeDistributed: which are allowed, and how to edit them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import LayerEntry, Parameter
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode, ModelNode

from .index import GraphIndex
from .nested_models import references_in

COPIED_ARGUMENTS = frozenset({("Bidirectional", "layer")})
"""Arguments that Keras copies by config, so that they cannot share the layer of another node."""
LAYER_KEYS = frozenset({"layer", "config"})


@dataclass(frozen=True)
class Scope:
    """The location of a layer that may wrap others: its document, graph and node."""

    document: Document
    index: GraphIndex
    node: NodeId

    def declared(self, node: str) -> LayerNode | ModelNode | None:
        """The node of this id if it declares a layer or calls a nested model."""
        found = self.index.nodes.get(NodeId(node))
        return found if isinstance(found, LayerNode | ModelNode) else None

    def holds_itself(self, node: str) -> bool:
        """Whether the layer of `node` wraps the layer of this scope, directly or through others."""
        seen: set[str] = set()
        todo = [node]
        while todo:
            current = todo.pop()
            if current == self.node:
                return True
            if current in seen:
                continue
            seen.add(current)
            found = self.index.nodes.get(NodeId(current))
            if isinstance(found, LayerNode):
                todo += referenced_nodes(found.config)
        return False


def referenced_nodes(value: Json) -> Iterator[NodeId]:
    """The nodes that `{"of": NODE}` refers to anywhere in an argument."""
    return map(NodeId, references_in(value, "of"))


def may_wrap(parameter: Parameter, entry: LayerEntry) -> bool:
    """Whether a layer is allowed as this argument: one of the listed layers, or any with a single tensor input."""
    if entry.refused:
        return False
    if parameter.layers:
        return entry.name in parameter.layers
    if entry.inside or not entry.inputs or entry.inputs[0].list:
        return False
    return all(port.optional for port in entry.inputs[1:])


def with_inner_parameters(entry: LayerEntry) -> LayerEntry:
    """The entry with the additional parameters of a wrapped layer."""
    return entry.with_parameters([*entry.parameters, *entry.inner_parameters])


def set_argument(value: Json, path: Sequence[str | int], argument: str, new: Json, *, unset: bool) -> Json:
    """A copy of a nested value with one argument of the layer at `path` set or removed."""
    if not path:
        config = dict(value) if isinstance(value, dict) else {}
        if not unset:
            return {**config, argument: new}
        config.pop(argument, None)
        return config
    key, *rest = path
    if isinstance(key, int):
        parts = list(value) if isinstance(value, list) else []
        parts[key] = set_argument(parts[key], rest, argument, new, unset=unset)
        return parts
    inner = dict(value) if isinstance(value, dict) else {}
    inner[key] = set_argument(inner.get(key, {}), rest, argument, new, unset=unset)
    return inner


def replace_at(value: Json, path: Sequence[str | int], new: Json) -> Json:
    """A copy of a nested value with the value at `path` replaced."""
    if not path:
        return new
    key, *rest = path
    if isinstance(key, int) and isinstance(value, list):
        return [*value[:key], replace_at(value[key], rest, new), *value[key + 1 :]]
    inner = dict(value) if isinstance(value, dict) else {}
    return {**inner, str(key): replace_at(inner.get(str(key)), rest, new)}
