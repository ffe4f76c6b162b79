"""Which ports a node has: from the catalogue, never from the picture."""

from layerloom_schema.catalog import Catalog, OutputPort, Port
from layerloom_schema.document import InputNode, LayerNode, ModelNode, Node, OpNode, OutputNode

OUTPUT_NODE_PORT = Port(name="input")
UNKNOWN_PORT = Port(name="inputs")
ONE_OUTPUT = (OutputPort(name="output"),)


def input_ports(declaring: Node | None, catalog: Catalog) -> tuple[Port, ...]:
    """The inputs of a call of the layer that `declaring` declares. A layer nobody knows takes one tensor."""
    match declaring:
        case InputNode():
            return ()
        case OutputNode():
            return (OUTPUT_NODE_PORT,)
        case LayerNode():
            entry = catalog.layers.get(catalog.layer_names.get(declaring.layer, ""))
            return tuple(entry.inputs) if entry and entry.inputs else (UNKNOWN_PORT,)
        case _:
            return (UNKNOWN_PORT,)


def output_ports(declaring: Node | None, catalog: Catalog) -> tuple[OutputPort, ...]:
    """The numbered outputs of a call; some exist only when an argument of the layer is true."""
    match declaring:
        case OutputNode():
            return ()
        case LayerNode():
            entry = catalog.layers.get(catalog.layer_names.get(declaring.layer, ""))
            if entry is None or not entry.outputs:
                return ONE_OUTPUT
            return tuple(
                port for port in entry.outputs if port.when is None or declaring.config.get(port.when) is True
            )
        case InputNode() | ModelNode() | OpNode() | _:
            return ONE_OUTPUT
