"""[E] Find the first call on an unbroken path of NaN or infinite outputs to the loss.

An infinity alone is no fault: a mask of minus infinity ends in a softmax. Only calls count from which every call up to
the loss has NaN or infinity in its output.
"""

from collections.abc import Collection, Sequence

import numpy as np

from layerloom.graph.index import GraphIndex
from layerloom.jobs.activations.activation_probe import ActivationProbe, NodeRef, Values
from layerloom.jobs.activations.activation_stats import all_finite, numbers
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.documents.graph import OutputNode


def origin_of(
    probe: ActivationProbe,
    values: Values,
    ends: Collection[NodeId],
    name: ModelName | None = None,
    *,
    training: bool,
) -> NodeRef | None:
    """The first call on the path to `ends`, output nodes of a graph; inside a nested model where it began there."""
    structure = probe.graphs[name].structure
    index = structure.index
    path = [
        node
        for node in _nonfinite_path(index, structure.order, values, ends)
        if not isinstance(index.nodes[node], OutputNode)
    ]
    if not path:
        return None
    first = _first(index, path, values)
    nested = probe.nested_values((name, first), values, training=training)
    if nested is not None:
        model, inside = nested
        nodes = probe.graphs[model].structure.index.nodes.values()
        outputs = [node.id for node in nodes if isinstance(node, OutputNode)]
        found = origin_of(probe, inside, outputs, model, training=training)
        if found is not None:
            return found
    return name, first


def _nonfinite_path(
    index: GraphIndex, order: Sequence[NodeId], values: Values, ends: Collection[NodeId]
) -> list[NodeId]:
    """The calls, in call order, with non-finite outputs from which only such calls lead to one of `ends`."""
    broken = {node for node in order if not all_finite(values.get(node, []))}
    on_it: set[NodeId] = set()
    for node in reversed(order):
        if node in broken and (node in ends or not on_it.isdisjoint(index.targets(node))):
            on_it.add(node)
    return [node for node in order if node in on_it]


def _first(index: GraphIndex, path: Sequence[NodeId], values: Values) -> NodeId:
    """The first call with NaN, or the call with the infinity it came from; without any NaN, the first on the path."""
    with_nan = {node for node in path if _has_nan(values[node])}
    source = next(
        (node for node in path if node in with_nan and with_nan.isdisjoint(index.sources(node))), None
    )
    if source is None:
        return path[0]
    leading = {source}
    for node in reversed(path):
        if not leading.isdisjoint(index.targets(node)):
            leading.add(node)
    return next(node for node in path if node in leading)


def _has_nan(values: Sequence[object]) -> bool:
    return any(np.isnan(array).any() for array in numbers(values))
