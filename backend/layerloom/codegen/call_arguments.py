"""Call arguments as Python source."""

from collections.abc import Iterator

from layerloom.catalog.overrides.layer_arguments import CELLS
from layerloom.catalog.refusals import no_call_argument, unfit_call_argument
from layerloom.graph.index import INITIAL_STATE, GraphIndex
from layerloom.graph.wrapper_states import States
from layerloom_schema.base import NodeId
from layerloom_schema.documents.graph import LayerNode, ModelNode

from .argument_values import plain
from .formatter import Expression, Part, listing, mapping

_STACKED = "StackedRNNCells"
_BOTH_WAYS = "Bidirectional"
Results = dict[NodeId, list[str]]
"""The expressions of the outputs of each call."""


def incoming(index: GraphIndex, node: NodeId, results: Results) -> dict[str, Expression]:
    """The expressions at each port."""
    tensors: dict[str, Expression] = {}
    for port in index.inputs_of[node]:
        edges = index.feeds[node].get(port.name, [])
        found = [results[edge.source][edge.source_output] for edge in edges]
        if found:
            tensors[port.name] = listing(found) if port.list else found[0]
    return tensors


def layer_arguments(index: GraphIndex, node: NodeId, layer: LayerNode, results: Results) -> list[Part]:
    """The arguments of a layer call: the first tensor positional, the others and pinned arguments by name."""
    (_, first), *others = _arguments(index, node, results)
    entry = index.catalog.layers[index.catalog.layer_names[layer.layer]]
    known = {parameter.name: parameter for parameter in entry.call_parameters}
    pinned = index.call_with(node)
    unknown = next((name for name in pinned if name not in known), None)
    if unknown is not None:
        raise no_call_argument(entry.name, unknown)
    return [
        Part(first),
        *(Part(value, f"{argument}=") for argument, value in others),
        *(Part(plain(index.catalog, known[name], value), f"{name}=") for name, value in pinned.items()),
    ]


def _arguments(index: GraphIndex, node: NodeId, results: Results) -> Iterator[tuple[str, Expression]]:
    """The tensors by argument of `call`: states nested for a stack, masks of several ports as a list."""
    tensors = incoming(index, node, results)
    listed: dict[str, list[Expression]] = {}
    for port in index.inputs_of[node]:
        if port.argument is not None:
            listed.setdefault(port.argument, []).append(tensors.get(port.name, "None"))
        elif port.name == INITIAL_STATE and port.name in tensors:
            edges = index.feeds[node][port.name]
            states = iter([results[edge.source][edge.source_output] for edge in edges])
            yield port.name, _nested(index.states(node), states)
        elif port.name in tensors:
            yield port.name, tensors[port.name]
    for argument, members in listed.items():
        if any(member != "None" for member in members):
            yield argument, listing(members)


def _nested(names: States, states: Iterator[Expression]) -> Expression:
    return listing([next(states) if isinstance(name, str) else _nested(name, states) for name in names])


def model_arguments(index: GraphIndex, node: NodeId, model: ModelNode, results: Results) -> list[Part]:
    """The arguments of a nested model call: one tensor, or a dict by name, and `training` where it is pinned."""
    tensors = incoming(index, node, results)
    pinned = index.call_with(node)
    wrong = next((k for k, v in pinned.items() if k != "training" or not isinstance(v, bool | None)), None)
    if wrong is not None:
        raise unfit_call_argument(model.name, wrong)
    first = next(iter(tensors.values())) if len(tensors) == 1 else mapping(list(tensors.items()))
    return [Part(first), *(Part(repr(value), f"{name}=") for name, value in pinned.items())]


def gives_nested_states(node: LayerNode) -> bool:
    """Whether the states that a layer returns are nested lists."""
    inner = node.config.get("layer") if node.layer == _BOTH_WAYS else node.config
    config = inner.get("config", inner) if isinstance(inner, dict) else {}
    cell = config.get("cell") if isinstance(config, dict) else None
    return (
        node.layer in CELLS
        or isinstance(cell, list)
        or (isinstance(cell, dict) and cell.get("layer") == _STACKED)
    )
