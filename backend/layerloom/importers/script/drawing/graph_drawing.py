"""Draw the calls of a script as a graph: nodes in the order of the calls, nested models as entries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.importers.free_names import free_name
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Call, Layer, Model, Tensor, Unknown
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.documents.document import NestedModel
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

from .node_names import NodeNames
from .written_values import Unwritten, Writer

_DEEPEST = 8
"""Layers inside layers."""
Outputs = Sequence[tuple[str | None, Tensor]]


class Drawing:
    """Draws graphs of one document; its nested models get names in the order in which they are met.

    Tensors of a `known` shape are drawn as inputs of it.
    """

    def __init__(
        self,
        reading: Reading,
        known: Mapping[Tensor, tuple[int | None, ...]] | None = None,
    ) -> None:
        self._reading = reading
        self._known = known or {}
        self._entries: dict[int, ModelName] = {}
        self.models: dict[ModelName, NestedModel] = {}
        self.output_names: dict[Tensor, str] = {}
        self.calls: dict[ModelName | None, dict[NodeId, Call]] = {}
        """The call of every node, by the entry of its graph; that of the document has none."""
        self.sources: dict[ModelName, Model] = {}
        """The model that each entry was drawn from."""

    def graph(
        self, inputs: Sequence[Tensor], outputs: Outputs, *, mistakes: bool = False
    ) -> tuple[Graph, dict[Call, NodeId]]:
        """The graph from the inputs to the outputs, with inputs that lead nowhere, and the nodes of its calls.

        With `mistakes` it has the calls on its tensors that Keras would refuse, too.
        """
        return _GraphDrawing(self, self._reading, self._known).draw(inputs, outputs, mistakes=mistakes)

    def entry(self, model: Model) -> ModelName:
        """The entry of a nested model."""
        found = self._entries.get(id(model))
        if found is not None:
            return found
        name = ModelName(free_name(model.name or model.variable or model.kind.lower(), self.models, 2))
        self._entries[id(model)] = name
        self.models[name] = NestedModel()
        self.sources[name] = model
        if model.application is not None:
            config = Writer(self._reading).config(model.config, name)
            self.models[name] = NestedModel(application=model.application, config=config)
        else:
            graph, ids = self.graph(model.inputs, model.outputs)
            self.calls[name] = {node: call for call, node in ids.items()}
            self.models[name] = NestedModel(graph=graph)
        return name


class _GraphDrawing:
    """Draws one graph."""

    def __init__(
        self, drawing: Drawing, reading: Reading, known: Mapping[Tensor, tuple[int | None, ...]]
    ) -> None:
        self._drawing = drawing
        self._reading = reading
        self._known = known
        self._ids: dict[Call, NodeId] = {}
        self._first: dict[int, NodeId] = {}
        """The declaring node of each layer that is called."""
        self._inside_of: Counter[int] = Counter()
        """How many other layers each layer is an argument of."""
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []
        self._names = NodeNames()
        self._inside = 0
        """How many layers inside layers are being written."""

    def draw(
        self, inputs: Sequence[Tensor], outputs: Outputs, *, mistakes: bool
    ) -> tuple[Graph, dict[Call, NodeId]]:
        """Inputs first, then calls in their order, then outputs."""
        chosen = [tensor.call for tensor in inputs]
        reached = self._reached([tensor for _, tensor in outputs], set(chosen))
        if mistakes:
            # A call of another time with the same mistake is not drawn into this model.
            refused = [call for call in self._reading.calls if call.faulty and call not in reached]
            reached |= {call for call in refused if all(wire.call in reached for _, _, wire in call.wires)}
        calls = [*dict.fromkeys([*chosen, *sorted(reached - {*chosen}, key=self._order().__getitem__)])]
        self._names.reserve(calls)
        entering = [call for call in calls if call.target is None or call in chosen or self._stands_for(call)]
        rest = [call for call in calls if call not in set(entering)]
        faulty = [call for call in rest if call.faulty]
        for number, call in enumerate([*entering, *(call for call in rest if not call.faulty), *faulty]):
            self._ids[call] = NodeId(f"n{number + 1}")
            if isinstance(call.target, Layer) and call not in entering:
                self._first.setdefault(id(call.target), self._ids[call])
        for call in entering:
            self._input(call)
        for call in self._ids:
            if call not in set(entering):
                self._call(call)
        self._outputs(outputs)
        return Graph(nodes=self._nodes, edges=self._edges), self._ids

    def _order(self) -> dict[Call, int]:
        return {call: number for number, call in enumerate(self._reading.calls)}

    def _stands_for(self, call: Call) -> bool:
        """Whether all that is asked of a call is known already."""
        return bool(self._known) and all(
            Tensor(call, number) in self._known for number in range(call.outputs)
        )

    def _reached(self, ends: Sequence[Tensor], stops: set[Call]) -> set[Call]:
        """The calls that lead to some tensors; those at `stops` are inputs."""
        waiting, found = [tensor.call for tensor in ends], set[Call]()
        while waiting:
            call = waiting.pop()
            if call in found:
                continue
            self._reading.budget.spend()
            found.add(call)
            if call not in stops and not self._stands_for(call):
                waiting += [wire.call for _, _, wire in call.wires]
        return found

    def _input(self, call: Call) -> None:
        if call.target is None:
            shape, dtype = self._shape(call), call.config.get("dtype")
        else:
            shape, dtype = [*self._known.get(Tensor(call), (None, None))[1:]], None
        fields: dict[str, Any] = {"dtype": dtype} if isinstance(dtype, str) and dtype != "float32" else {}
        node = InputNode(id=self._ids[call], name=self._names.of(call), shape=shape, **fields)
        self._nodes.append(self._names.labelled(node, call))

    def _shape(self, call: Call) -> list[int | None]:
        """The lengths of an input; an unknown one is asked for and open until then."""
        shape = call.config.get("shape")
        if isinstance(shape, int) and not isinstance(shape, bool):
            return [shape]
        if isinstance(shape, Unknown):
            self._reading.ask(shape, "shape", call.place)
            return [None] * int(call.config.get("rank", 1))
        lengths: list[int | None] = []
        for length in shape if isinstance(shape, list | tuple) else ():
            if isinstance(length, Unknown):
                self._reading.ask(length, "size", call.place)
            lengths.append(length if isinstance(length, int) and not isinstance(length, bool) else None)
        return lengths

    def _call(self, call: Call) -> None:
        node_id = self._ids[call]
        writer = Writer(self._reading, self._inner, call.place)
        name = self._names.of(call)
        if isinstance(call.target, str):
            config = writer.config(call.config, name)
            node: Node = OpNode(id=node_id, name=name, op=call.target, config=config)
        elif isinstance(call.target, Model):
            node = self._model_node(call, call.target, node_id, name, writer)
        else:
            assert isinstance(call.target, Layer)
            of = self._first[id(call.target)]
            if of == node_id:
                node = self._layer_node(call, call.target, node_id, name, writer)
            else:
                node = SharedNode(id=node_id, of=of, **_pinned(call, writer, name))
        self._nodes.append(self._names.labelled(node, call))
        for port, order, tensor in call.wires:
            if isinstance(call.target, Model):
                port = self._port(call.target, str(port))
            self._edges.append(self._edge(tensor, node_id, port, order))

    def _port(self, model: Model, key: str) -> str | None:
        """The port of a nested model for an index or a key; `None` is the first one."""
        graph = self._drawing.models[self._drawing.entry(model)].graph
        names = [node.name for node in graph.nodes if isinstance(node, InputNode)] if graph else []
        if key.isdecimal():
            key = names[int(key)] if int(key) < len(names) else ("" if key == "0" else key)
        return None if key in ("", *names[:1]) else key

    def _model_node(self, call: Call, model: Model, node_id: NodeId, name: str, writer: Writer) -> ModelNode:
        fields: dict[str, Any] = {} if model.trainable else {"trainable": False}
        fields |= _pinned(call, writer, name)
        return ModelNode(id=node_id, name=name, model=self._drawing.entry(model), **fields)

    def _layer_node(self, call: Call, layer: Layer, node_id: NodeId, name: str, writer: Writer) -> LayerNode:
        if layer.kind not in self._reading.catalog.layers:
            self._reading.warn(WarningCode.foreign_layer, layer.place, layer=layer.kind)
        fields: dict[str, Any] = {} if layer.trainable else {"trainable": False}
        if layer.adapt:
            fields["adapt"] = True
        fields |= _pinned(call, writer, name)
        config = writer.config(layer.config, name)
        return LayerNode(id=node_id, name=name, layer=layer.kind[:64], config=config, **fields)

    def _inner(self, value: "Layer | Model") -> Json:
        """A layer or model that is an argument of another."""
        if isinstance(value, Model):
            value.used = True
            return {"model": self._drawing.entry(value)}
        if id(value) in self._first:
            return {"of": self._first[id(value)]}
        if self._inside > _DEEPEST:
            raise Unwritten
        self._inside_of[id(value)] += 1
        if self._inside_of[id(value)] == 2:
            layer = value.name or value.variable or value.kind
            self._reading.warn(WarningCode.sharing_left_out, value.place, layer=layer)
        self._inside += 1
        config = Writer(self._reading, self._inner, value.place).config(value.config, value.kind)
        self._inside -= 1
        if not value.trainable:
            config["trainable"] = False
        return {"layer": value.kind, "config": config}

    def _outputs(self, outputs: Outputs) -> None:
        taken: set[str] = set()
        for key, tensor in outputs:
            name = free_name(key or self._names.of_output(tensor), taken)
            taken.add(name)
            self._drawing.output_names[tensor] = name
            node_id = NodeId(f"n{len(self._nodes) + 1}")
            self._nodes.append(OutputNode(id=node_id, name=name))
            self._edges.append(self._edge(tensor, node_id, None, None))

    def _edge(self, tensor: Tensor, target: NodeId, port: str | None, order: int | None) -> Edge:
        fields: dict[str, Any] = {"source": self._ids[tensor.call], "target": target}
        if tensor.output:
            fields["source_output"] = tensor.output
        if port is not None:
            fields["target_input"] = port
        if order is not None:
            fields["order"] = order
        return Edge.model_validate(fields)


def _pinned(call: Call, writer: Writer, name: str) -> dict[str, Any]:
    """The arguments of a call that are no tensors."""
    return {"call_with": writer.config(call.config, name)} if call.config else {}
