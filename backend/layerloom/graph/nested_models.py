"""Nested models as documents, so that rules and edits of a graph apply to them, and traversal of nested models."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from layerloom_schema.base import Json, ModelName
from layerloom_schema.checks.problems import Fix, Problem
from layerloom_schema.documents.document import DRAWING, Document, NestedModel
from layerloom_schema.documents.edits import Edit, RenameModel, SetField
from layerloom_schema.documents.graph import Graph, LayerNode, ModelNode, Node, SharedNode

FindRun = Callable[[str], Document | None]
"""Finds the document of a run by its id; returns `None` if there is no such run."""


def nested_document(document: Document, name: ModelName) -> Document | None:
    """The document with the graph of a nested model as its own; `None` if the model has no graph."""
    nested = document.models.get(name)
    if nested is None or nested.graph is None:
        return None
    drawing = {field: getattr(nested, field) for field in DRAWING}
    return document.model_copy(update={"graph": nested.graph, **drawing})


def with_nested_graph(document: Document, name: ModelName, inside: Document) -> Document:
    """The document with the graph of a nested model replaced by that of `inside`, from `nested_document`."""
    nested = document.models[name].model_copy(update={"graph": inside.graph})
    for field in DRAWING:
        if getattr(inside, field) or getattr(nested, field):
            nested = nested.model_copy(update={field: getattr(inside, field)})
    return document.model_copy(update={"models": {**inside.models, name: nested}})


def problems_in_model(problems: Iterable[Problem], name: ModelName) -> list[Problem]:
    """Add the name of a nested model to the locations and fixes of problems found in its graph."""
    return [
        problem.model_copy(
            update={
                "where": problem.where.model_copy(update={"model": name}),
                "fixes": [_fix_in_model(fix, name) for fix in problem.fixes],
            }
        )
        for problem in problems
    ]


def _fix_in_model(fix: Fix, name: ModelName) -> Fix:
    return fix.model_copy(update={"edits": [_edit_in_model(edit, name) for edit in fix.edits]})


def _edit_in_model(edit: Edit, name: ModelName) -> Edit:
    return edit if isinstance(edit, SetField | RenameModel) else edit.model_copy(update={"model": name})


def models_in_nodes(nodes: Iterable[Node]) -> list[ModelName]:
    """The nested models that nodes call or wrap in their layers, each once."""
    return list(dict.fromkeys(model for node in nodes for model in _models_of(node)))


def references_in(value: Json, key: Literal["model", "of"]) -> Iterator[str]:
    """The names in `{"model": NAME}`, or in `{"of": NODE}`, anywhere in an argument."""
    if isinstance(value, list):
        for part in value:
            if isinstance(part, list | dict):
                yield from references_in(part, key)
    elif isinstance(value, dict):
        name = value.get(key)
        if isinstance(name, str) and len(value) == 1:
            yield name
        else:
            for part in value.values():
                if isinstance(part, list | dict):
                    yield from references_in(part, key)


def models_used_by(document: Document, name: ModelName) -> list[ModelName]:
    """The nested models that the graph of a nested model uses."""
    nested = document.models.get(name)
    return models_in_nodes(nested.graph.nodes) if nested is not None and nested.graph is not None else []


def reachable(document: Document, start: Iterable[ModelName]) -> list[ModelName]:
    """The nested models of `start` and all that these use, each once. They need not exist."""
    found = dict.fromkeys(start)
    todo = list(found)
    for name in todo:
        for further in models_used_by(document, name):
            if further not in found:
                found[further] = None
                todo.append(further)
    return todo


def inner_first(document: Document) -> list[ModelName]:
    """Nested models in topological order, inner ones first, without those that contain a cycle."""
    waiting = {name: {*models_used_by(document, name)} & set(document.models) for name in document.models}
    order: list[ModelName] = []
    while ready := [name for name, needed in waiting.items() if not needed]:
        for name in ready:
            del waiting[name]
        for needed in waiting.values():
            needed.difference_update(ready)
        order += ready
    return order


def nesting_depths(document: Document) -> dict[ModelName, int]:
    """The nesting depth of each nested model, itself included, without those that contain a cycle."""
    deepest: dict[ModelName, int] = {}
    for name in inner_first(document):
        deepest[name] = 1 + max(
            (deepest.get(inner, 0) for inner in models_used_by(document, name)), default=0
        )
    return deepest


MAX_EXPANDED_SIZE = 10**12
"""Upper limit of the count, as calls on a few levels multiply."""


def expanded_size(document: Document) -> int:
    """The number of nodes with nested models expanded at every call, of the largest graph, up to `MAX_EXPANDED_SIZE`.

    A nested model without a graph counts as one node.
    """
    inside: dict[ModelName, int] = {}
    for name in inner_first(document):
        nested = document.models[name]
        inside[name] = _expanded_size(nested.graph.nodes, inside) if nested.graph is not None else 0
    return max([_expanded_size(document.graph.nodes, inside), *inside.values()])


def _expanded_size(nodes: Iterable[Node], inside: Mapping[ModelName, int]) -> int:
    nodes = list(nodes)
    declared = {node.id: node for node in nodes}
    called = (declared.get(node.of, node) if isinstance(node, SharedNode) else node for node in nodes)
    count = len(nodes) + sum(inside.get(model, 0) for node in called for model in _models_of(node))
    return min(count, MAX_EXPANDED_SIZE)


def _models_of(node: Node) -> Iterator[ModelName]:
    """The nested models that one call runs, with repetitions."""
    if isinstance(node, ModelNode):
        yield node.model
    elif isinstance(node, LayerNode):
        yield from map(ModelName, references_in(node.config, "model"))


def self_reference(document: Document, start: ModelName) -> list[ModelName] | None:
    """The path by which a nested model contains itself, from its name back to it; `None` if it does not."""
    came: dict[ModelName, ModelName] = {}
    todo = [start]
    for name in todo:
        for inner in models_used_by(document, name):
            if inner == start:
                path = [start, name]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1] if len(path) > 2 else [start, start]
            if inner not in came:
                came[inner] = name
                todo.append(inner)
    return None


def with_run_graphs(document: Document, find: FindRun) -> Document:
    """The document with the graphs of the runs that its nested models refer to.

    The nested models of such a run are added as `NAME/INNER`. A run that is not found stays without a graph.
    """
    models: dict[ModelName, NestedModel] = {}
    for name, nested in document.models.items():
        drawn = find(nested.run) if nested.run is not None and nested.graph is None else None
        if drawn is None:
            models[name] = nested
            continue
        inner = with_run_graphs(drawn, find)

        def below(other: ModelName, name: ModelName = name) -> ModelName:
            return ModelName(f"{name}/{other}")

        models[name] = nested.model_copy(update={"graph": with_models_renamed(inner.graph, below)})
        for other, entry in inner.models.items():
            graph = None if entry.graph is None else with_models_renamed(entry.graph, below)
            models[below(other)] = entry.model_copy(update={"graph": graph})
    return document if models == document.models else document.model_copy(update={"models": models})


def belongs_to_run(document: Document, name: ModelName | None) -> bool:
    """Whether a nested model is a trained run or belongs to one, so that this document cannot change its graph."""
    outer = document.models.get(ModelName(name.split("/")[0])) if name is not None else None
    return outer is not None and outer.run is not None


def with_models_renamed(graph: Graph, rename: Callable[[ModelName], ModelName]) -> Graph:
    """The graph with its nested models renamed."""
    nodes: list[Node] = []
    for node in graph.nodes:
        if isinstance(node, ModelNode):
            nodes.append(node.model_copy(update={"model": rename(node.model)}))
        elif isinstance(node, LayerNode) and models_in_nodes([node]):
            nodes.append(node.model_copy(update={"config": _config_renamed(node.config, rename)}))
        else:
            nodes.append(node)
    return graph.model_copy(update={"nodes": nodes})


def _config_renamed(value: Json, rename: Callable[[ModelName], ModelName]) -> Json:
    if isinstance(value, list):
        return [_config_renamed(part, rename) for part in value]
    if not isinstance(value, dict):
        return value
    name = value.get("model")
    if isinstance(name, str) and len(value) == 1:
        return {"model": rename(ModelName(name))}
    return {key: _config_renamed(part, rename) for key, part in value.items()}
