"""Iterates over all objects of a document, with their paths and titles."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from layerloom_schema.base import Json, ModelName, NodeId, Part
from layerloom_schema.checks.problems import Where
from layerloom_schema.documents.document import Document, NestedModel, Position, Route
from layerloom_schema.documents.graph import Graph, SharedNode
from layerloom_schema.documents.training import Named, OutputTraining, Training
from layerloom_schema.text.messages import phrase

Kind = Literal["optimizers", "losses", "metrics", "callbacks"]


@dataclass(frozen=True)
class DocumentPart:
    """One object of a document. `kind` is the part of the catalogue that its name belongs to, if any."""

    part: Part
    path: tuple[str, ...]
    title: Json
    where: Where = field(default_factory=Where)
    kind: Kind | None = None

    @property
    def prefix(self) -> str:
        """The dotted path for the field of a problem; empty for nodes and edges, which `where` has already."""
        return "" if self.where.node or self.where.edge else ".".join(self.path)


def document_parts(document: Document) -> Iterator[DocumentPart]:
    """Every object of a document but those inside configs, outer ones first.

    Nodes and edges, of which there are thousands, come only where they have fields that are not declared.
    """
    yield DocumentPart(document, (), phrase("document.title"))
    yield from _graph(document.graph, ("graph",), None)
    for name, nested in document.models.items():
        path = ("models", name)
        yield DocumentPart(nested, path, _dotted(path), Where(model=name))
        if nested.graph is not None:
            yield from _graph(nested.graph, (*path, "graph"), name)
        yield from _drawing(nested, path, name)
    if document.training is not None:
        yield from _training(document.training)
    if document.data is not None:
        yield DocumentPart(document.data, ("data",), "data")
    yield from _drawing(document, (), None)


def _graph(graph: Graph, path: tuple[str, ...], model: ModelName | None) -> Iterator[DocumentPart]:
    yield DocumentPart(graph, path, _dotted(path), Where(model=model))
    titles: dict[NodeId, str] = {}
    for node in graph.nodes:
        title = str(node.id) if isinstance(node, SharedNode) else node.label or node.name
        titles.setdefault(node.id, title)
        if node.model_extra:
            yield DocumentPart(node, (*path, "nodes", node.id), title, Where(node=node.id, model=model))
    for index, edge in enumerate(graph.edges):
        if not edge.model_extra:
            continue
        title = f"{titles.get(edge.source, edge.source)} → {titles.get(edge.target, edge.target)}"
        yield DocumentPart(edge, (*path, "edges", str(index)), title, Where(edge=edge, model=model))


def _drawing(
    drawn: Document | NestedModel, path: tuple[str, ...], model: ModelName | None
) -> Iterator[DocumentPart]:
    """The positions, routes and notes of a graph."""
    positions: Mapping[NodeId, Position] = drawn.layout
    routes: list[Route] = drawn.routes
    found: Iterable[tuple[tuple[str, ...], Part]] = (
        *((("layout", node), position) for node, position in positions.items()),
        *((("routes", str(index)), route) for index, route in enumerate(routes)),
        *((("notes", note), text) for note, text in drawn.notes.items()),
    )
    for inner, part in found:
        whole = (*path, *inner)
        yield DocumentPart(part, whole, _dotted(whole), Where(model=model))
        if isinstance(part, Route):
            yield DocumentPart(part.edge, (*whole, "edge"), _dotted((*whole, "edge")), Where(model=model))


def _training(training: Training) -> Iterator[DocumentPart]:
    path = ("training",)
    yield DocumentPart(training, path, "training")
    yield DocumentPart(training.validation, (*path, "validation"), "training.validation")
    yield from _named(training.optimizer, (*path, "optimizer"), "optimizers")
    for name, output in training.outputs.items():
        yield from _output(output, (*path, "outputs", name))
    for index, callback in enumerate(training.callbacks):
        yield from _named(callback, (*path, "callbacks", str(index)), "callbacks")


def _output(output: OutputTraining, path: tuple[str, ...]) -> Iterator[DocumentPart]:
    yield DocumentPart(output, path, _dotted(path))
    yield from _named(output.loss, (*path, "loss"), "losses")
    for index, metric in enumerate(output.metrics):
        yield from _named(metric, (*path, "metrics", str(index)), "metrics")
    for index, metric in enumerate(output.weighted_metrics):
        yield from _named(metric, (*path, "weighted_metrics", str(index)), "metrics")


def _named(choice: str | Named | None, path: tuple[str, ...], kind: Kind) -> Iterator[DocumentPart]:
    if isinstance(choice, Named):
        yield DocumentPart(choice, path, _dotted(path), kind=kind)


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(path)
