"""Renames a node or a nested model, with everything keyed by the old name. The page's `renaming.ts` does the same.

The name of an input keys its field of the data set; that of an output its loss, its target, its sample weights and the
names of its logged numbers; that of an input of a nested model is a port of every call of it.
"""

from collections.abc import Collection, Mapping
from typing import TypeVar

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document, NestedModel
from layerloom_schema.documents.graph import Edge, InputNode, ModelNode, OutputNode, SharedNode
from layerloom_schema.documents.training import Named, Training

from .nested_models import nested_document, with_models_renamed, with_nested_graph

V = TypeVar("V")
Drawn = TypeVar("Drawn", Document, NestedModel)


def rename_node(document: Document, id_: NodeId, name: str, model: ModelName | None) -> Document:
    """Rename a node of the document's own graph, or of the graph of `model`.

    If another node of the same kind has the old name, both keep what is keyed by it. If one has the new name already, it
    keeps what is keyed by that.
    """
    inside = document if model is None else nested_document(document, model)
    node = next((node for node in inside.graph.nodes if node.id == id_), None) if inside else None
    if inside is None or node is None or isinstance(node, SharedNode) or node.name == name:
        return document
    called = node.model_copy(update={"name": name})
    others = {
        other.name for other in inside.graph.nodes if isinstance(other, type(node)) and other is not node
    }
    nodes = [called if other is node else other for other in inside.graph.nodes]
    after = inside.model_copy(update={"graph": inside.graph.model_copy(update={"nodes": nodes})})
    if model is None:
        if isinstance(called, InputNode | OutputNode) and name not in others:
            return _keys_carried(after, node.name, called, others)
        return after
    after = with_nested_graph(document, model, after)
    if not isinstance(node, InputNode) or {name, node.name} & others:
        return after
    return _ports_carried(after, model, node.name, name)


def rename_model(document: Document, name: ModelName, to: ModelName) -> Document:
    """Rename an entry of `models`, wherever it is used. If `to` is taken, nothing changes."""
    if name not in document.models or to in document.models:
        return document

    def rename(other: ModelName) -> ModelName:
        return to if other == name else other

    models = {
        rename(key): entry
        if entry.graph is None
        else entry.model_copy(update={"graph": with_models_renamed(entry.graph, rename)})
        for key, entry in document.models.items()
    }
    return document.model_copy(
        update={"graph": with_models_renamed(document.graph, rename), "models": models}
    )


def _keys_carried(
    document: Document, old: str, node: InputNode | OutputNode, others: Collection[str]
) -> Document:
    """Rename the keys of a node that has its new name already. `others` are the names of the other nodes of its kind."""
    update: dict[str, DataBinding | Training] = {}
    if document.data is not None:
        fields = ("inputs",) if isinstance(node, InputNode) else ("targets", "sample_weights")
        keyed = {field: keys for field in fields if old in (keys := getattr(document.data, field))}
        moved = {field: _rekeyed(keys, old, node.name, keep=old in others) for field, keys in keyed.items()}
        if moved:
            update["data"] = document.data.model_copy(update=moved)
    if document.training is not None and isinstance(node, OutputNode):
        update["training"] = _training_carried(document.training, old, node.name, others)
    return document.model_copy(update=update)


def _training_carried(training: Training, old: str, name: str, others: Collection[str]) -> Training:
    update: dict[str, object] = {}
    if old in training.outputs:
        update["outputs"] = _rekeyed(training.outputs, old, name, keep=old in others)
    # Keras logs a single output without its name.
    if others and old not in others:
        callbacks = [_monitor_carried(callback, old, name, others) for callback in training.callbacks]
        if callbacks != training.callbacks:
            update["callbacks"] = callbacks
    return training.model_copy(update=update) if update else training


def _rekeyed(entries: Mapping[str, V], old: str, name: str, *, keep: bool) -> dict[str, V]:
    """The entries in order, with `old` replaced by `name`, or followed by it with `keep`."""
    found: dict[str, V] = {}
    for key, value in entries.items():
        if key == old:
            if keep:
                found[old] = value
            found[name] = value
        elif key != name:
            found[key] = value
    return found


def _monitor_carried(callback: Named, old: str, name: str, others: Collection[str]) -> Named:
    """Rename the output in a callback's monitor, `val_<output>_<metric>` or `<output>_<metric>`."""
    monitor = callback.config.get("monitor")
    if not isinstance(monitor, str):
        return callback
    prefix = "val_" if monitor.startswith("val_") else ""
    metric = monitor.removeprefix(prefix)
    if not metric.startswith(f"{old}_"):
        return callback
    if any(len(other) > len(old) and metric.startswith(f"{other}_") for other in others):
        return callback
    renamed_monitor = f"{prefix}{name}{metric.removeprefix(old)}"
    return callback.model_copy(update={"config": {**callback.config, "monitor": renamed_monitor}})


def _ports_carried(document: Document, model: ModelName, old: str, name: str) -> Document:
    """Rename an input of a nested model in the edges into its calls, and in their routes."""
    models = {key: _edges_carried(entry, model, old, name) for key, entry in document.models.items()}
    return _edges_carried(document, model, old, name).model_copy(update={"models": models})


def _edges_carried(part: Drawn, model: ModelName, old: str, name: str) -> Drawn:
    if part.graph is None:
        return part
    nodes = part.graph.nodes
    calls = {node.id for node in nodes if isinstance(node, ModelNode) and node.model == model}
    calls |= {node.id for node in nodes if isinstance(node, SharedNode) and node.of in calls}

    def carried(edge: Edge) -> Edge:
        follows = edge.target in calls and edge.target_input == old
        return edge.model_copy(update={"target_input": name}) if follows else edge

    edges = [carried(edge) for edge in part.graph.edges]
    if edges == part.graph.edges:
        return part
    routes = [route.model_copy(update={"edge": carried(route.edge)}) for route in part.routes]
    update = {
        "graph": part.graph.model_copy(update={"edges": edges}),
        **({"routes": routes} if routes else {}),
    }
    return part.model_copy(update=update)
