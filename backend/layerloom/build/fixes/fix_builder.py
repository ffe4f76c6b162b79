"""Builds the fixes of one failed call from common edits: set an argument, insert a layer."""

from collections.abc import Iterator, Sequence

from layerloom.build.tensor_spec import Arguments, Spec, specs_of
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.index import GraphIndex
from layerloom.graph.naming import derived_id, fresh_name
from layerloom_schema.base import Json, NodeId
from layerloom_schema.checks.problems import Fix, FixKind, Problem
from layerloom_schema.documents.document import Document, Position
from layerloom_schema.documents.edits import AddNode, Connect, Disconnect, Edit, SetConfig
from layerloom_schema.documents.graph import Edge, LayerNode

New = tuple[str, dict[str, Json]]
"""A layer to insert, and its config."""
Insertion = tuple[Edge, *tuple[New, ...]]
"""An edge, and the layers to insert on it."""


class FixBuilder:
    """One problem of a call, with its input tensors."""

    def __init__(
        self,
        document: Document,
        index: GraphIndex,
        problem: Problem,
        declaring: LayerNode,
        arguments: Arguments,
    ) -> None:
        self.document = document
        self.index = index
        self.problem = problem
        self.declaring = declaring
        self.arguments = arguments
        self.specs = specs_of(arguments)
        self.edge = problem.where.edge
        self.variant = problem.variant
        self.params = problem.params

    @property
    def node(self) -> NodeId:
        return self.problem.where.node or self.declaring.id

    @property
    def edges(self) -> list[Edge]:
        """The edges of `specs`, in the same order."""
        ports = self.index.inputs_of[self.node]
        return [edge for port in ports for edge in self.index.feeds[self.node].get(port.name, [])]

    @property
    def incoming(self) -> Spec:
        """The tensor at fault, else the first."""
        edges = self.edges
        return self.specs[edges.index(self.edge)] if self.edge in edges else self.specs[0]

    def set(self, argument: str, value: Json) -> Fix:
        """Set an argument of the layer."""
        edit = SetConfig(node=self.declaring.id, field=argument, value=value)
        return make_fix(FixKind.set, [edit], argument=argument, value=value)

    def unset(self, argument: str) -> Fix:
        """Remove an argument, so that Keras's default applies."""
        edit = SetConfig(node=self.declaring.id, field=argument, unset=True)
        return make_fix(FixKind.unset, [edit], argument=argument)

    def roll(self) -> Fix:
        """Remove `unroll`."""
        return make_fix(FixKind.roll, self.unset("unroll").edits)

    def insert(
        self,
        layer: str,
        config: dict[str, Json],
        kind: FixKind = FixKind.insert,
        *,
        at: Edge | None = None,
        **values: Json,
    ) -> Iterator[Fix]:
        """Insert a new layer on the edge at fault, or on edge `at`."""
        wire = at or self.edge
        if wire is not None:
            yield self.insert_each([(wire, (layer, config))], kind, layer=layer, **values)

    def insert_each(self, insertions: Sequence[Insertion], kind: FixKind, **values: Json) -> Fix:
        """Insert a chain of new layers on each of several edges."""
        edits: list[Edit] = []
        names: list[str] = []
        for edge, *layers in insertions:
            wire, at = edge, self._between(edge)
            edits.append(Disconnect(edge=edge))
            for layer, config in layers:
                place = (edge.source, edge.source_output, edge.target, edge.target_input, edge.order)
                id_ = derived_id(self.document, kind, *place, len(names))
                name = fresh_name(self.document, layer, names)
                names.append(name)
                node = LayerNode(id=id_, name=name, layer=layer, config=config)
                into = Edge(source=wire.source, source_output=wire.source_output, target=id_)
                edits += [AddNode(node=node, at=at), Connect(edge=into)]
                wire = edge.model_copy(update={"source": id_, "source_output": 0})
            edits.append(Connect(edge=wire))
        return make_fix(kind, edits, **values)

    def _between(self, edge: Edge) -> Position | None:
        one, other = self.document.layout.get(edge.source), self.document.layout.get(edge.target)
        return Position(x=(one.x + other.x) / 2, y=(one.y + other.y) / 2) if one and other else None
