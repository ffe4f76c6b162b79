"""The dry build of a document: shapes of every call, weights of every layer, and the calls that Keras refuses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from layerloom.graph.check import downgrade_unreachable, downgrade_unused_models, sort_problems
from layerloom.graph.fixes.structural_fixes import MAX_PROBLEMS
from layerloom.graph.nested_models import inner_first, problems_in_model
from layerloom.graph.node_titles import node_phrase
from layerloom.graph.ports import model_inputs, model_outputs
from layerloom.graph.structure import Structure
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, Problem, Severity, Where
from layerloom_schema.checks.reports import ModelReport, NodeReport, Totals
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode, ModelNode, OutputNode
from layerloom_schema.limits import Limits

from .call_key import Blueprint, CallKey
from .dry.blueprints import blueprint
from .dry.call import CallResult
from .dry.call_cache import CallCache
from .dry_caller import DryCaller
from .explain.loss_mask_faults import loss_mask_problems
from .explain.nested_model_faults import application_problem, input_fixes
from .finding import to_problem
from .fixes.batch_axis_fixes import batch_axis_fixes
from .fixes.propose import propose
from .model_size import Count, RowCost, WeightShare, activations_too_large, add_up, count, row_cost, too_large
from .tensor_spec import Spec
from .walk import walk


@dataclass(frozen=True)
class DryBuild:
    """The result of a dry build. Nodes whose shapes could not be computed are missing from `nodes`."""

    problems: list[Problem]
    nodes: dict[NodeId, NodeReport]
    totals: Totals
    models: dict[ModelName, ModelReport] = field(default_factory=dict)


def dry_build(
    structure: Structure, document: Document, catalog: Catalog, limits: Limits, cache: CallCache
) -> DryBuild:
    """Make a dry call of every node of a checked graph. Allocates no tensors, whatever the sizes.

    Calls are made one by one on new symbolic tensors, so the recursion depth does not grow with the graph. The fixes are
    candidates that are still to be verified.
    """
    nested = NestedBuilds(structure, catalog, cache)
    graph = nested.build_graph(structure, None)
    cache.clear_keras_session()
    totals = add_up(graph.count, row_cost(structure, graph.reports))
    problems = [
        *graph.problems,
        *downgrade_unreachable(
            [
                *too_large(structure, graph.count, totals, limits),
                *activations_too_large(document, structure, graph.reports, limits),
            ],
            structure.index,
            structure.live,
        ),
        *downgrade_unused_models(nested.problems, structure),
    ]
    return DryBuild(sort_problems(problems, structure), graph.reports, totals, nested.reports)


@dataclass(frozen=True)
class GraphBuild:
    """The dry build of one graph."""

    caller: DryCaller
    outputs: dict[NodeId, list[Spec]]
    problems: list[Problem]
    count: Count
    reports: dict[NodeId, NodeReport]


class NestedBuilds:
    """The dry builds of all nested models of a document, inner ones first."""

    def __init__(self, structure: Structure, catalog: Catalog, cache: CallCache) -> None:
        self.structure = structure
        self.catalog = catalog
        self.cache = cache
        training = structure.document.training
        self.policy = training.dtype_policy if training else None
        self.blueprints: dict[ModelName, Blueprint] = {}
        self.counts: dict[ModelName, Count] = {}
        self.problems: list[Problem] = []
        self.reports: dict[ModelName, ModelReport] = {}
        for name in inner_first(structure.document):
            if structure.document.models[name].application is not None:
                self._application(name)
            elif name in structure.models:
                self._graph(name, structure.models[name])

    def build_graph(self, structure: Structure, name: ModelName | None) -> GraphBuild:
        """Dry build of the outer graph (`name` None) or of a nested model."""
        caller = DryCaller(structure, self.cache, self.policy, self.blueprints)
        outputs = walk(structure, caller)
        found = [*_call_problems(structure, caller), *_without_batch(structure, outputs)]
        if name is None:
            found += loss_mask_problems(structure, outputs)
        problems = downgrade_unreachable(found, structure.index, structure.live)
        reports = {node: _report(structure, caller, node, specs) for node, specs in outputs.items()}
        return GraphBuild(caller, outputs, problems, count(structure, caller, name, self.counts), reports)

    def _graph(self, name: ModelName, inside: Structure) -> None:
        graph = self.build_graph(inside, name)
        self.counts[name] = graph.count
        self.problems += problems_in_model(graph.problems, name)
        if not any(found.severity is Severity.error for found in (*inside.problems, *graph.problems)):
            self.blueprints[name] = blueprint(self.structure, name)
        self._say(name, graph.reports, add_up(graph.count, row_cost(inside, graph.reports)))

    def _application(self, name: ModelName) -> None:
        if any(problem.where.model == name for problem in self.structure.problems):
            return
        made = blueprint(self.structure, name)
        key = CallKey(made.digest, "{}", self.policy or "float32", None, (), parts=(made,), kind="model")
        result = self.cache.call(key, self.catalog)
        if not isinstance(result, CallResult):
            self.problems.append(application_problem(self.structure, name))
            return
        self.blueprints[name] = made
        self.counts[name] = {(name, ""): WeightShare(result.weight, trained=True)}
        self._say(name, {}, add_up(self.counts[name], _row_cost_of(result)))

    def _say(self, name: ModelName, nodes: Mapping[NodeId, NodeReport], totals: Totals) -> None:
        nested = self.structure.document.models[name]
        self.reports[name] = ModelReport(
            inputs=[*model_inputs(nested)],
            outputs=[*model_outputs(nested)],
            nodes=dict(nodes),
            totals=totals,
        )


def _call_problems(structure: Structure, caller: DryCaller) -> list[Problem]:
    problems = []
    for place, (node, finding) in enumerate(caller.findings.items()):
        problem = to_problem(finding, structure.index, node)
        if place >= MAX_PROBLEMS:
            problems.append(problem)
            continue
        declaring = structure.index.layer_node(node)
        if isinstance(declaring, LayerNode):
            fixes = propose(structure.document, structure.index, problem, declaring, caller.arguments[node])
            problem = problem.model_copy(update={"fixes": fixes})
        elif isinstance(declaring, ModelNode):
            other = input_fixes(structure, declaring, problem)
            problem = problem.model_copy(update={"fixes": other})
        batch = batch_axis_fixes(structure, problem)
        first, then = (
            (problem.fixes, batch) if problem.code is Code.shape_undefined else (batch, problem.fixes)
        )
        problem = problem.model_copy(update={"fixes": [*first, *then]})
        problems.append(problem)
    return problems


def _without_batch(structure: Structure, outputs: Mapping[NodeId, list[Spec]]) -> Iterator[Problem]:
    """Errors for outputs without a batch axis, which an operation may have removed."""
    for id_, node in structure.index.nodes.items():
        if not isinstance(node, OutputNode) or id_ not in outputs:
            continue
        (spec,) = outputs[id_]
        if spec.shape[:1] != (None,):
            yield Problem(
                code=Code.shape_rank,
                variant="no_batch",
                params={"name": node_phrase(structure.index, id_), "shape": [*spec.shape]},
                where=Where(node=id_),
                expected=[None],
                received=[*spec.shape],
            )


def _report(structure: Structure, caller: DryCaller, node: NodeId, specs: list[Spec]) -> NodeReport:
    result = caller.results.get(node)
    # Constructed without validation: a thousand of these are made in every check.
    if result is None:
        return NodeReport.model_construct(outputs=[spec.report() for spec in specs])
    cost = _row_cost_of(result)
    return NodeReport.model_construct(
        outputs=result.reports,
        params=result.weight.params,
        call=structure.calls.get(node, 0),
        flops=cost.flops,
        activations=cost.activations,
    )


def _row_cost_of(result: CallResult) -> RowCost:
    """The cost of one call per row; activations are its outputs and those inside it."""
    given = sum(spec.row_bytes for spec in result.outputs)
    return RowCost(result.cost.flops, given + result.cost.inside)
