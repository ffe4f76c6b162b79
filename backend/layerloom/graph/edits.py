"""Applies edits to a document as a pure function. The page's `applyEdit` passes the same golden cases.

An edit whose node or edge does not exist changes nothing.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, assert_never

from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.op_constants import read_constants
from layerloom_schema.documents.document import Document, Route, misread_values, read_document, write_document
from layerloom_schema.documents.edits import (
    AddNode,
    Connect,
    Disconnect,
    Edit,
    Move,
    RemoveNodes,
    Rename,
    RenameModel,
    SetConfig,
    SetDirection,
    SetField,
    SetNode,
    SetNote,
    SetRoutes,
)
from layerloom_schema.documents.graph import Edge, Graph, LayerNode, ModelNode, Node, OpNode, SharedNode

from .edge_routes import existing_routes, merge_routes, routes_after_move, routes_not_covered
from .json_paths import set_at_path
from .nested_models import nested_document, with_nested_graph
from .renaming import rename_model, rename_node

_Here = (
    AddNode
    | RemoveNodes
    | Connect
    | Disconnect
    | SetConfig
    | SetNode
    | SetField
    | Move
    | SetRoutes
    | SetDirection
    | SetNote
)
"""Edits of a single graph. A rename changes other parts of the document too."""


def apply(document: Document, edits: Iterable[Edit]) -> Document:
    """Apply edits in order. Raises `Unreadable` if the result is not a document."""
    for is_field, group in groupby(edits, lambda edit: isinstance(edit, SetField)):
        if is_field:
            document = _set_fields(document, [edit for edit in group if isinstance(edit, SetField)])
        else:
            for edit in group:
                document = _apply_one(document, edit)
    return document


def _apply_one(document: Document, edit: Edit) -> Document:
    if isinstance(edit, Rename):
        return rename_node(document, edit.node, edit.name, edit.model)
    if isinstance(edit, RenameModel):
        return rename_model(document, edit.name, edit.to)
    if not isinstance(edit, SetField) and edit.model is not None:
        inside = nested_document(document, edit.model)
        return (
            document if inside is None else with_nested_graph(document, edit.model, _apply_here(inside, edit))
        )
    return _apply_here(document, edit)


def _apply_here(document: Document, edit: _Here) -> Document:
    graph = document.graph
    match edit:
        case AddNode():
            if edit.at is None:
                return _with_graph(document, [*graph.nodes, edit.node], graph.edges)
            layout = {**document.layout, edit.node.id: edit.at}
            added = _with_graph(document, [*graph.nodes, edit.node], graph.edges, layout=layout)
            return _with_routes(added, routes_not_covered(added, [edit.node.id]))
        case RemoveNodes():
            return _remove(document, set(edit.nodes))
        case Connect():
            edges = graph.edges if edit.edge in graph.edges else [*graph.edges, edit.edge]
            return _with_graph(document, graph.nodes, edges)
        case Disconnect():
            less = _with_graph(document, graph.nodes, _without_first(graph.edges, edit.edge))
            return _with_routes(less, existing_routes(less))
        case SetConfig():
            return _with_graph(document, [_configured(node, edit) for node in graph.nodes], graph.edges)
        case SetNode():
            nodes = [
                node.model_copy(update={edit.field: edit.value}) if node.id == edit.node else node
                for node in graph.nodes
            ]
            return _with_graph(document, nodes, graph.edges)
        case SetField():
            return _set_fields(document, [edit])
        case Move():
            moved = document.model_copy(update={"layout": document.layout | edit.positions})
            return _with_routes(moved, routes_after_move(document, moved, edit.positions))
        case SetRoutes():
            return _with_routes(document, merge_routes(document, edit.routes))
        case SetDirection():
            return document.model_copy(update={"direction": edit.direction})
        case SetNote():
            notes = {name: note for name, note in document.notes.items() if name != edit.note}
            if edit.value is not None:
                notes = document.notes | {edit.note: edit.value}
            return document.model_copy(update={"notes": notes})
        case _:
            assert_never(edit)


def _with_graph(document: Document, nodes: list[Node], edges: list[Edge], **update: Any) -> Document:
    graph = document.graph.model_copy(update={"nodes": nodes, "edges": edges})
    return document.model_copy(update={"graph": graph, **update})


def _with_routes(document: Document, routes: list[Route]) -> Document:
    return document if routes == document.routes else document.model_copy(update={"routes": routes})


def _without_first(edges: list[Edge], gone: Edge) -> list[Edge]:
    if gone not in edges:
        return edges
    index = edges.index(gone)
    return edges[:index] + edges[index + 1 :]


def _configured(node: Node, edit: SetConfig) -> Node:
    if node.id != edit.node or not isinstance(node, LayerNode | OpNode):
        return node
    config: dict[str, Json] = {key: value for key, value in node.config.items() if key != edit.field}
    if not edit.unset:
        config = {**node.config, edit.field: edit.value}
    if isinstance(node, OpNode):
        config = read_constants(node.op, config)
    return node.model_copy(update={"config": config})


def _remove(document: Document, gone: set[NodeId]) -> Document:
    heirs: dict[NodeId, NodeId] = {}
    for node in document.graph.nodes:
        if isinstance(node, SharedNode) and node.of in gone and node.id not in gone:
            heirs.setdefault(node.of, node.id)
    remaining = [
        _inherit(document.graph, node, heirs) for node in document.graph.nodes if node.id not in gone
    ]
    edges = [edge for edge in document.graph.edges if edge.source not in gone and edge.target not in gone]
    layout = {node: position for node, position in document.layout.items() if node not in gone}
    less = _with_graph(document, remaining, edges, layout=layout)
    return _with_routes(less, existing_routes(less))


def _inherit(graph: Graph, node: Node, heirs: dict[NodeId, NodeId]) -> Node:
    """Let the first remaining call of a removed layer declare it; the other calls refer to that one."""
    if not isinstance(node, SharedNode) or node.of not in heirs:
        return node
    heir = heirs[node.of]
    if heir != node.id:
        return node.model_copy(update={"of": heir})
    declaring = next(other for other in graph.nodes if other.id == node.of)
    own: dict[str, object] = {"id": node.id}
    if isinstance(declaring, LayerNode) and declaring.call_with != node.call_with:
        own["call_with"] = node.call_with
    return declaring.model_copy(update=own) if isinstance(declaring, LayerNode | ModelNode | OpNode) else node


_SECTIONS = ("training", "data")
"""Fields of a document that can be read without the others, but for the dtype policy, which says how layers are read."""


def _set_fields(document: Document, edits: list[SetField]) -> Document:
    """Set fields one after another; what they are in is written and read once for all of them."""
    apart = all(_is_apart(edit) for edit in edits) and not misread_values(document)
    value = write_document(_sections(document) if apart else document)
    changed = [set_at_path(value, edit.path, edit.value, unset=edit.unset) for edit in edits]
    if not any(changed):
        return document
    read = read_document(value)
    return document.model_copy(update=_set_sections(read)) if apart else read


def _is_apart(edit: SetField) -> bool:
    return len(edit.path) > 1 and edit.path[0] in _SECTIONS and edit.path[1] != "dtype_policy"


def _sections(document: Document) -> Document:
    """A document of nothing but the training and data of this one."""
    return Document().model_copy(update=_set_sections(document))


def _set_sections(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in _SECTIONS if name in document.model_fields_set}
