"""The input and output ports of nodes, from the catalogue and from nested models."""

from collections.abc import Iterable, Mapping

from layerloom_schema.base import Json, ModelName
from layerloom_schema.catalog.entries import Catalog, LayerEntry, OutputPort, Port
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, Node, OpNode, OutputNode

from .op_outputs import ONE_OUTPUT, op_outputs

OUTPUT_NODE_PORT = Port(name="input")
UNKNOWN_PORT = Port(name="inputs")

Models = Mapping[ModelName, NestedModel]


def input_ports(declaring: Node | None, catalog: Catalog, models: Models) -> tuple[Port, ...]:
    """The input ports of a call of `declaring`. An unknown layer has one."""
    match declaring:
        case InputNode():
            return ()
        case OutputNode():
            return (OUTPUT_NODE_PORT,)
        case LayerNode():
            entry = layer_entry(declaring, catalog)
            return tuple(entry.inputs) if entry and entry.inputs else (UNKNOWN_PORT,)
        case OpNode():
            op = catalog.ops.get(declaring.op)
            return tuple(_wired_or_set(op.inputs, declaring.config)) if op and op.inputs else (UNKNOWN_PORT,)
        case ModelNode():
            return model_inputs(models.get(declaring.model)) or (UNKNOWN_PORT,)
        case _:
            return (UNKNOWN_PORT,)


def output_ports(
    declaring: Node | None, call_with: Mapping[str, Json], catalog: Catalog, models: Models
) -> tuple[OutputPort, ...]:
    """The outputs of a call, in order. Some exist only if an argument of the layer or of the call is true."""
    match declaring:
        case OutputNode():
            return ()
        case LayerNode():
            layer = layer_entry(declaring, catalog)
            return _present(layer.outputs, declaring.config, call_with) if layer else ONE_OUTPUT
        case OpNode():
            op = catalog.ops.get(declaring.op)
            return op_outputs(op, declaring.config) if op else ONE_OUTPUT
        case ModelNode():
            return model_outputs(models.get(declaring.model)) or ONE_OUTPUT
        case InputNode() | _:
            return ONE_OUTPUT


def layer_entry(node: LayerNode, catalog: Catalog) -> LayerEntry | None:
    """The catalogue entry of a node's layer, by name or alias."""
    return catalog.layers.get(catalog.layer_names.get(node.layer, ""))


def model_inputs(nested: NestedModel | None) -> tuple[Port, ...]:
    """The input ports of a nested model: its input nodes in order. An application has one."""
    if nested is None or nested.graph is None:
        return (UNKNOWN_PORT,)
    return tuple(Port(name=node.name) for node in nested.graph.nodes if isinstance(node, InputNode))


def model_outputs(nested: NestedModel | None) -> tuple[OutputPort, ...]:
    """The outputs of a nested model: its output nodes in order."""
    if nested is None or nested.graph is None:
        return ONE_OUTPUT
    return tuple(OutputPort(name=node.name) for node in nested.graph.nodes if isinstance(node, OutputNode))


def _wired_or_set(ports: Iterable[Port], config: Mapping[str, Json]) -> Iterable[Port]:
    """The ports, optional where a constant of the same name replaces the tensor."""
    for port in ports:
        yield port.model_copy(update={"optional": True}) if port.name in config else port


def _present(
    outputs: Iterable[OutputPort], config: Mapping[str, Json], call_with: Mapping[str, Json]
) -> tuple[OutputPort, ...]:
    present = tuple(
        port
        for port in outputs
        if port.when is None or (call_with if port.by_call else config).get(port.when) is True
    )
    return present or ONE_OUTPUT
