"""The lines that make and call the layers, in call order: the order in which seeds are drawn."""

from collections.abc import Iterator

from layerloom.graph.structure import Structure
from layerloom_schema.base import NodeId
from layerloom_schema.catalog import Catalog, OutputPort
from layerloom_schema.document import InputNode, LayerNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused

from .layout import Bracket, Expression, Part, call, lay_out, mapping, quote
from .names import Names
from .values import construct


class LayerLines:
    """Writes the model: inputs, layers, calls, `keras.Model`."""

    def __init__(self, structure: Structure, catalog: Catalog, names: Names) -> None:
        self._index = structure.index
        self._order = [node for node in structure.order if node in structure.live]
        self._catalog = catalog
        self._names = names
        self._results: dict[NodeId, list[str]] = {}
        self._made: dict[NodeId, str] = {}

    def lines(self) -> Iterator[str]:
        for id_ in self._order:
            node = self._index.nodes[id_]
            if isinstance(node, InputNode):
                yield from self._input(node)
            elif isinstance(node, OutputNode):
                self._results[id_] = [self._feeding(id_)]
            else:
                yield from self._call(id_)
        yield ""
        yield from lay_out(self._model(), before="model = ")

    def _input(self, node: InputNode) -> Iterator[str]:
        name = self._names.of(node.id, node.name)
        self._results[node.id] = [name]
        lengths = ", ".join(repr(length) for length in node.shape)
        shape = f"({lengths},)" if len(node.shape) == 1 else f"({lengths})"
        parts = [Part(shape)]
        if node.dtype != "float32":
            parts.append(Part(quote(node.dtype), "dtype="))
        yield from lay_out(
            call("keras.Input", [*parts, Part(quote(node.name), "name=")]), before=f"{name} = "
        )

    def _call(self, id_: NodeId) -> Iterator[str]:
        declaring = self._index.layer_node(id_)
        if not isinstance(declaring, LayerNode):
            raise Refused(
                422, ErrorCode.invalid, f"{id_} is a kind of node that no script is written for yet."
            )
        arguments = f"({self._arguments(id_)})"
        calls = [other for other in self._index.calls_of(declaring.id) if other in self._order]
        if len(calls) == 1:
            made = self._construct(declaring)
            result = ", ".join(self._result_names(id_, declaring, declaring.name))
            yield from lay_out(Bracket(made.parts, made.head, made.kind, arguments), before=f"{result} = ")
            return
        if declaring.id not in self._made:
            self._made[declaring.id] = self._names.fresh(declaring.name)
            yield from lay_out(self._construct(declaring), before=f"{self._made[declaring.id]} = ")
        number = sum(other in self._results for other in calls) + 1
        result = ", ".join(self._result_names(id_, declaring, f"{declaring.name}_{number}"))
        yield f"{result} = {self._made[declaring.id]}{arguments}"

    def _construct(self, node: LayerNode) -> Bracket:
        more = [Part(quote(node.name), "name=")]
        if not node.trainable:
            more.append(Part("False", "trainable="))
        made = construct(self._catalog, "layers", node.layer, node.config, more=more)
        assert isinstance(made, Bracket)
        return made

    def _result_names(self, id_: NodeId, declaring: LayerNode, wish: str) -> list[str]:
        """One name for each tensor that the call returns; the first is the call's own."""
        first, *others = self._outputs(id_, declaring)
        del first
        name = self._names.of(id_, wish)
        self._results[id_] = [name, *(self._names.fresh(f"{name}_{output.name}") for output in others)]
        return self._results[id_]

    def _outputs(self, id_: NodeId, declaring: LayerNode) -> list[OutputPort]:
        return [
            output
            for output in self._index.outputs_of[id_]
            if output.when is None or declaring.config.get(output.when) is True
        ]

    def _arguments(self, id_: NodeId) -> str:
        written = []
        for place, port in enumerate(self._index.inputs_of[id_]):
            edges = self._index.feeds[id_].get(port.name, [])
            if not edges:
                continue
            tensors = [self._results[edge.source][edge.source_output] for edge in edges]
            value = f"[{', '.join(tensors)}]" if port.list else tensors[0]
            written.append(value if place == 0 else f"{port.name}={value}")
        return ", ".join(written)

    def _feeding(self, output: NodeId) -> str:
        edge = next(edge for edges in self._index.feeds[output].values() for edge in edges)
        return self._results[edge.source][edge.source_output]

    def _model(self) -> Expression:
        nodes = [node for node in self._index.nodes.values() if node.id in self._results]
        inputs = mapping(
            [(node.name, self._results[node.id][0]) for node in nodes if isinstance(node, InputNode)]
        )
        ends = [(node.name, self._results[node.id][0]) for node in nodes if isinstance(node, OutputNode)]
        outputs: Expression = ends[0][1] if len(ends) == 1 else mapping([(name, end) for name, end in ends])
        return call("keras.Model", [Part(inputs, "inputs="), Part(outputs, "outputs=")])
