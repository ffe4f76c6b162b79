"""The dry build of a document: every call's shapes, every layer's weight, and what Keras will not have."""

from dataclasses import dataclass

from layerloom.graph.check import in_order, soften
from layerloom.graph.structure import Structure
from layerloom_schema.base import NodeId
from layerloom_schema.catalog import Catalog
from layerloom_schema.document import Document, LayerNode
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Problem
from layerloom_schema.reports import NodeReport, Totals

from .cache import CallCache
from .calls import DryCaller
from .findings import to_problem
from .fixes import propose
from .specs import Spec
from .totals import add_up, counted, too_large, too_much_at_work
from .walk import walk


@dataclass(frozen=True)
class Inspection:
    """What a dry build found. A node that could not be computed is missing from `nodes`."""

    problems: list[Problem]
    nodes: dict[NodeId, NodeReport]
    totals: Totals


def inspect(
    structure: Structure, document: Document, catalog: Catalog, limits: Limits, cache: CallCache
) -> Inspection:
    """Calls every layer of a checked graph dry. Allocates nothing, whatever the sizes; runs in the thread at hand.

    Calls are made one by one on fresh symbols, so no chain is too long. Fixes are candidates: prove them.
    """
    caller = DryCaller(catalog, cache)
    outputs = walk(structure, caller)
    cache.settle()
    layers = counted(structure, caller.outcomes)
    totals = add_up(layers)
    problems = [
        *_call_problems(structure, document, caller),
        *too_large(structure, layers, totals, limits),
        *too_much_at_work(document, structure, outputs, limits),
    ]
    index = structure.index
    return Inspection(
        problems=in_order(soften(problems, index, structure.live), structure),
        nodes={node: _report(structure, caller, node, specs) for node, specs in outputs.items()},
        totals=totals,
    )


def _call_problems(structure: Structure, document: Document, caller: DryCaller) -> list[Problem]:
    problems = []
    for node, finding in caller.findings.items():
        problem = to_problem(finding, structure.index, node)
        declaring = structure.index.layer_node(node)
        if isinstance(declaring, LayerNode):
            fixes = propose(document, structure.index, problem, declaring, caller.arguments[node])
            problem = problem.model_copy(update={"fixes": fixes})
        problems.append(problem)
    return problems


def _report(structure: Structure, caller: DryCaller, node: NodeId, specs: list[Spec]) -> NodeReport:
    outcome = caller.outcomes.get(node)
    # Built without validation: a thousand of these are made at every check.
    return NodeReport.model_construct(
        outputs=[spec.report() for spec in specs] if outcome is None else outcome.reports,
        params=0 if outcome is None else outcome.params,
        call=structure.calls.get(node, 0),
    )
