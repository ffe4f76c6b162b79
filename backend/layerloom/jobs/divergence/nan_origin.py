"""[E] The call from which what is not finite came to the loss.

Not every infinity is a fault: a mask of minus infinity ends in a softmax. What counts is what reaches the loss, call by
call, as NaN or infinity all the way.
"""

from collections.abc import Collection, Sequence

import numpy as np

from layerloom.graph.index import GraphIndex
from layerloom.jobs.activations.activation_probe import Place, Probe, Values
from layerloom.jobs.activations.activation_stats import all_finite, numbers
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.document import OutputNode


def origin_of(
    probe: Probe, values: Values, ends: Collection[NodeId], name: ModelName | None = None, *, training: bool
) -> Place | None:
    """Where what is not finite in `ends`, outputs of a graph, began; inside nested models where it began in one."""
    structure = probe.graphs[name].structure
    index = structure.index
    way = [
        node
        for node in _way(index, structure.order, values, ends)
        if not isinstance(index.nodes[node], OutputNode)
    ]
    if not way:
        return None
    first = _first(index, way, values)
    nested = probe.within((name, first), values, training=training)
    if nested is not None:
        model, inside = nested
        nodes = probe.graphs[model].structure.index.nodes.values()
        outputs = [node.id for node in nodes if isinstance(node, OutputNode)]
        found = origin_of(probe, inside, outputs, model, training=training)
        if found is not None:
            return found
    return name, first


def _way(
    index: GraphIndex, order: Sequence[NodeId], values: Values, ends: Collection[NodeId]
) -> list[NodeId]:
    """Every call, in call order, from which calls that are not finite lead to one of the ends."""
    broken = {node for node in order if not all_finite(values.get(node, []))}
    on_it: set[NodeId] = set()
    for node in reversed(order):
        if node in broken and (node in ends or not on_it.isdisjoint(index.targets(node))):
            on_it.add(node)
    return [node for node in order if node in on_it]


def _first(index: GraphIndex, way: Sequence[NodeId], values: Values) -> NodeId:
    """The first that gave NaN, or that gave the infinity from which it did; where none gave NaN, the first of all."""
    lost = {node for node in way if _has_nan(values[node])}
    source = next((node for node in way if node in lost and lost.isdisjoint(index.sources(node))), None)
    if source is None:
        return way[0]
    led = {source}
    for node in reversed(way):
        if not led.isdisjoint(index.targets(node)):
            led.add(node)
    return next(node for node in way if node in led)


def _has_nan(values: Sequence[object]) -> bool:
    return any(np.isnan(array).any() for array in numbers(values))
