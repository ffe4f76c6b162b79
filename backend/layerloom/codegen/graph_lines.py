"""The lines that construct and call the layers of one graph, in call order: the order in which seeds are drawn."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from layerloom.build.layer_references import reference_of
from layerloom.graph.structure import Structure
from layerloom.graph.wrapped_layers import referenced_nodes
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import Family
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused

from .argument_values import construct, needs_own_lines
from .call_arguments import Results, gives_nested_states, incoming, layer_arguments, model_arguments
from .formatter import WIDTH, Bracket, Expression, Part, call, flat, lay_out, mapping, quote
from .identifiers import Names
from .operation_calls import gives_list_of_one, operation

Adapt = Callable[[LayerNode, str, str, Mapping[str, str]], Iterable[str]]
"""Writes the lines that adapt a layer: node, layer variable, tensor variable, and input variables by name."""
_NAMES = 40
"""Letters in the names of a call's further tensors, up to which each has a name of its own."""


class Models(Protocol):
    """Writes the nested models of a document."""

    def variable(self, name: ModelName) -> str:
        """The variable of a nested model, written now if it is not there yet."""
        ...

    def is_made(self, name: ModelName) -> bool: ...


class GraphLines:
    """Writes one graph: inputs, layers and calls to `write_lines`; then `model` is the `keras.Model` of it."""

    def __init__(
        self,
        structure: Structure,
        names: Names,
        models: Models,
        write_lines: Callable[[Iterable[str], Iterable[NodeId]], None],
        adapt: Adapt | None = None,
    ) -> None:
        self._index = structure.index
        self._catalog = structure.index.catalog
        self._order = structure.order
        self._live = structure.live
        self._names = names
        self._models = models
        self._tell = write_lines
        self._at: NodeId | None = None
        self._adapt = adapt
        self._inputs: dict[str, str] = {}
        self._results: Results = {}
        self._made: dict[NodeId, str] = {}
        referenced = (
            referenced_nodes(node.config)
            for node in self._index.nodes.values()
            if isinstance(node, LayerNode)
        )
        self._referenced = {node for nodes in referenced for node in nodes}

    def write(self) -> None:
        for id_ in (node for node in self._order if node in self._live):
            self._at = id_
            node = self._index.nodes[id_]
            declaring = self._index.layer_node(id_)
            if isinstance(node, InputNode):
                self._input(node)
            elif isinstance(node, OutputNode):
                self._results[id_] = [self._feeding(id_)]
            elif isinstance(declaring, OpNode):
                self._operation(declaring)
            elif isinstance(declaring, ModelNode):
                self._model(id_, declaring)
            elif isinstance(declaring, LayerNode):
                self._layer(id_, declaring)

    def model(self, *, outermost: bool, name: str | None = None) -> Bracket:
        """The `keras.Model` expression: inputs of the outer graph always by name, all else as a tensor if single."""
        nodes = [node for node in self._index.nodes.values() if node.id in self._results]
        begins = [(node.name, self._results[node.id][0]) for node in nodes if isinstance(node, InputNode)]
        ends = [(node.name, self._results[node.id][0]) for node in nodes if isinstance(node, OutputNode)]
        parts = [
            Part(_by_name(begins) if outermost else _alone(begins), "inputs="),
            Part(_alone(ends), "outputs="),
        ]
        return call("keras.Model", [*parts, *([Part(quote(name), "name=")] if name else [])])

    def variable(self, value: Mapping[str, Json]) -> str:
        """The variable of a referenced layer or model."""
        reference = reference_of(value)
        if reference is not None and reference[0] == "model":
            return self._models.variable(ModelName(reference[1]))
        declared = self._index.nodes.get(NodeId(reference[1])) if reference is not None else None
        if isinstance(declared, ModelNode):
            return self._models.variable(declared.model)
        if isinstance(declared, LayerNode):
            return self._declared(declared)
        raise Refused(422, ErrorCode.run_refused, variant="inner_layer_gone")

    def is_made(self, value: Mapping[str, Json]) -> bool:
        kind, name = reference_of(value) or ("of", "")
        declared = self._index.nodes.get(NodeId(name))
        if kind == "model" or isinstance(declared, ModelNode):
            return self._models.is_made(
                declared.model if isinstance(declared, ModelNode) else ModelName(name)
            )
        return name in self._made

    def on_own_line(self, made: Bracket, wanted: str) -> str:
        name = self._names.fresh(wanted)
        self._write_lines(lay_out(made, before=f"{name} = "))
        return name

    def _write_lines(self, lines: Iterable[str]) -> None:
        """Says lines of the node that is written just now."""
        self._tell(lines, [] if self._at is None else [self._at])

    def _input(self, node: InputNode) -> None:
        name = self._names.fresh(node.name)
        self._results[node.id] = [name]
        self._inputs[node.name] = name
        lengths = ", ".join(repr(length) for length in node.shape)
        parts = [Part(f"({lengths},)" if len(node.shape) == 1 else f"({lengths})")]
        if node.dtype != "float32":
            parts.append(Part(quote(node.dtype), "dtype="))
        made = call("keras.Input", [*parts, Part(quote(node.name), "name=")])
        self._write_lines(lay_out(made, before=f"{name} = "))

    def _layer(self, id_: NodeId, declaring: LayerNode) -> None:
        parts = layer_arguments(self._index, id_, declaring, self._results)
        flattened = gives_nested_states(declaring) and len(self._index.outputs_of[id_]) > 1
        if self._is_used_once(id_, declaring) and not flattened:
            self._in_one(id_, declaring, parts)
            return
        new = declaring.id not in self._made
        layer = self._declared(declaring)
        if new and declaring.adapt and self._adapt is not None:
            self._write_lines(self._adapt(declaring, layer, flat(parts[0].value), self._inputs))
        names = self._result_names(id_, self._names.fresh(self._numbered(id_, declaring.name)))
        made_call = call(layer, parts)
        whole = call("keras.tree.flatten", [Part(made_call)]) if flattened else made_call
        self._write_lines(lay_out(whole, before=f"{names} = "))

    def _in_one(self, id_: NodeId, node: LayerNode, parts: list[Part]) -> None:
        """Construct and call a layer in one line, unless it has too many inputs."""
        made = self._construct(node)
        result = self._names.fresh(node.name)
        names = self._result_names(id_, result)
        whole = Bracket(made.parts, made.head, made.kind, flat(Bracket(parts)))
        single = len(parts) == 1 and isinstance(parts[0].value, str)
        if single or len(f"{names} = {flat(whole)}") <= WIDTH:
            self._write_lines(lay_out(whole, before=f"{names} = "))
            return
        self._made[node.id] = result
        self._write_lines(lay_out(made, before=f"{result} = "))
        names = self._result_names(id_, self._names.fresh(f"{node.name}_1"))
        self._write_lines(lay_out(call(result, parts), before=f"{names} = "))

    def _is_used_once(self, id_: NodeId, declaring: LayerNode) -> bool:
        """Whether a layer is constructed in the line that calls it, as nothing else uses it."""
        return (
            [other for other in self._index.calls_of(declaring.id) if other in self._live] == [id_]
            and declaring.id not in self._made
            and declaring.id not in self._referenced
            and not (declaring.adapt and self._adapt)
            and not self._freezes(declaring)
        )

    def _declared(self, node: LayerNode) -> str:
        """The variable of a layer, written first if needed."""
        name = self._made.get(node.id)
        if name is None:
            around, self._at = self._at, node.id
            name = self._names.fresh(node.name)
            made = self._construct(node)
            self._made[node.id] = name
            self._write_lines(lay_out(made, before=f"{name} = "))
            if self._freezes(node):
                self._write_lines([f"{name}.trainable = False"])
            self._at = around
        return name

    def _construct(self, node: LayerNode) -> Bracket:
        more = [Part(quote(node.name), "name=")]
        if not node.trainable and not self._freezes(node):
            more.append(Part("False", "trainable="))
        return construct(
            self._catalog,
            "layers",
            node.layer,
            node.config,
            more=more,
            inside=self,
            on_own_line=needs_own_lines({"config": node.config}, self),
        )

    def _freezes(self, node: LayerNode) -> bool:
        """Whether a layer is frozen after construction: a wrapper would not pass `trainable` on to its inner layers."""
        name = self._catalog.layer_names.get(node.layer, "")
        is_wrapper = name in self._catalog.holders or self._catalog.layers[name].family is Family.recurrent
        return is_wrapper and not node.trainable

    def _model(self, id_: NodeId, declaring: ModelNode) -> None:
        model = self._models.variable(declaring.model)
        parts = model_arguments(self._index, id_, declaring, self._results)
        result = self._names.fresh(self._call_name(id_, declaring, model))
        outputs = self._index.outputs_of[id_]
        several = [f"{result}[{quote(output.name)}]" for output in outputs]
        self._results[id_] = several if len(outputs) > 1 else [result]
        self._write_lines(lay_out(call(model, parts), before=f"{result} = "))

    def _call_name(self, id_: NodeId, declaring: ModelNode, model: str) -> str:
        """The variable for a call of a nested model: the name of its node, unless the model has it."""
        if id_ != declaring.id:
            return self._numbered(id_, declaring.name)
        return f"{declaring.name}_1" if declaring.name == model else declaring.name

    def _operation(self, node: OpNode) -> None:
        whole = operation(node, incoming(self._index, node.id, self._results), self._catalog)
        count = len(self._index.outputs_of[node.id])
        names = self._result_names(node.id, self._names.fresh(node.name))
        if gives_list_of_one(node, count, self._catalog):
            names = f"({names},)"
        self._write_lines(lay_out(whole, before=f"{names} = "))

    def _numbered(self, id_: NodeId, name: str) -> str:
        """A numbered name of a call: `encode_1`, `encode_2`."""
        declaring = self._index.layer_node(id_)
        calls = self._index.calls_of(declaring.id if declaring is not None else id_)
        return f"{name}_{sum(other in self._results for other in calls) + 1}"

    def _result_names(self, id_: NodeId, name: str) -> str:
        """The target of the assignment: one name per output; for many outputs one name with indices."""
        wanted_names = [f"{name}_{output.name}" for output in self._index.outputs_of[id_][1:]]
        if sum(map(len, wanted_names)) > _NAMES:
            self._results[id_] = [f"{name}[{number}]" for number in range(len(wanted_names) + 1)]
            return name
        self._results[id_] = [name, *map(self._names.fresh, wanted_names)]
        return ", ".join(self._results[id_])

    def _feeding(self, output: NodeId) -> str:
        edge = next(edge for edges in self._index.feeds[output].values() for edge in edges)
        return self._results[edge.source][edge.source_output]


def _by_name(tensors: list[tuple[str, str]]) -> Expression:
    return mapping([(name, tensor) for name, tensor in tensors])


def _alone(tensors: list[tuple[str, str]]) -> Expression:
    return tensors[0][1] if len(tensors) == 1 else _by_name(tensors)
