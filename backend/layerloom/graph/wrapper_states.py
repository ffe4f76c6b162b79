"""The states of recurrent layers, and the outputs of the wrappers Bidirectional and RNN, by their wrapped layers."""

from collections.abc import Iterator, Mapping

from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import Catalog, OutputPort
from layerloom_schema.documents.graph import LayerNode, Node

Nodes = Mapping[NodeId, Node]
States = tuple["str | States", ...]
"""Names of states, nested as the tensors in Keras: `("h", "c")`, or a tuple for each cell of a stack."""

RETURN_STATE = "return_state"
_DIRECTIONS = ("forward", "backward")


def state_names(declaring: LayerNode, nodes: Nodes, catalog: Catalog) -> States:
    """The states of a recurrent layer or cell, in Keras's order; empty if a wrapped layer is unknown."""
    name = catalog.layer_names.get(declaring.layer)
    if name == "RNN":
        return _states_of_cells(declaring.config.get("cell"), nodes, catalog)
    if name == "Bidirectional":
        forward = wrapped_layer(declaring.config.get("layer"), nodes)
        backward = wrapped_layer(declaring.config.get("backward_layer"), nodes) or forward
        states = [state_names(each, nodes, catalog) if each else () for each in (forward, backward)]
        return sum(
            (
                _with_affixes(found, f"{direction}_", "")
                for direction, found in zip(_DIRECTIONS, states, strict=True)
            ),
            (),
        )
    entry = catalog.layers.get(name or "")
    outputs = entry.outputs[1:] if entry else []
    return tuple(port.name for port in outputs if port.when == RETURN_STATE or port.when is None)


def flat_states(states: States) -> tuple[str, ...]:
    """The names as a flat tuple, in order."""
    return tuple(name for part in states for name in ([part] if isinstance(part, str) else flat_states(part)))


def wrapper_outputs(declaring: LayerNode, nodes: Nodes, catalog: Catalog) -> tuple[OutputPort, ...] | None:
    """The outputs of a wrapper, by its wrapped layer; `None` for all layers whose outputs are in the catalogue."""
    name = catalog.layer_names.get(declaring.layer)
    first: tuple[str, ...] = ("output",)
    if name == "RNN":
        gives = declaring.config.get(RETURN_STATE) is True
    elif name == "Bidirectional":
        inner = wrapped_layer(declaring.config.get("layer"), nodes)
        first = first if declaring.config.get("merge_mode", "") is not None else _DIRECTIONS
        gives = inner is not None and inner.config.get(RETURN_STATE) is True
    else:
        return None
    states = flat_states(state_names(declaring, nodes, catalog)) if gives else ()
    return tuple(OutputPort(name=each) for each in (*first, *states))


def wrapped_layer(value: Json, nodes: Nodes) -> LayerNode | None:
    """A wrapped layer as the node that would declare it; `None` if it is not a layer."""
    if not isinstance(value, dict):
        return None
    found = nodes.get(NodeId(str(value.get("of"))))
    if isinstance(found, LayerNode):
        return found
    layer, config = value.get("layer"), value.get("config", {})
    if not isinstance(layer, str) or not isinstance(config, dict):
        return None
    return LayerNode(id=NodeId(""), name="", layer=layer, config=config)


def _states_of_cells(value: Json, nodes: Nodes, catalog: Catalog) -> States:
    """The states of one cell, or of a stack with a tuple for each cell that has several."""
    endings = [""] if _count(value, nodes) == 1 else [f"_{number}" for number in range(_count(value, nodes))]
    states = _states_of_cell(value, nodes, catalog, iter(endings))
    return (states,) if isinstance(states, str) else states


def _states_of_cell(value: Json, nodes: Nodes, catalog: Catalog, endings: Iterator[str]) -> "str | States":
    stack = _stack(value, nodes)
    if stack is not None:
        return tuple(_states_of_cell(part, nodes, catalog, endings) for part in stack)
    cell, ending = wrapped_layer(value, nodes), next(endings)
    states = _with_affixes(state_names(cell, nodes, catalog), "", ending) if cell else ()
    return states[0] if len(states) == 1 else states


def _count(value: Json, nodes: Nodes) -> int:
    stack = _stack(value, nodes)
    return 1 if stack is None else sum(_count(part, nodes) for part in stack)


def _stack(value: Json, nodes: Nodes) -> list[Json] | None:
    """The cells of a stack; `None` for a single cell."""
    if isinstance(value, list):
        return value
    cell = wrapped_layer(value, nodes)
    if cell is None or cell.layer != "StackedRNNCells":
        return None
    cells = cell.config.get("cells")
    return cells if isinstance(cells, list) else [cells]


def _with_affixes(states: States, before: str, after: str) -> States:
    """The states with a prefix and a suffix added to every name."""
    return tuple(
        f"{before}{part}{after}" if isinstance(part, str) else _with_affixes(part, before, after)
        for part in states
    )
