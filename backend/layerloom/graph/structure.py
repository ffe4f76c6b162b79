"""What the structural check found: the problems, and the plan by which the walker calls the layers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.document import Document
from layerloom_schema.problems import Code, Problem, Severity, Where

from .index import GraphIndex
from .naming import keras_model_names


@dataclass(frozen=True)
class Structure:
    """A checked graph, and those of the nested models of its document.

    `document` is the document with this graph in the place of its own. `order` is the call order of every node that can
    be reached without going round a cycle, `calls` the number of each call of its layer. A node in `blocked` has an
    error of its own and must not be called. `live` nodes reach an output. `models` are the nested graphs, inner ones
    first; the problems of the whole document are those of its outermost structure.
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
    """Whether the limits of this check allow that weights are fetched."""

    @property
    def ok(self) -> bool:
        """No problem is an error."""
        return all(problem.severity is not Severity.error for problem in self.problems)

    @property
    def size(self) -> int:
        """Calls in this graph and in all nested ones: how deep a model may be at the most."""
        return len(self.order) + sum(len(inner.order) for inner in self.models.values())

    @cached_property
    def model_names(self) -> Mapping[ModelName, str]:
        """The name that Keras knows each nested model by."""
        return keras_model_names(self.document)

    @cached_property
    def unfinished(self) -> frozenset[NodeId]:
        """Layers of this graph with a setting missing or wrong."""
        return frozenset(
            problem.where.node
            for problem in self.problems
            if problem.where.node is not None
            and problem.where.model is None
            and problem.code is not Code.document_unknown_field
            and (problem.where.field or "").startswith(("config", "layer"))
        )

    def place(self, where: Where) -> tuple[int, int]:
        """Where a problem stands in the order of the document: the outermost graph first, then the nested ones."""
        node = where.node or (where.edge.target if where.edge else None)
        if where.model is None:
            return (0, self.index.position.get(node, len(self.index.position)) if node else -1)
        names = list(self.document.models)
        number = names.index(where.model) + 1 if where.model in names else len(names) + 1
        inside = self.models.get(where.model)
        position = inside.index.position if inside is not None else {}
        return (number, position.get(node, len(position)) if node else -1)
