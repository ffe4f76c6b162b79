"""Shapes of symbolic tensors: a dry build of the calls that lead to one, each call once."""

from layerloom.build.dry_build import dry_build
from layerloom.graph.check import check_structure
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Tensor
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode

from .graph_drawing import Drawing


class Shapes:
    """Remembers the shape of every tensor that was asked for, and of those on the way to it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[Tensor, tuple[int | None, ...]] = {}

    def of(self, tensor: Tensor) -> tuple[int | None, ...] | None:
        """The shape with its batch axis; `None` where there is none."""
        if tensor not in self._known:
            self._build(tensor)
        return self._known.get(tensor)

    def _build(self, tensor: Tensor) -> None:
        """Build what leads to a tensor; tensors of known shapes stand for what leads to them."""
        drawing = Drawing(self._reading, known=self._known)
        with self._reading.silence():
            graph, ids = drawing.graph([], [(None, tensor)])
        document = Document(graph=graph, models=drawing.models)
        structure = check_structure(document, self._reading.catalog, self._reading.limits)
        self._reading.budget.spend(20 * len(graph.nodes))
        built = dry_build(
            structure, document, self._reading.catalog, self._reading.limits, self._reading.cache
        )
        nodes = {node.id: node for node in graph.nodes}
        for call, node in ids.items():
            report = built.nodes.get(node)
            if report is None or (isinstance(nodes[node], InputNode) and call.target is not None):
                continue
            for number, output in enumerate(report.outputs):
                self._known[Tensor(call, number)] = tuple(output.shape)
