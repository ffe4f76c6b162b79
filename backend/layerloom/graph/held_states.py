"""The states that a layer gives because of what stands inside it: Bidirectional and RNN."""

from collections.abc import Iterator, Mapping

from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog import Catalog, OutputPort
from layerloom_schema.document import LayerNode, Node

from .ports import layer_entry

Nodes = Mapping[NodeId, Node]


def held_states(declaring: LayerNode, nodes: Nodes, catalog: Catalog) -> tuple[OutputPort, ...]:
    """Outputs after the first, in Keras's order; none for a layer that does not give its states."""
    name = catalog.layer_names.get(declaring.layer)
    if name == "Bidirectional":
        states = list(_of_layer(declaring.config.get("layer"), nodes, catalog))
        return tuple(OutputPort(name=f"{way}_{state}") for way in ("forward", "backward") for state in states)
    if name == "RNN" and declaring.config.get("return_state") is True:
        return tuple(_of_cells(declaring.config.get("cell"), nodes, catalog))
    return ()


def _of_layer(value: Json, nodes: Nodes, catalog: Catalog) -> Iterator[str]:
    inner = _layer(value, nodes)
    entry = layer_entry(inner, catalog) if inner is not None else None
    if inner is not None and entry is not None and inner.config.get("return_state") is True:
        yield from (port.name for port in entry.outputs if port.when == "return_state")


def _of_cells(value: Json, nodes: Nodes, catalog: Catalog) -> Iterator[OutputPort]:
    cells = list(_cells(value, nodes))
    for place, cell in enumerate(cells):
        entry = layer_entry(cell, catalog)
        for port in entry.outputs[1:] if entry is not None else ():
            yield OutputPort(name=port.name if len(cells) == 1 else f"{port.name}_{place}")


def _cells(value: Json, nodes: Nodes) -> Iterator[LayerNode]:
    """One cell or several, those of stacks one after the other."""
    for part in value if isinstance(value, list) else [value]:
        cell = _layer(part, nodes)
        if cell is not None and cell.layer == "StackedRNNCells":
            yield from _cells(cell.config.get("cells"), nodes)
        elif cell is not None:
            yield cell


def _layer(value: Json, nodes: Nodes) -> LayerNode | None:
    """A layer inside another one, as a node of its own would declare it."""
    if not isinstance(value, dict):
        return None
    found = nodes.get(NodeId(str(value.get("of"))))
    if isinstance(found, LayerNode):
        return found
    layer, config = value.get("layer"), value.get("config", {})
    if not isinstance(layer, str) or not isinstance(config, dict):
        return None
    return LayerNode(id=NodeId(""), name="", layer=layer, config=config)
