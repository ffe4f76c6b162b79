"""Let a document follow a person's script: nodes that are there already keep their ids, places and labels."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from layerloom.importers.free_names import free_name
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document, NestedModel
from layerloom_schema.documents.graph import Edge, Graph, InputNode, LayerNode, Node, OutputNode, SharedNode
from layerloom_schema.documents.training import Training

from .agreement import agreement
from .script_reading import ScriptReading

Ids = dict[NodeId, NodeId]
_ID = 5
"""Bytes in the ids of new nodes."""


def follow(reading: ScriptReading, document: Document, catalog: Catalog) -> Document:
    """The document as the script says it. What the script does not say stays, as does what reaches no output."""
    pairs = agreement(reading, document, catalog)
    if pairs is not None:
        return _with_training(reading, document, pairs.nodes[None])
    ids = _matched(reading, None, document.graph)
    graph = _graph(reading, None, document.graph, ids)
    models = {
        name: _nested(reading, name, nested, document) for name, nested in reading.document.models.items()
    }
    followed = document.model_copy(
        update={
            "graph": graph,
            "models": {**_others(document, graph, models), **models},
            "layout": {node: place for node, place in document.layout.items() if node in _ids(graph)},
            "routes": [route for route in document.routes if route.edge in graph.edges],
            "data": _data(document.data or reading.document.data, document.graph, graph),
        }
    )
    return _with_training(reading, followed, ids)


def _ids(graph: Graph) -> set[NodeId]:
    return {node.id for node in graph.nodes}


def _others(
    document: Document, graph: Graph, models: Mapping[ModelName, NestedModel]
) -> dict[ModelName, NestedModel]:
    """The nested models that only nodes which reach no output call."""
    called = {node.model for node in graph.nodes if node.kind == "model"} - models.keys()
    return {name: nested for name, nested in document.models.items() if name in called}


def _nested(reading: ScriptReading, name: ModelName, nested: NestedModel, document: Document) -> NestedModel:
    """A nested model with the places of the one that had its name."""
    known = document.models.get(name)
    if known is None or known.graph is None or nested.graph is None:
        return nested
    graph = _graph(reading, name, known.graph, _matched(reading, name, known.graph))
    layout = {node: place for node, place in known.layout.items() if node in _ids(graph)}
    return known.model_copy(update={"graph": graph, "layout": layout, "routes": []})


def _matched(reading: ScriptReading, entry: ModelName | None, graph: Graph) -> Ids:
    """The ids in a document of the nodes of a script: by name, the rest by class, in order."""
    mine = [node for node in reading.graph(entry).nodes if not isinstance(node, SharedNode)]
    left: list[Node] = [node for node in graph.nodes if not isinstance(node, SharedNode)]
    found: Ids = {}
    for key in (_named_class, _name, _class):
        waiting: dict[object, list[Node]] = {}
        for node in left:
            waiting.setdefault(key(node), []).append(node)
        for node in mine:
            others = waiting.get(key(node))
            if node.id not in found and others:
                found[node.id] = others.pop(0).id
        taken = set(found.values())
        left = [node for node in left if node.id not in taken]
    found |= _matched_calls(reading.graph(entry), graph, found)
    taken = {*found.values(), *_ids(graph)}
    for node in reading.graph(entry).nodes:
        if node.id not in found:
            found[node.id] = _new_id(f"{entry} {_name(node)} {node.id}", taken)
            taken.add(found[node.id])
    return found


def _named_class(node: Node) -> object:
    return (_class(node), getattr(node, "name", None))


def _name(node: Node) -> object:
    return (node.kind, getattr(node, "name", None))


def _class(node: Node) -> object:
    return (
        node.kind,
        getattr(node, "layer", None) or getattr(node, "op", None) or getattr(node, "model", None),
    )


def _matched_calls(mine: Graph, theirs: Graph, found: Ids) -> Ids:
    """Further calls of layers that are matched, in order."""
    calls: dict[NodeId, list[NodeId]] = {}
    for node in theirs.nodes:
        if isinstance(node, SharedNode):
            calls.setdefault(node.of, []).append(node.id)
    return {
        node.id: calls[found[node.of]].pop(0)
        for node in mine.nodes
        if isinstance(node, SharedNode) and node.of in found and calls.get(found[node.of])
    }


def _new_id(seed: str, taken: set[NodeId]) -> NodeId:
    number = 0
    while True:
        made = NodeId(f"n{blake2b(f'{seed} {number}'.encode(), digest_size=_ID).hexdigest()}")
        if made not in taken:
            return made
        number += 1


def _graph(reading: ScriptReading, entry: ModelName | None, before: Graph, ids: Ids) -> Graph:
    """The graph of the script with the ids and labels of a document, and what there reaches no output."""
    known = {node.id: node for node in before.nodes}
    nodes = [_node(node, known.get(ids[node.id]), ids) for node in reading.graph(entry).nodes]
    said = {ids[node] for node in ids if reading.says_name(entry, node)}
    nodes = _with_names(nodes, known, said)
    edges = [
        edge.model_copy(update={"source": ids[edge.source], "target": ids[edge.target]})
        for edge in reading.graph(entry).edges
    ]
    loose = [node for node in _loose(before) if node.id not in set(ids.values())]
    here = {*ids.values(), *(node.id for node in loose)}
    more = [edge for edge in before.edges if {edge.source, edge.target} <= here and _leads_to(edge, loose)]
    return Graph(nodes=[*nodes, *loose], edges=[*edges, *more])


def _leads_to(edge: Edge, nodes: list[Node]) -> bool:
    return any(node.id == edge.target for node in nodes)


def _node(node: Node, known: Node | None, ids: Ids) -> Node:
    fields: dict[str, object] = {"id": ids[node.id]}
    if isinstance(node, SharedNode):
        fields["of"] = ids[node.of]
    elif known is not None and getattr(known, "label", None) and not node.label:
        fields["label"] = getattr(known, "label", None)
    if isinstance(node, LayerNode):
        fields["config"] = {key: _renamed(value, ids) for key, value in node.config.items()}
    return node.model_copy(update=fields)


def _renamed(value: object, ids: Ids) -> object:
    """A value with the ids of a document in its references."""
    if isinstance(value, dict):
        if value.keys() == {"of"}:
            return {"of": ids.get(NodeId(str(value["of"])), value["of"])}
        return {key: _renamed(part, ids) for key, part in value.items()}
    return [_renamed(part, ids) for part in value] if isinstance(value, list) else value


def _with_names(nodes: list[Node], known: Mapping[NodeId, Node], said: set[NodeId]) -> list[Node]:
    """Nodes whose names the script does not give keep those of the document, as far as they are free."""
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for node in nodes:
        if node.id in said:
            names[isinstance(node, OutputNode)].add(getattr(node, "name", ""))
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, SharedNode) or node.id in said:
            found.append(node)
            continue
        before = known.get(node.id)
        wanted = getattr(before, "name", None) if before is not None and before.kind == node.kind else None
        taken = names[isinstance(node, OutputNode)]
        name = free_name(wanted or node.name, taken, 2)
        taken.add(name)
        found.append(node.model_copy(update={"name": name}))
    return found


def _loose(graph: Graph) -> Iterator[Node]:
    """The nodes that reach no output."""
    waiting = [node.id for node in graph.nodes if isinstance(node, OutputNode)]
    reached: set[NodeId] = set()
    into: dict[NodeId, list[NodeId]] = {}
    for edge in graph.edges:
        into.setdefault(edge.target, []).append(edge.source)
    of = {node.id: node.of for node in graph.nodes if isinstance(node, SharedNode)}
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += into.get(node, [])
            waiting += [of[node]] if node in of else []
    yield from (node for node in graph.nodes if node.id not in reached and not isinstance(node, InputNode))


def _data(data: DataBinding | None, before: Graph, now: Graph) -> DataBinding | None:
    """A binding under the names that inputs and outputs have now."""
    if data is None:
        return None
    names = {node.id: getattr(node, "name", "") for node in now.nodes}
    inputs = {one.name: names.get(one.id) for one in before.nodes if isinstance(one, InputNode)}
    outputs = {one.name: names.get(one.id) for one in before.nodes if isinstance(one, OutputNode)}
    return data.model_copy(
        update={
            "inputs": {inputs.get(name) or name: field for name, field in data.inputs.items()},
            "targets": {outputs.get(name) or name: field for name, field in data.targets.items()},
        }
    )


def _with_training(reading: ScriptReading, document: Document, ids: Ids) -> Document:
    """The document with what the script says of training."""
    said = reading.document.training
    if said is None:
        return document
    before = document.training or Training()
    names = {node.id: node.name for node in document.graph.nodes if isinstance(node, OutputNode)}
    mine = [node for node in reading.document.graph.nodes if isinstance(node, OutputNode)]
    fields: dict[str, object] = {
        key: getattr(said, key)
        for key in said.model_fields_set & {"optimizer", "epochs", "batch_size", "shuffle"}
    }
    if "validation" in said.model_fields_set:
        fields["validation"] = before.validation.model_copy(update={"split": said.validation.split})
    if "callbacks" in said.model_fields_set:
        fields["callbacks"] = said.callbacks
    if "outputs" in said.model_fields_set:
        outputs = {}
        for node in mine:
            name = names.get(ids[node.id], node.name)
            stated = said.outputs.get(node.name)
            known = before.outputs.get(name)
            weights = {"class_weight": known.class_weight} if known is not None and known.class_weight else {}
            if stated is not None:
                outputs[name] = stated.model_copy(update=weights)
        fields["outputs"] = outputs
    return document.model_copy(update={"training": before.model_copy(update=fields)})
