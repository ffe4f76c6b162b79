"""Parameter counts, bytes and FLOPs of the model, and the problems if they exceed the limits. Layers count once."""

from collections.abc import Mapping
from typing import NamedTuple

from layerloom.graph.node_titles import model_title, typed_phrase
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.checks.problems import Code, Problem, Where
from layerloom_schema.checks.reports import NodeReport, Totals
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode, ModelNode, OutputNode
from layerloom_schema.limits import Limits
from layerloom_schema.text.messages import phrase

from .dry.call import Weight
from .dry_caller import DryCaller
from .real.model_builder import frozen_models

_BATCH = 32
"""Keras's default batch size, for documents without training settings."""


Owner = tuple[ModelName | None, str]
"""The owner of weights: a node of the outer graph or of a nested model; applications have no node."""


class WeightShare(NamedTuple):
    """The weights of one owner, and whether they are trained."""

    weight: Weight
    trained: bool


Count = dict[Owner, WeightShare]


def count(
    structure: Structure, caller: DryCaller, name: ModelName | None, inner: Mapping[ModelName, Count]
) -> Count:
    """The weights of a graph: of the calls that reach an output, or of all calls while there is no output.

    Every layer counts once, however often it is called.
    """
    index = structure.index
    frozen = frozen_models(structure)
    drawn_output = any(isinstance(node, OutputNode) for node in index.nodes.values())
    found: Count = {}

    def add(owner: Owner, weight: Weight, *, trained: bool) -> None:
        before = found.get(owner)
        found[owner] = WeightShare(weight, trained and (before is None or before.trained))

    def add_model(model: ModelName, weight: Weight, *, trained: bool) -> None:
        trained = trained and model not in frozen
        for owner, share in inner.get(model, {(model, ""): WeightShare(weight, True)}).items():
            add(owner, share.weight, trained=trained and share.trained)

    for node, result in caller.results.items():
        declaring = index.layer_node(node)
        if drawn_output and node not in structure.live:
            continue
        if isinstance(declaring, ModelNode):
            add_model(declaring.model, result.weight, trained=True)
        elif isinstance(declaring, LayerNode):
            add((name, declaring.id), result.own, trained=declaring.trainable)
            references = caller.references.get(declaring.id, ())
            for (kind, other), weight in zip(references, result.parts, strict=True):
                part = index.nodes.get(NodeId(other)) if kind == "of" else None
                if isinstance(part, LayerNode):
                    add((name, part.id), weight, trained=declaring.trainable and part.trainable)
                else:
                    model = part.model if isinstance(part, ModelNode) else ModelName(other)
                    add_model(model, weight, trained=declaring.trainable)
    return found


class RowCost(NamedTuple):
    """Floating-point operations and bytes of activations, for one row."""

    flops: int
    activations: int


def row_cost(structure: Structure, reports: Mapping[NodeId, NodeReport]) -> RowCost:
    """The cost of the calls that reach an output, or of all while there is none. Shared layers cost at every call."""
    drawn_output = any(isinstance(node, OutputNode) for node in structure.index.nodes.values())
    counted = [report for node, report in reports.items() if not drawn_output or node in structure.live]
    return RowCost(sum(report.flops for report in counted), sum(report.activations for report in counted))


def add_up(counted: Count, cost: RowCost) -> Totals:
    """The totals of a model: parameters, trainable parameters, layers, bytes of weights, cost per row."""
    shares = counted.values()
    return Totals(
        params=sum(share.weight.params for share in shares),
        trainable=sum(share.weight.trainable for share in shares if share.trained),
        layers=len(shares),
        bytes=sum(share.weight.bytes for share in shares),
        flops=cost.flops,
        activations=cost.activations,
    )


def too_large(structure: Structure, counted: Count, totals: Totals, limits: Limits) -> list[Problem]:
    """Too many parameters for this machine, reported at the layer that has most of them."""
    if totals.params <= limits.params:
        return []
    (model, node), share = max(counted.items(), key=lambda item: item[1].weight.params)
    return [
        Problem(
            code=Code.model_too_large,
            params={
                "params": totals.params,
                "limit": limits.params,
                "layer": _owner_phrase(structure, model, NodeId(node)),
                "own": share.weight.params,
            },
            where=Where(node=NodeId(node) if node else None, model=model),
            expected=limits.params,
            received=totals.params,
        )
    ]


def _owner_phrase(structure: Structure, model: ModelName | None, node: NodeId) -> Json:
    if model is None:
        return typed_phrase(structure.index, node)
    inside = structure.models.get(model)
    title = model_title(model, structure.document)
    if inside is None or not node:
        return title
    return phrase("node.inside", inner=typed_phrase(inside.index, node), outer=title)


def activations_too_large(
    document: Document,
    structure: Structure,
    reports: Mapping[NodeId, NodeReport],
    limits: Limits,
) -> list[Problem]:
    """Activations of one batch larger than memory. An unknown length counts as 1."""
    batch = max(1, document.training.batch_size if document.training else _BATCH)
    sizes = {node: batch * report.activations for node, report in reports.items() if node in structure.live}
    total = sum(sizes.values())
    if total <= limits.activation_bytes:
        return []
    largest = max(sizes, key=lambda node: sizes[node])
    return [
        Problem(
            code=Code.model_activations_too_large,
            params={
                "bytes": total,
                "limit": limits.activation_bytes,
                "layer": typed_phrase(structure.index, largest),
                "own": sizes[largest],
                "batch_size": batch,
            },
            where=Where(node=largest),
            expected=limits.activation_bytes,
            received=total,
        )
    ]
