"""The dry build of a document: every call's shapes, every layer's weight, and what Keras will not have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from layerloom.graph.check import downgrade_unreachable, downgrade_unused_models, sort_problems
from layerloom.graph.nested_models import inner_first, problems_in_model
from layerloom.graph.node_titles import node_title
from layerloom.graph.ports import model_inputs, model_outputs
from layerloom.graph.structure import Structure
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.catalog import Catalog
from layerloom_schema.document import Document, LayerNode, ModelNode, OutputNode
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Code, Problem, Severity, Where
from layerloom_schema.reports import ModelReport, NodeReport, Totals

from .call_key import Blueprint, CallKey
from .dry.blueprints import blueprint
from .dry.call import Outcome
from .dry.call_cache import CallCache
from .dry_caller import DryCaller
from .explain.loss_mask_faults import loss_mask_problems
from .explain.nested_model_faults import application_problem, input_fixes
from .finding import to_problem
from .fixes.batch_axis_fixes import batch_axis_fixes
from .fixes.propose import propose
from .model_size import Count, Share, Spent, add_up, count, spent, too_large, too_much_at_work
from .shape_text import whole_words
from .tensor_spec import Spec
from .walk import walk


@dataclass(frozen=True)
class Inspection:
    """What a dry build found. A node that could not be computed is missing from `nodes`."""

    problems: list[Problem]
    nodes: dict[NodeId, NodeReport]
    totals: Totals
    models: dict[ModelName, ModelReport] = field(default_factory=dict)


def inspect(
    structure: Structure, document: Document, catalog: Catalog, limits: Limits, cache: CallCache
) -> Inspection:
    """Calls every layer of a checked graph dry. Allocates nothing, whatever the sizes; runs in the thread at hand.

    Calls are made one by one on fresh symbols, so no chain is too long. Fixes are candidates: prove them.
    """
    nested = Nested(structure, catalog, cache)
    look = nested.look(structure, None)
    cache.settle()
    totals = add_up(look.count, spent(structure, look.reports))
    problems = [
        *look.problems,
        *downgrade_unreachable(
            [
                *too_large(structure, look.count, totals, limits),
                *too_much_at_work(document, structure, look.reports, limits),
            ],
            structure.index,
            structure.live,
        ),
        *downgrade_unused_models(nested.problems, structure),
    ]
    return Inspection(sort_problems(problems, structure), look.reports, totals, nested.reports)


@dataclass(frozen=True)
class Look:
    """One graph, called dry."""

    caller: DryCaller
    outputs: dict[NodeId, list[Spec]]
    problems: list[Problem]
    count: Count
    reports: dict[NodeId, NodeReport]


class Nested:
    """The nested models of a document, inner ones first: what each gives, what it weighs, what is wrong in it."""

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

    def look(self, structure: Structure, name: ModelName | None) -> Look:
        """Calls one graph of the document."""
        caller = DryCaller(structure, self.cache, self.policy, self.blueprints)
        outputs = walk(structure, caller)
        found = [*_call_problems(structure, caller), *_without_batch(structure, outputs)]
        if name is None:
            found += loss_mask_problems(structure, outputs)
        problems = downgrade_unreachable(found, structure.index, structure.live)
        reports = {node: _report(structure, caller, node, specs) for node, specs in outputs.items()}
        return Look(caller, outputs, problems, count(structure, caller, name, self.counts), reports)

    def _graph(self, name: ModelName, inside: Structure) -> None:
        look = self.look(inside, name)
        self.counts[name] = look.count
        self.problems += problems_in_model(look.problems, name)
        if not any(found.severity is Severity.error for found in (*inside.problems, *look.problems)):
            self.blueprints[name] = blueprint(self.structure, name)
        self._say(name, look.reports, add_up(look.count, spent(inside, look.reports)))

    def _application(self, name: ModelName) -> None:
        if any(problem.where.model == name for problem in self.structure.problems):
            return
        made = blueprint(self.structure, name)
        key = CallKey(made.digest, "{}", self.policy or "float32", None, (), parts=(made,), kind="model")
        outcome = self.cache.call(key, self.catalog)
        if not isinstance(outcome, Outcome):
            self.problems.append(application_problem(self.structure, name))
            return
        self.blueprints[name] = made
        self.counts[name] = {(name, ""): Share(outcome.weight, trained=True)}
        self._say(name, {}, add_up(self.counts[name], _spent_by(outcome)))

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
    for node, finding in caller.findings.items():
        problem = to_problem(finding, structure.index, node)
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
    """An operation may do away with the rows; what a model gives has one row for each row that comes in."""
    for id_, node in structure.index.nodes.items():
        if not isinstance(node, OutputNode) or id_ not in outputs:
            continue
        (spec,) = outputs[id_]
        if spec.shape[:1] != (None,):
            yield Problem(
                code=Code.shape_rank,
                message=(
                    f"The output {node_title(structure.index, id_)} gives {whole_words(spec.shape)}, "
                    "whose first axis is not "
                    "the batch: a model gives one row for each row that comes in."
                ),
                values={
                    "rule": "no_batch",
                    "layer": node_title(structure.index, id_),
                    "shape": [*spec.shape],
                },
                where=Where(node=id_),
                expected="a batch",
                received=[*spec.shape],
            )


def _report(structure: Structure, caller: DryCaller, node: NodeId, specs: list[Spec]) -> NodeReport:
    outcome = caller.outcomes.get(node)
    # Built without validation: a thousand of these are made at every check.
    if outcome is None:
        return NodeReport.model_construct(outputs=[spec.report() for spec in specs])
    cost = _spent_by(outcome)
    return NodeReport.model_construct(
        outputs=outcome.reports,
        params=outcome.weight.params,
        call=structure.calls.get(node, 0),
        flops=cost.flops,
        activations=cost.activations,
    )


def _spent_by(outcome: Outcome) -> Spent:
    """What one call costs for a row; its activations are what it gives and what lies inside it."""
    given = sum(spec.row_bytes for spec in outcome.outputs)
    return Spent(outcome.cost.flops, given + outcome.cost.inside)
