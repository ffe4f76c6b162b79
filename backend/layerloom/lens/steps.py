"""A change of a document as steps, each with the document that it leads to and proposals for the text."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from layerloom.importers.script.state.values import Call, Layer, Model, Site
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import (
    Graph,
    InputNode,
    LayerNode,
    ModelNode,
    Node,
    OpNode,
    SharedNode,
)

from .agreement import Pairs, without_defaults
from .graph_change import GraphChange
from .graph_edits import GraphEdits
from .node_edits import NodeEdits
from .parameter_edits import GONE
from .proposer import Edits, Proposer
from .script_reading import ScriptReading
from .sequential_edits import SequentialEdits
from .tensor_code import Unreachable
from .training_edits import Field, TrainingEdits
from .written_code import parameters_of

Proposals = Callable[[Proposer, Pairs], Iterator[Edits]]


@dataclass(frozen=True)
class Step:
    """One change: the document after it, and how the text may be edited. `nodes` are what it is about.

    `needed` is false where a text that agrees already may stay as it is. `field` is one of training, with its value.
    """

    goal: Document
    proposals: Proposals
    nodes: Sequence[tuple[ModelName | None, NodeId]] = ()
    needed: bool = True
    field: tuple[Field, Json] | None = field(default=None)


def steps(
    reading: ScriptReading, pairs: Pairs, before: Document, after: Document, catalog: Catalog
) -> Iterator[Step]:
    """The changes of graphs, each node's fields first; of what the script does not draw, none."""
    document = before
    for entry, other in _graphs(pairs):
        for step in _fields(reading, pairs, document, after, (entry, other), catalog):
            document = step.goal
            yield step
    for _, other in _graphs(pairs):
        goal = _with_graph(document, other, _graph(after, other))
        if other is None:
            goal = goal.model_copy(update={"models": {**document.models, **_other_models(after, pairs)}})
        document = goal
        yield Step(goal, _structure(other, goal, catalog), _changed_nodes(before, after, other), needed=False)
    if document.models.keys() != after.models.keys():
        document = document.model_copy(update={"models": after.models})
        yield Step(document, lambda *_: iter(()), needed=False)


def _graphs(pairs: Pairs) -> list[tuple[ModelName | None, ModelName | None]]:
    """The graphs that the script draws, by their names there and in the document."""
    return [(entry, None if entry is None else pairs.models[entry]) for entry in pairs.nodes]


def _graph(document: Document, entry: ModelName | None) -> Graph | None:
    if entry is None:
        return document.graph
    found = document.models.get(entry)
    return found.graph if found is not None else None


def _with_graph(document: Document, entry: ModelName | None, graph: Graph | None) -> Document:
    if graph is None:
        return document
    if entry is None:
        return document.model_copy(update={"graph": graph})
    nested = document.models[entry].model_copy(update={"graph": graph})
    return document.model_copy(update={"models": {**document.models, entry: nested}})


def _other_models(after: Document, pairs: Pairs) -> dict[ModelName, object]:
    """The nested models that are new, or that the script does not draw a graph of."""
    drawn = {other for _, other in _graphs(pairs)}
    return {name: nested for name, nested in after.models.items() if name not in drawn}


def _changed_nodes(
    before: Document, after: Document, entry: ModelName | None
) -> list[tuple[ModelName | None, NodeId]]:
    """The nodes at the ends of the wires that change."""
    was, now = _graph(before, entry) or Graph(), _graph(after, entry) or Graph()
    edges = {edge.model_dump_json(): edge for edge in was.edges}
    others = {edge.model_dump_json(): edge for edge in now.edges}
    changed = [edge for key, edge in edges.items() if key not in others]
    changed += [edge for key, edge in others.items() if key not in edges]
    found = [*(edge.target for edge in changed), *(edge.source for edge in changed)]
    return [(entry, node) for node in dict.fromkeys(found) if any(one.id == node for one in was.nodes)]


@dataclass(frozen=True)
class _FieldChange:
    """Another value of one field of a node: `config.units`, `name`, `shape`."""

    node: NodeId
    path: str
    old: Json
    new: object


def _fields(
    reading: ScriptReading,
    pairs: Pairs,
    document: Document,
    after: Document,
    entries: tuple[ModelName | None, ModelName | None],
    catalog: Catalog,
) -> Iterator[Step]:
    entry, other = entries
    graph, goal = _graph(document, other), _graph(after, other)
    if graph is None or goal is None:
        return
    later = {node.id: node for node in goal.nodes}
    drawn = {mine: theirs for theirs, mine in pairs.nodes[entry].items()}
    groups: dict[object, list[_FieldChange]] = {}
    for node in graph.nodes:
        if node.id in drawn and node.id in later:
            call = reading.calls(entry).get(drawn[node.id])
            for change in _changes(node, later[node.id], catalog):
                groups.setdefault(_group(call, change), []).append(change)
    for changes in groups.values():
        graph = Graph(nodes=[_changed(node, later, changes) for node in graph.nodes], edges=graph.edges)
        document = _with_graph(document, other, graph)
        yield Step(document, _node_edits(other, changes), [(other, one.node) for one in changes])


def _group(call: Call | None, change: _FieldChange) -> object:
    """Equal changes of all layers that one expression makes are one change."""
    site = call.target.site if call is not None and isinstance(call.target, Layer | Model) else None
    value = json.dumps(change.new) if change.new is not GONE else ""
    return (id(site.node) if site is not None else change.node, change.path, value)


def _node_edits(other: ModelName | None, changes: Sequence[_FieldChange]) -> Proposals:
    first = changes[0]

    def proposals(proposer: Proposer, pairs: Pairs) -> Iterator[Edits]:
        entry = _entry(pairs, other)
        theirs = next((one for one, mine in pairs.nodes[entry].items() if mine == first.node), None)
        if theirs is not None:
            edits = NodeEdits(proposer, entry, theirs)
            yield from edits.proposals(first.path, first.old, first.new)

    return proposals


def _entry(pairs: Pairs, other: ModelName | None) -> ModelName | None:
    return next((one for one, mine in _graphs(pairs) if mine == other), None)


def _changes(node: Node, later: Node, catalog: Catalog) -> Iterator[_FieldChange]:
    """The fields of a node that stays, as far as a script has them."""
    if node.kind != later.kind:
        return
    old_name, new_name = getattr(node, "name", None), getattr(later, "name", None)
    if old_name != new_name:
        yield _FieldChange(node.id, "name", old_name, new_name)
    if isinstance(node, InputNode) and isinstance(later, InputNode):
        if node.shape != later.shape:
            yield _FieldChange(node.id, "shape", [*node.shape], [*later.shape])
        if node.dtype != later.dtype:
            yield _FieldChange(node.id, "dtype", node.dtype, later.dtype)
    if isinstance(node, LayerNode) and isinstance(later, LayerNode):
        if node.layer != later.layer:
            yield _FieldChange(node.id, "layer", node.layer, later.model_dump(mode="json"))
            return
        parameters = parameters_of(catalog, "layers", node.layer)
        old, new = without_defaults(node.config, parameters), without_defaults(later.config, parameters)
        yield from _configs(node.id, "config", old, new)
    if isinstance(node, OpNode) and isinstance(later, OpNode) and node.op == later.op:
        yield from _configs(node.id, "config", node.config, later.config)
    kinds = (LayerNode, ModelNode)
    if isinstance(node, kinds) and isinstance(later, kinds) and node.trainable != later.trainable:
        yield _FieldChange(node.id, "trainable", node.trainable, later.trainable)
    if isinstance(node, LayerNode | ModelNode | SharedNode) and isinstance(
        later, LayerNode | ModelNode | SharedNode
    ):
        yield from _configs(node.id, "call_with", node.call_with, later.call_with)


def _configs(node: NodeId, path: str, old: dict[str, Json], new: dict[str, Json]) -> Iterator[_FieldChange]:
    for key in {**old, **new}:
        if old.get(key, GONE) != new.get(key, GONE) or type(old.get(key)) is not type(new.get(key)):
            yield _FieldChange(node, f"{path}.{key}", old.get(key), new.get(key, GONE))


def _changed(node: Node, later: dict[NodeId, Node], changes: Sequence[_FieldChange]) -> Node:
    """A node with one field as it is to be."""
    found = next((change for change in changes if change.node == node.id), None)
    if found is None:
        return node
    name, _, key = found.path.partition(".")
    if not key:
        if name == "layer":
            return later[node.id].model_copy(update={"trainable": getattr(node, "trainable", True)})
        return node.model_copy(update={name: getattr(later[node.id], name)})
    values = {**getattr(node, name)}
    if found.new is GONE:
        values.pop(key, None)
    else:
        values[key] = found.new
    return node.model_copy(update={name: values})


def _structure(other: ModelName | None, goal: Document, catalog: Catalog) -> Proposals:
    def proposals(proposer: Proposer, pairs: Pairs) -> Iterator[Edits]:
        entry = _entry(pairs, other)
        graph = _graph(goal, other)
        if graph is None:
            return
        change = GraphChange(proposer.reading, entry, pairs, goal, graph, catalog)
        yield from SequentialEdits(proposer, change).proposals()
        yield from GraphEdits(proposer, change).into_chain()
        yield from GraphEdits(proposer, change).out_of_chain()
        for clean in (True, False):
            try:
                yield GraphEdits(proposer, change).any_change(clean=clean)
            except Unreachable:
                return

    return proposals


def training_steps(
    proposer: Proposer,
    outputs: Sequence[str],
    before: dict[Field, Json],
    after: dict[Field, Json],
    goal: Document,
) -> Iterator[Step]:
    """The changed fields of the training that the script says. `outputs` are the names that it has for its outputs."""
    for one, value in after.items():
        if before.get(one) != value and TrainingEdits(proposer).says(one[0]):
            old = before.get(one)
            yield Step(goal, _training_edits(one, outputs, old, value), field=(one, value))


def _training_edits(one: Field, outputs: Sequence[str], old: Json, new: Json) -> Proposals:
    return lambda proposer, _: TrainingEdits(proposer).proposals(one, outputs, old, new)


def sites_of(reading: ScriptReading, pairs: Pairs, step: Step) -> Iterator[Site]:
    """Where the nodes of a step are made and called."""
    for other, node in step.nodes:
        entry = _entry(pairs, other)
        theirs = next((one for one, mine in pairs.nodes.get(entry, {}).items() if mine == node), None)
        call = reading.calls(entry).get(theirs) if theirs is not None else None
        if call is not None and isinstance(call.target, Layer | Model) and call.target.site is not None:
            yield call.target.site
        if call is not None and call.site is not None:
            yield call.site
