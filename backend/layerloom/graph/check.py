"""The structural check: every [G] rule, all problems at once, in a fixed order. Pure Python."""

from collections.abc import Iterable

from layerloom_schema.base import NodeId
from layerloom_schema.catalog import Catalog
from layerloom_schema.document import Document, Graph, OutputNode
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Code, Problem, Severity

from .fixes import propose
from .index import GraphIndex
from .node_rules import node_problems
from .order import call_order, number_calls, reaches_output
from .reach_rules import reach_problems, size_problem, whole_problems
from .structure import Structure
from .wire_rules import wire_problems

_RANK = {code: place for place, code in enumerate(Code)}


def check_structure(document: Document, catalog: Catalog, limits: Limits) -> Structure:
    """Checks the graph of a document and plans its calls.

    What reaches no output gives warnings only: it is drawn, and left out of the model.
    """
    too_large = size_problem(document, limits)
    if too_large:
        return Structure(GraphIndex(Graph(), catalog), [too_large], [], {}, frozenset(), frozenset())
    index = GraphIndex(document.graph, catalog)
    order = call_order(index)
    live = reaches_output(index)
    found = [
        *whole_problems(index, order, limits),
        *node_problems(document, index, catalog),
        *wire_problems(index),
        *reach_problems(index, live),
    ]
    blocked = frozenset(
        place for problem in found if problem.severity is Severity.error for place in _blocks(problem, index)
    )
    problems = in_order(soften(found, index, live), index.position)
    problems = propose(document, index, live, problems)
    return Structure(index, problems, order, number_calls(index, order), blocked, live)


def in_order(problems: Iterable[Problem], position: dict[NodeId, int]) -> list[Problem]:
    """Errors first, then by code, then by the node's place in the document."""
    last = len(position)

    def key(problem: Problem) -> tuple[bool, int, int]:
        node = problem.where.node or (problem.where.edge.target if problem.where.edge else None)
        place = position.get(node, last) if node else -1
        return (problem.severity is not Severity.error, _RANK[problem.code], place)

    return sorted(problems, key=key)


def soften(problems: Iterable[Problem], index: GraphIndex, live: frozenset[NodeId]) -> list[Problem]:
    """Errors of nodes that reach no output become warnings, unless nothing reaches one."""
    if not any(isinstance(node, OutputNode) for node in index.nodes.values()):
        return list(problems)
    return [
        problem.model_copy(update={"severity": Severity.warning}) if _is_aside(problem, live) else problem
        for problem in problems
    ]


_NEVER_ASIDE = {
    Code.graph_unrelated_input,
    Code.node_duplicate_id,
    Code.node_duplicate_name,
    Code.node_bad_name,
}


def _is_aside(problem: Problem, live: frozenset[NodeId]) -> bool:
    if problem.code in _NEVER_ASIDE:
        return False
    node = problem.where.node or (problem.where.edge.target if problem.where.edge else None)
    return node is not None and node not in live


def _blocks(problem: Problem, index: GraphIndex) -> Iterable[NodeId]:
    """The calls that cannot be made because of a problem; a layer's fault blocks all its calls."""
    node = problem.where.node
    if node is None or problem.code in (
        Code.graph_unrelated_input,
        Code.node_bad_name,
        Code.node_duplicate_name,
    ):
        return ()
    field = problem.where.field or ""
    if field.startswith("config") or field == "layer":
        return index.calls_of(node)
    return (node,)
