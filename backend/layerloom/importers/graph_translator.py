"""Translate one graph of a Keras config, layer by layer and call by call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layerloom.graph.naming import NAME
from layerloom.graph.rules.adapt_rules import given_values
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import CatalogEntry, LayerEntry, OpEntry, Port
from layerloom_schema.documents.graph import (
    Edge,
    Graph,
    InputNode,
    LayerNode,
    ModelNode,
    Node,
    OpNode,
    OutputNode,
    SharedNode,
)
from layerloom_schema.models.import_warnings import WarningCode

from .application_layers import UNLEARNED, Part, replacement_parts
from .free_names import free_name
from .implicit_masks import Masks
from .keras_calls import Call, Wire, read_call, read_model_call
from .keras_config import (
    Layer,
    Ref,
    all_attention_axes,
    class_name,
    ends_of,
    malformed,
    mapping,
    sequence,
    text,
)
from .operation_classes import positions
from .sequential import chain_ends_in_functional
from .shared_objects import shared_object_id

if TYPE_CHECKING:
    from .model_importer import Importer

_INPUT = "InputLayer"
_SPREAD: Mapping[str, str] = {"einsum": "operands"}
"""Operations with a variable number of positional tensors."""
_LONGEST_CLASS = 64
_SCORES = "attention_mask"
"""The only mask argument that Keras never fills by itself."""


@dataclass(frozen=True)
class TranslatedGraph:
    """A graph, and the names of its inputs by key or index in a call."""

    graph: Graph
    keys: Mapping[str, str]


class GraphTranslator:
    """Creates the nodes and edges of one graph; nested models are passed to the importer."""

    def __init__(self, importer: "Importer", config: Mapping[str, Json]) -> None:
        self._importer = importer
        self._catalog = importer.catalog
        self._config = config
        self._layers = self._read_layers()
        self._masks = Masks(self._layers, importer.catalog, importer.layer_names)
        self._ids: dict[tuple[str, int], NodeId] = {}
        self._taken: set[str] = set()
        self._next = 0
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []

    def run(self) -> TranslatedGraph:
        """Translate the graph. Inputs come first, in the order of the model; outputs come last."""
        inputs = self._ends("input_layers")
        entering = [ref.layer for _, ref in inputs]
        names = [*dict.fromkeys(entering), *(name for name in self._layers if name not in entering)]
        for name in names:
            if name not in self._layers:
                malformed("input_layers", "config.layers")
            for call in range(len(self._layers[name].calls) or int(self._is_input(name))):
                self._ids[name, call] = self._new_id()
        self._importer.shared = {
            self._ids[name, 0]: self._layers[name].value
            for name in names
            if self._layers[name].calls and shared_object_id(self._layers[name].value) is not None
        }
        for name in names:
            self._layer(self._layers[name])
        keys = self._keys(inputs)
        self._outputs()
        self._drop_masks()
        return TranslatedGraph(Graph(nodes=self._nodes, edges=self._edges), keys)

    def _read_layers(self) -> dict[str, Layer]:
        found: dict[str, Layer] = {}
        for number, value in enumerate(sequence(self._config.get("layers"), "layers")):
            place = f"layers.{number}"
            written = mapping(value, place)
            config = mapping(written.get("config"), f"{place}.config")
            name = text(written.get("name") or config.get("name"), f"{place}.name")
            module = written.get("module")
            calls = sequence(written.get("inbound_nodes", []), f"{place}.inbound_nodes")
            if class_name(value) is None:
                malformed(f"{place}.class_name", "config.text")
            if name in found:
                malformed(f"{place}.name", "config.free_name")
            found[name] = Layer(name, value, module if isinstance(module, str) else "", calls)
        return found

    def _is_input(self, name: str) -> bool:
        return class_name(self._layers[name].value) == _INPUT

    def _new_id(self) -> NodeId:
        self._importer.count()
        self._next += 1
        return NodeId(f"n{self._next}")

    def _name(self, wanted: str) -> str:
        """A free and valid name in this graph."""
        name = free_name(wanted, self._taken)
        self._taken.add(name)
        return name

    def _named(self, wanted: str) -> dict[str, Any]:
        """A free and valid name for a layer; what it is called in the config is its label where that is no name."""
        name = self._name(wanted)
        if NAME.fullmatch(wanted):
            return {"name": name}
        self._importer.warn(WarningCode.renamed, old=wanted, name=name)
        return {"name": name, "label": wanted}

    def _layer(self, layer: Layer) -> None:
        """Add the nodes of one layer: one per call."""
        if self._is_input(layer.name):
            self._input(layer)
            return
        operation = self._importer.operations.of(layer)
        parts = replacement_parts(layer)
        known = self._importer.layer_names.get(class_name(layer.value) or "")
        if operation is not None:
            self._operation(layer, operation)
        elif parts is not None:
            self._parts(layer, parts)
        elif known is not None and not self._catalog.layers[known].refused:
            self._known(layer, self._catalog.layers[known])
        elif not self._model(layer):
            self._unknown(layer)

    def _input(self, layer: Layer) -> None:
        shape = sequence(layer.config.get("batch_shape"), f"{layer.name}.batch_shape")
        lengths: list[int | None] = []
        for length in shape[1:]:
            if length is not None and (not isinstance(length, int) or isinstance(length, bool)):
                malformed(f"{layer.name}.batch_shape", "config.shape")
            lengths.append(length)
        if shape[:1] not in ([], [None]):
            self._importer.warn(WarningCode.batch_size, layer=layer.name, count=shape[0])
        for field in ("sparse", "ragged", "optional"):
            if layer.config.get(field) is True:
                self._importer.warn(WarningCode.input_kind, layer=layer.name, kind=field)
        dtype = text(layer.config.get("dtype") or "float32", f"{layer.name}.dtype")
        fields = {"dtype": dtype} if dtype != "float32" else {}
        node_id = self._ids[layer.name, 0]
        self._nodes.append(InputNode(id=node_id, shape=lengths, **self._named(layer.name), **fields))  # type: ignore[arg-type]  # only what is set

    def _known(self, layer: Layer, entry: LayerEntry) -> None:
        arguments = CatalogEntry(name=entry.name, text="", parameters=entry.call_parameters)
        ports = [port.name for port in entry.inputs]
        for number, written in enumerate(layer.calls):
            call = read_call(written, ports, entry.inputs, f"{layer.name}.inbound_nodes.{number}")
            # Keras writes `training=False` for every call, whether or not it was given.
            if call.constants.get("training") is False:
                del call.constants["training"]
            call_with = self._importer.settings.reduce(arguments, call.constants, layer.name)
            self._add_layer(layer, number, entry, call_with)
            self._wire(self._ids[layer.name, number], call, entry.inputs, layer)

    def _add_layer(self, layer: Layer, number: int, entry: LayerEntry, call_with: dict[str, Json]) -> None:
        node_id = self._ids[layer.name, number]
        pinned = {"call_with": call_with} if call_with else {}
        if number > 0:
            self._nodes.append(SharedNode(id=node_id, of=self._ids[layer.name, 0], **pinned))  # type: ignore[arg-type]  # only what is set
            return
        config = self._importer.settings.reduce(entry, layer.config, layer.name)
        if config.get("attention_axes") == all_attention_axes(layer.value):
            config.pop("attention_axes", None)
        if entry.name in UNLEARNED and not given_values(entry, config):
            config |= UNLEARNED[entry.name]
            self._importer.warn(WarningCode.unlearned, layer=layer.name)
        node = LayerNode(id=node_id, layer=entry.name, config=config, **self._named(layer.name), **pinned)  # type: ignore[arg-type]  # only what is set
        self._nodes.append(self._frozen(node, layer))

    def _frozen(self, node: LayerNode | ModelNode, layer: Layer) -> Node:
        """Frozen where the config is: the layers inside are with it, which Keras writes at each of them."""
        if layer.config.get("trainable") is not False:
            return node
        fields: dict[str, Any] = {"trainable": False}
        if isinstance(node, LayerNode):
            fields["config"] = _without_frozen(node.config)
        return node.model_copy(update=fields)

    def _operation(self, layer: Layer, entry: OpEntry) -> None:
        for number, written in enumerate(layer.calls):
            place = f"{layer.name}.inbound_nodes.{number}"
            call = read_call(written, positions(entry), entry.inputs, place, spread=_SPREAD.get(entry.name))
            given = {**layer.config, **call.constants}
            config = self._importer.settings.reduce(entry, given, layer.name)
            node_id = self._ids[layer.name, number]
            self._nodes.append(OpNode(id=node_id, op=entry.name, config=config, **self._named(layer.name)))
            self._wire(node_id, call, entry.inputs, layer)

    def _parts(self, layer: Layer, parts: Sequence[Part]) -> None:
        """Replace a private layer of an application."""
        every = Port(name="inputs", list=True)
        for number, written in enumerate(layer.calls):
            call = read_call(written, ["inputs"], [every], f"{layer.name}.inbound_nodes.{number}")
            last = self._ids[layer.name, number]
            before: NodeId | None = None
            for part in parts:
                node_id = last if part is parts[-1] else self._new_id()
                name = self._name(layer.name + part.ending)
                config = dict(part.config or {})
                if part.op is not None:
                    self._nodes.append(OpNode(id=node_id, name=name, op=part.op, config=config))
                elif number > 0:
                    self._nodes.append(SharedNode(id=node_id, of=self._ids[layer.name, 0]))
                else:
                    node = LayerNode(id=node_id, name=name, layer=str(part.layer), config=config)
                    self._nodes.append(self._frozen(node, layer))
                for place, (port, taken) in enumerate(part.takes.items()):
                    target = port if place else None
                    if taken < 0 and before is not None:
                        self._edges.append(_edge(before, 0, node_id, target, None))
                    elif taken < len(call.wires):
                        ref = call.wires[taken].source
                        self._edges.append(_edge(self._source(ref), ref.tensor, node_id, target, None))
                before = node_id

    def _model(self, layer: Layer) -> bool:
        """Add a nested model; false for other objects."""
        first = layer.calls[0] if layer.calls else None
        inner = mapping(first, layer.name).get("args") if isinstance(first, dict) else None
        found = self._importer.entry(layer.value, inner)
        if found is None:
            return False
        name, drawn = found
        ports = [Port(name=key) for key in dict.fromkeys(drawn.keys.values())]
        for number, written in enumerate(layer.calls):
            call = read_model_call(written, drawn.keys, f"{layer.name}.inbound_nodes.{number}")
            training = call.constants.pop("training", None)
            pinned: dict[str, Json] = {"training": training} if isinstance(training, bool) else {}
            fields = {"call_with": pinned} if pinned else {}
            node_id = self._ids[layer.name, number]
            if number > 0:
                self._nodes.append(SharedNode(id=node_id, of=self._ids[layer.name, 0], **fields))  # type: ignore[arg-type]  # only what is set
            else:
                node = ModelNode(id=node_id, model=name, **self._named(layer.name), **fields)  # type: ignore[arg-type]  # only what is set
                self._nodes.append(self._frozen(node, layer))
            call.lost += call.constants
            self._wire(node_id, call, ports, layer)
        return True

    def _unknown(self, layer: Layer) -> None:
        """A layer that is not in the catalogue becomes a node with its class name, so that the graph stays connected."""
        kind = (class_name(layer.value) or "")[:_LONGEST_CLASS]
        self._importer.warn(WarningCode.unknown_layer, layer=layer.name, kind=kind)
        every = Port(name="inputs", list=True)
        for number, written in enumerate(layer.calls):
            call = read_call(written, ["inputs"], [every], f"{layer.name}.inbound_nodes.{number}")
            node_id = self._ids[layer.name, number]
            if number > 0:
                self._nodes.append(SharedNode(id=node_id, of=self._ids[layer.name, 0]))
            else:
                self._nodes.append(LayerNode(id=node_id, layer=kind, **self._named(layer.name)))
            for wire in call.wires:
                source = self._source(wire.source)
                self._edges.append(_edge(source, wire.source.tensor, node_id, None, None))

    def _wire(self, node: NodeId, call: Call, ports: Sequence[Port], layer: Layer) -> None:
        first = ports[0].name if ports else None
        for wire in call.wires:
            self._edges.append(self._edge_of(wire, node, first))
        for lost in call.lost:
            self._importer.warn(WarningCode.call_argument, layer=layer.name, argument=lost)
        for argument, masks in call.masks.items():
            self._wire_masks(node, call, ports, argument, masks)

    def _wire_masks(
        self, node: NodeId, call: Call, ports: Sequence[Port], argument: str, masks: Sequence[Ref | None]
    ) -> None:
        """Add edges for masks that were passed explicitly; those that travel with their tensors are left out."""
        beside = argument.removesuffix("_mask") if argument.endswith("_mask") else ports[0].name
        tensors = [wire.source for wire in call.wires if wire.port == beside]
        if argument != _SCORES and self._masks.are_implicit(masks, tensors):
            return
        members = [port for port in ports if argument in (port.argument, port.name)]
        for port, mask in zip(members, masks, strict=False):
            if mask is not None:
                self._edges.append(_edge(self._source(mask), mask.tensor, node, port.name, None))

    def _edge_of(self, wire: Wire, node: NodeId, first: str | None) -> Edge:
        target = None if wire.port == first else wire.port
        return _edge(self._source(wire.source), wire.source.tensor, node, target, wire.order)

    def _source(self, ref: Ref) -> NodeId:
        found = self._ids.get((ref.layer, ref.call))
        return found if found is not None else malformed(f"{ref.layer[:64]} {ref.call}", "config.call")

    def _ends(self, field: str) -> list[tuple[str | None, Ref]]:
        """The inputs or outputs in Keras's order, with their keys where they are a dict."""
        return [*ends_of(self._config.get(field), field)]

    def _keys(self, inputs: Sequence[tuple[str | None, Ref]]) -> dict[str, str]:
        names = {node.id: node.name for node in self._nodes if isinstance(node, InputNode)}
        keys: dict[str, str] = {}
        for number, (key, ref) in enumerate(inputs):
            name = names.get(self._source(ref))
            if name is None:
                malformed("input_layers", "config.inputs")
            keys |= {ref.layer: name, str(number): name}
            if key is not None:
                keys[key] = name
        return keys

    def _outputs(self) -> None:
        taken: set[str] = set()
        for key, ref in self._ends("output_layers"):
            layer = self._layers.get(ref.layer)
            if layer is not None and chain_ends_in_functional(layer.value):
                ref = Ref(ref.layer, ref.call - 1, ref.tensor)
            name = free_name(key or ref.layer, taken)
            taken.add(name)
            node_id = self._new_id()
            self._nodes.append(OutputNode(id=node_id, name=name))
            self._edges.append(_edge(self._source(ref), ref.tensor, node_id, None, None))

    def _drop_masks(self) -> None:
        """Remove operations that only compute implicit masks."""
        while True:
            feeding = {edge.source for edge in self._edges}
            idle = {node.id for node in self._nodes if isinstance(node, OpNode) and node.id not in feeding}
            if not idle:
                return
            self._nodes = [node for node in self._nodes if node.id not in idle]
            self._edges = [edge for edge in self._edges if edge.target not in idle]


def _edge(source: NodeId, output: int, target: NodeId, port: str | None, order: int | None) -> Edge:
    """An edge with default fields left out."""
    fields: dict[str, object] = {"source": source, "target": target}
    if output:
        fields["source_output"] = output
    if port is not None:
        fields["target_input"] = port
    if order is not None:
        fields["order"] = order
    return Edge.model_validate(fields)


def _without_frozen(config: Mapping[str, Json]) -> dict[str, Json]:
    """A config whose inner layers do not say that they are frozen."""
    found: dict[str, Json] = {}
    for name, value in config.items():
        parts = value if isinstance(value, list) else [value]
        for part in parts:
            inside = part.get("config") if isinstance(part, dict) and "layer" in part else None
            if isinstance(part, dict) and isinstance(inside, dict):
                inside.pop("trainable", None)
                part["config"] = _without_frozen(inside)
        found[name] = value
    return found
