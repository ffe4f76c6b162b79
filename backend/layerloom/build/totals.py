"""What the drawn model weighs, and whether that is too much. Every layer counts once, however often it is called."""

import math
from dataclasses import dataclass

from layerloom.graph.structure import Structure
from layerloom.graph.words import full_title
from layerloom_schema.base import NodeId
from layerloom_schema.document import Document, InputNode, LayerNode, OutputNode
from layerloom_schema.limits import Limits
from layerloom_schema.problems import Code, Problem, Where
from layerloom_schema.reports import Totals

from .dry import Outcome
from .specs import Spec, item_bytes

_BATCH = 32
"""Keras's batch size, where a document says nothing of training."""


@dataclass(frozen=True)
class Weights:
    """One layer that counts."""

    node: LayerNode
    outcome: Outcome


def counted(structure: Structure, outcomes: dict[NodeId, Outcome]) -> list[Weights]:
    """The layers of the model: those with a call that reaches an output; all of them while no output is drawn."""
    index = structure.index
    drawn_output = any(isinstance(node, OutputNode) for node in index.nodes.values())
    found: dict[NodeId, Weights] = {}
    for node, outcome in outcomes.items():
        declaring = index.layer_node(node)
        if isinstance(declaring, LayerNode) and (node in structure.live or not drawn_output):
            found.setdefault(declaring.id, Weights(declaring, outcome))
    return list(found.values())


def add_up(layers: list[Weights]) -> Totals:
    """The model's parameters, those that are trained, its layers and the bytes of its weights."""
    return Totals(
        params=sum(layer.outcome.params for layer in layers),
        trainable=sum(layer.outcome.trainable for layer in layers if layer.node.trainable),
        layers=len(layers),
        bytes=sum(layer.outcome.weight_bytes for layer in layers),
    )


def too_large(structure: Structure, layers: list[Weights], totals: Totals, limits: Limits) -> list[Problem]:
    """More parameters than this machine can train; named at the layer that has most of them."""
    if totals.params <= limits.params:
        return []
    largest = max(layers, key=lambda layer: layer.outcome.params)
    title, own = full_title(structure.index, largest.node.id), largest.outcome.params
    return [
        Problem(
            code=Code.model_too_large,
            message=(
                f"The model has {totals.params:,} parameters, {own:,} of them in {title}. This machine trains up to "
                f"{limits.params:,}."
            ),
            values={"params": totals.params, "limit": limits.params, "layer": title, "own": own},
            where=Where(node=largest.node.id),
            expected=limits.params,
            received=totals.params,
        )
    ]


def too_much_at_work(
    document: Document, structure: Structure, outputs: dict[NodeId, list[Spec]], limits: Limits
) -> list[Problem]:
    """More numbers between the layers than memory holds for one batch. An unknown length counts as 1."""
    batch = max(1, document.training.batch_size if document.training else _BATCH)
    sizes = {
        node: batch * sum(_row_bytes(spec) for spec in specs)
        for node, specs in outputs.items()
        if node in structure.live and not isinstance(structure.index.nodes[node], InputNode | OutputNode)
    }
    total = sum(sizes.values())
    if total <= limits.activation_bytes:
        return []
    largest = max(sizes, key=lambda node: sizes[node])
    title = full_title(structure.index, largest)
    return [
        Problem(
            code=Code.model_activations_too_large,
            message=(
                f"One batch of {batch} rows takes {_gib(total)} between the layers, {_gib(sizes[largest])} of it after "
                f"{title}. This machine gives up to {_gib(limits.activation_bytes)}."
            ),
            values={
                "bytes": total,
                "limit": limits.activation_bytes,
                "layer": title,
                "own": sizes[largest],
                "batch_size": batch,
            },
            where=Where(node=largest),
            expected=limits.activation_bytes,
            received=total,
        )
    ]


def _row_bytes(spec: Spec) -> int:
    return math.prod(length for length in spec.row if length is not None) * item_bytes(spec.dtype)


def _gib(number: int) -> str:
    """Bytes in GB, exact however many there are."""
    tenths = number * 10 // 1024**3
    return f"{tenths // 10:,}.{tenths % 10} GB"
