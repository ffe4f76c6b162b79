"""The structural check: applies all [G] rules, and sorts the problems. Pure Python, without Keras."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph, LayerNode, Node, OutputNode
from layerloom_schema.limits import Limits

from .fixes.structural_fixes import propose_fixes
from .index import GraphIndex
from .nested_models import models_in_nodes, nested_document, nesting_depths, problems_in_model, reachable
from .order import call_order, number_calls, reaches_output
from .rules.edge_rules import edge_problems
from .rules.misread_field_rules import misread_field_problems
from .rules.nested_model_rules import model_problems
from .rules.node_rules import node_problems
from .rules.reachability_rules import graph_problems, reachability_problems, size_problem
from .rules.unknown_field_rules import unknown_field_problems
from .structure import Structure
from .wrapped_layers import referenced_nodes

_RANK = {code: rank for rank, code in enumerate(Code)}


def check_structure(document: Document, catalog: Catalog, limits: Limits) -> Structure:
    """Check all graphs of a document, nested ones included, and determine their call order.

    Nodes that reach no output, and nested models that are not called, give warnings only: they are not part of the model.
    """
    too_large = size_problem(document, limits)
    if too_large:
        empty = document.model_copy(update={"graph": Graph(), "models": {}})
        return Structure(
            empty, GraphIndex(Graph(), catalog, {}), [too_large], [], {}, frozenset(), frozenset()
        )
    models: dict[ModelName, Structure] = {}
    for name, depth in nesting_depths(document).items():
        # Each level is checked again for every level around it: beyond the limit only the depth is reported.
        inside = nested_document(document, name) if depth <= limits.nesting else None
        if inside is not None:
            models[name] = _check_graph(inside, catalog, limits, models, nested=True)
    top = _check_graph(document, catalog, limits, models, nested=False)
    found = [
        *top.problems,
        *model_problems(document, catalog, limits),
        *unknown_field_problems(document, catalog),
    ]
    found += misread_field_problems(document)
    for name, structure in models.items():
        found += problems_in_model(structure.problems, name)
    return replace(
        top, problems=sort_problems(downgrade_unused_models(found, top), top), downloads=limits.downloads
    )


def _check_graph(
    document: Document,
    catalog: Catalog,
    limits: Limits,
    models: Mapping[ModelName, Structure],
    *,
    nested: bool,
) -> Structure:
    index = GraphIndex(document.graph, catalog, document.models)
    order = call_order(index)
    live = reaches_output(index)
    found = [
        *graph_problems(index, order, limits),
        *node_problems(document, index, catalog, nested=nested),
        *edge_problems(index),
        *reachability_problems(index, live),
    ]
    blocked = frozenset(
        call
        for problem in found
        if problem.severity is Severity.error
        for call in _blocked_calls(problem, index)
    )
    structure = Structure(document, index, [], order, number_calls(index, order), blocked, live, dict(models))
    problems = sort_problems(downgrade_unreachable(found, index, live), structure)
    return replace(structure, problems=propose_fixes(document, index, live, problems))


def sort_problems(problems: Iterable[Problem], structure: Structure) -> list[Problem]:
    """Sort problems: errors first, then by code, then by the position of the node in the document."""

    def key(problem: Problem) -> tuple[bool, int, tuple[int, int]]:
        location = structure.sort_key(problem.where)
        return (problem.severity is not Severity.error, _RANK[problem.code], location)

    return sorted(problems, key=key)


def downgrade_unused_models(problems: Iterable[Problem], top: Structure) -> list[Problem]:
    """Downgrade errors in nested models that the model does not contain to warnings."""
    problems = list(problems)
    if all(problem.where.model is None for problem in problems):
        return problems
    index = top.index
    drawn_output = any(isinstance(node, OutputNode) for node in index.nodes.values())
    nodes = [node for id_, node in index.nodes.items() if id_ in top.live or not drawn_output]
    declaring = [index.layer_node(node.id) or node for node in nodes]
    used = {
        *reachable(top.document, models_in_nodes([*nodes, *declaring, *_wrapped_nodes(index, declaring)]))
    }
    return [
        problem.model_copy(update={"severity": Severity.warning})
        if problem.where.model is not None and problem.where.model not in used
        else problem
        for problem in problems
    ]


def _wrapped_nodes(index: GraphIndex, nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes whose layers are wrapped in other layers."""
    for node in nodes:
        if isinstance(node, LayerNode):
            yield from (index.nodes[other] for other in referenced_nodes(node.config) if other in index.nodes)


def downgrade_unreachable(
    problems: Iterable[Problem], index: GraphIndex, live: frozenset[NodeId]
) -> list[Problem]:
    """Downgrade errors of nodes that reach no output to warnings, unless there is no output."""
    if not any(isinstance(node, OutputNode) for node in index.nodes.values()):
        return list(problems)
    return [
        problem.model_copy(update={"severity": Severity.warning}) if _is_off_model(problem, live) else problem
        for problem in problems
    ]


_ALWAYS_ERRORS = {
    Code.graph_unrelated_input,
    Code.node_duplicate_id,
    Code.node_duplicate_name,
    Code.node_bad_name,
}


def _is_off_model(problem: Problem, live: frozenset[NodeId]) -> bool:
    if problem.code in _ALWAYS_ERRORS:
        return False
    node = problem.where.node or (problem.where.edge.target if problem.where.edge else None)
    return node is not None and node not in live


def _blocked_calls(problem: Problem, index: GraphIndex) -> Iterable[NodeId]:
    """The calls that a problem makes impossible. A problem of a layer blocks all its calls."""
    node = problem.where.node
    if node is None or problem.code in (
        Code.graph_unrelated_input,
        Code.node_bad_name,
        Code.node_duplicate_name,
        Code.output_needs_argument,
    ):
        return ()
    field = problem.where.field or ""
    if field.startswith("config") or field == "layer":
        return index.calls_of(node)
    return (node,)
