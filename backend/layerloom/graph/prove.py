"""Proves fixes: a fix is offered only when the mended document is free of the problem and of new errors."""

from collections.abc import Callable, Collection

from layerloom_schema.base import NodeId
from layerloom_schema.document import Document
from layerloom_schema.edits import AddNode, Connect, Disconnect, Edit, Rename, SetConfig, SetNode
from layerloom_schema.errors import Unreadable
from layerloom_schema.problems import Code, Fix, Problem, Severity

from .edits import apply

Key = tuple[Code, NodeId | None, str | None, str | None]
Recheck = Callable[[Document], list[Problem]]
PROOFS = 24
"""Re-checks spent on one document of up to 100 nodes; larger ones get fewer, three at least."""


def prove(
    document: Document, problems: list[Problem], computed: Collection[NodeId], recheck: Recheck
) -> list[Problem]:
    """The same problems, each with those of its fixes that were seen to work.

    A mended wire lets the check see further, so an error that appears at a node that was never computed before and
    that the fix does not touch is no fault of the fix.
    """
    left = max(3, min(PROOFS, PROOFS * 100 // max(1, len(document.graph.nodes))))
    before = {_key(problem) for problem in problems if problem.severity is Severity.error}
    proved: list[Problem] = []
    for problem in problems:
        kept: list[Fix] = []
        for fix in problem.fixes:
            if left == 0:
                break
            if any(fix.edits == other.edits for other in kept):
                continue
            left -= 1
            if _works(document, problem, fix, before, computed, recheck):
                kept.append(fix)
        proved.append(problem.model_copy(update={"fixes": kept}) if problem.fixes else problem)
    return proved


def _works(
    document: Document,
    problem: Problem,
    fix: Fix,
    before: set[Key],
    computed: Collection[NodeId],
    recheck: Recheck,
) -> bool:
    try:
        after = recheck(apply(document, fix.edits))
    except Unreadable:
        return False
    if any(_key(found) == _key(problem) for found in after):
        return False
    touched = {node for edit in fix.edits for node in _touched(edit)}
    for found in after:
        if found.severity is not Severity.error or _key(found) in before:
            continue
        node = found.where.node
        if node is None or node in touched or node in computed:
            return False
    return True


def _key(problem: Problem) -> Key:
    edge = problem.where.edge
    wire = f"{edge.source}.{edge.source_output}>{edge.target}.{edge.target_input}" if edge else None
    return (problem.code, problem.where.node, wire, problem.where.field)


def _touched(edit: Edit) -> tuple[NodeId, ...]:
    match edit:
        case AddNode():
            return (edit.node.id,)
        case Connect() | Disconnect():
            return (edit.edge.target,)
        case SetConfig() | SetNode() | Rename():
            return (edit.node,)
        case _:
            return ()
