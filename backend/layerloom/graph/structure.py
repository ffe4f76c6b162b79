"""What the structural check found: the problems, and the plan by which the walker calls the layers."""

from dataclasses import dataclass

from layerloom_schema.base import NodeId
from layerloom_schema.problems import Problem, Severity

from .index import GraphIndex


@dataclass(frozen=True)
class Structure:
    """A checked graph.

    `order` is the call order of every node that can be reached without going round a cycle, `calls` the number of each
    call of its layer. A node in `blocked` has an error of its own and must not be called. `live` nodes reach an output.
    """

    index: GraphIndex
    problems: list[Problem]
    order: list[NodeId]
    calls: dict[NodeId, int]
    blocked: frozenset[NodeId]
    live: frozenset[NodeId]

    @property
    def ok(self) -> bool:
        """No problem is an error."""
        return all(problem.severity is not Severity.error for problem in self.problems)
