"""The result of the structural check: problems, and the order in which the walker calls the layers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.checks.problems import Code, Problem, Severity, Where
from layerloom_schema.documents.document import Document

from .index import GraphIndex
from .naming import keras_model_names


@dataclass(frozen=True)
class Structure:
    """A checked graph, with those of its nested models.

    `document` is the document with this graph as its own. `order` is the call order of all nodes that are not in or after
    a cycle, `calls` the number of each call of its layer. A node in `blocked` has an error and must not be called.
    `live` nodes reach an output. `models` are the nested graphs, inner ones first. The structure of the document's own
    graph has the problems of the whole document.
    """

    document: Document
    index: GraphIndex
    problems: list[Problem]
    order: list[NodeId]
    calls: dict[NodeId, int]
    blocked: frozenset[NodeId]
    live: frozenset[NodeId]
    models: Mapping[ModelName, "Structure"] = field(default_factory=dict)
    downloads: bool = False
    """Whether the limits allow the download of weights."""

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return all(problem.severity is not Severity.error for problem in self.problems)

    @property
    def size(self) -> int:
        """The number of calls in this graph and all nested ones, an upper bound of the model's depth."""
        return len(self.order) + sum(len(inner.order) for inner in self.models.values())

    @cached_property
    def model_names(self) -> Mapping[ModelName, str]:
        """The Keras name of each nested model."""
        return keras_model_names(self.document)

    @cached_property
    def unfinished(self) -> frozenset[NodeId]:
        """Nodes of this graph whose layer has a missing or wrong argument."""
        return frozenset(
            problem.where.node
            for problem in self.problems
            if problem.where.node is not None
            and problem.where.model is None
            and problem.code is not Code.document_unknown_field
            and (problem.where.field or "").startswith(("config", "layer"))
        )

    def sort_key(self, where: Where) -> tuple[int, int]:
        """Sort key of a problem's location: the document's own graph first, then the nested ones."""
        node = where.node or (where.edge.target if where.edge else None)
        if where.model is None:
            return (0, self.index.position.get(node, len(self.index.position)) if node else -1)
        names = list(self.document.models)
        number = names.index(where.model) + 1 if where.model in names else len(names) + 1
        inside = self.models.get(where.model)
        position = inside.index.position if inside is not None else {}
        return (number, position.get(node, len(position)) if node else -1)
