"""Draw columns of the data as inputs and outputs: nodes, their bindings, and losses and metrics that fit.

An output is fed by a Dense layer, and that by whatever leads nowhere yet: a single node, or inputs of numbers joined.
Otherwise the layer is left for a person to wire.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layerloom.check.rules.training.loss_suggestions import LOSSES
from layerloom.datasets.dataset import TEXT, Dataset
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.row_windows import windows_of
from layerloom.datasets.target_encoding import Target
from layerloom.graph.edits import apply
from layerloom.graph.naming import clean_name, derived_id, free_name, fresh_name
from layerloom_schema.base import Json, NodeId
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.data_preparation import RecipeStepName
from layerloom_schema.documents.document import Document, Position
from layerloom_schema.documents.edits import AddNode, Connect, Edit, SetField
from layerloom_schema.documents.graph import Edge, InputNode, LayerNode, Node, OutputNode
from layerloom_schema.errors import ErrorCode, Refused

_ACROSS, _ALONG = 230.0, 130.0
"""From node to node, in canvas units, across the direction of the drawing and along it."""
_MOST_CLASSES = 20
"""Different whole numbers up to which a target is taken for classes and not for a quantity."""
_MOST_TEXTS = 1_000
_METRICS = {
    Target.classes: "SparseCategoricalAccuracy",
    Target.binary: "BinaryAccuracy",
    Target.numbers: "MeanAbsoluteError",
}


def draw_columns(
    document: Document, inputs: Sequence[str], targets: Sequence[str], library: DataLibrary
) -> list[Edit]:
    """The edits that draw the columns. Raises `Refused` where the data set of the document has no such column."""
    name = document.data.dataset if document.data else None
    if name is None:
        raise Refused(422, ErrorCode.not_found, variant="no_dataset")
    drawing = _Drawing(document, library.open(name))
    for column in inputs:
        drawing.add_input(drawing.field(column))
    for column in targets:
        drawing.add_output(drawing.field(column))
    return drawing.edits


@dataclass(frozen=True)
class _Head:
    """The end of a model for a target: its encoding, the units and activation of the layer, the classes if listed."""

    form: Target
    units: int
    activation: str | None = None
    classes: list[Json] | None = None


class _Drawing:
    """A document while columns are drawn into it."""

    def __init__(self, document: Document, data: Dataset) -> None:
        self.edits: list[Edit] = []
        self._document = document
        self._data = data
        windows = windows_of(document)
        self._window = [windows.length] if windows is not None else []
        """The first axis of inputs that are fed windows of rows."""
        places = [*document.layout.values()]
        self._right = document.direction == "right"
        self._start = min((self._across(place) for place in places), default=0.0)
        self._before = min((self._along(place) for place in places), default=_ALONG) - _ALONG
        """Where inputs are drawn: before everything else."""
        self._end = max((self._along(place) for place in places), default=0.0)
        """Where the drawing ends."""
        self._inputs = self._outputs = 0

    def field(self, name: str) -> FieldInfo:
        """The field of a name. Raises `Refused` where there is none."""
        found = next((field for field in self._data.info.fields if field.name == name), None)
        if found is None:
            params: dict[str, Json] = {"file": self._data.info.title, "column": name, "near": None}
            raise Refused(422, ErrorCode.data_unreadable, variant="no_column", params=params, got=name)
        return found

    def add_input(self, field: FieldInfo) -> None:
        """Draw an input of the shape and kind of a column."""
        node = InputNode(
            id=self._id("input", field.name),
            name=free_name(self._document, clean_name(field.name, "input")),
            shape=[*self._window, *(field.shape or [1])],
            dtype=TEXT if field.dtype == TEXT else "float32",
        )
        self._add(node, self._at(self._inputs, self._before))
        self._inputs += 1
        self._bind("inputs", node.name, field.name)

    def add_output(self, field: FieldInfo) -> None:
        """Draw an output for a target, with the layer before it, its loss and its metric."""
        head = self._head(field)
        source = self._joined()
        layer = LayerNode(
            id=self._id("layer", field.name),
            name=fresh_name(self._document, "Dense"),
            layer="Dense",
            config={"units": head.units} | ({"activation": head.activation} if head.activation else {}),
        )
        self._add(layer, self._at(self._outputs, self._end + _ALONG))
        if source is not None:
            self._do(Connect(edge=Edge(source=source, target=layer.id)))
        output = OutputNode(
            id=self._id("output", field.name),
            name=free_name(self._document, clean_name(field.name, "output")),
        )
        self._add(output, self._at(self._outputs, self._end + 2 * _ALONG))
        self._outputs += 1
        self._do(Connect(edge=Edge(source=layer.id, target=output.id)))
        self._bind("targets", output.name, self._target(field, head))
        training: Json = {
            "loss": {"name": LOSSES[head.form]},
            "metrics": [{"name": _METRICS[head.form]}],
        }
        self._do(SetField(path=["training", "outputs", output.name], value=training))

    def _head(self, field: FieldInfo) -> _Head:
        """What fits a target: classes for texts and for few whole numbers in a row, else numbers."""
        if field.dtype == TEXT:
            values = sorted({str(text) for text in self._data.arrays[field.name].reshape(-1)} - {""})
            return _classes([*values[:_MOST_TEXTS]], min(len(values), _MOST_TEXTS))
        labels = _labels(field)
        if labels == [0, 1]:
            return _Head(Target.binary, 1, "sigmoid")
        if labels:
            return _classes(labels if labels[0] != 0 else None, len(labels))
        return _Head(Target.numbers, field.shape[-1] if field.shape else 1)

    def _target(self, field: FieldInfo, head: _Head) -> str:
        """The name that the target is bound to: the field, or a recipe that numbers its classes."""
        if head.classes is None:
            return field.name
        recipes = self._document.data.recipes if self._document.data else {}
        taken = {*recipes, *(each.name for each in self._data.info.fields)}
        name = free_name(self._document, f"{clean_name(field.name)}_classes", taken)
        step: Json = {"step": RecipeStepName.classes.value, "config": {"classes": [*head.classes]}}
        self._do(SetField(path=["data", "recipes", name], value={"from": [field.name], "steps": [step]}))
        return name

    def _joined(self) -> NodeId | None:
        """The node that feeds a new layer; several inputs of numbers are joined first."""
        ends = [*self._ends()]
        if len(ends) > 1 and all(isinstance(node, InputNode) and len(node.shape) == 1 for node in ends):
            joined: Node = LayerNode(
                id=self._id("layer", "joined"),
                name=fresh_name(self._document, "Concatenate"),
                layer="Concatenate",
            )
        elif len(ends) == 1 and isinstance(ends[0], InputNode) and len(ends[0].shape) > 1:
            joined = LayerNode(
                id=self._id("layer", "flat"), name=fresh_name(self._document, "Flatten"), layer="Flatten"
            )
        else:
            return ends[0].id if len(ends) == 1 else self._feeding_outputs()
        self._end += _ALONG
        self._add(joined, self._at(0, self._end))
        for order, end in enumerate(ends):
            self._do(Connect(edge=Edge(source=end.id, target=joined.id, order=order)))
        return joined.id

    def _ends(self) -> Iterator[Node]:
        """The nodes that lead nowhere yet; texts are left out, which no Dense layer takes."""
        used = {edge.source for edge in self._document.graph.edges}
        for node in self._document.graph.nodes:
            text = isinstance(node, InputNode) and node.dtype == TEXT
            if node.id not in used and not isinstance(node, OutputNode) and not text:
                yield node

    def _feeding_outputs(self) -> NodeId | None:
        """What feeds the layers before all outputs, where that is one node."""
        edges = self._document.graph.edges
        outputs = {node.id for node in self._document.graph.nodes if isinstance(node, OutputNode)}
        heads = {edge.source for edge in edges if edge.target in outputs}
        before = {edge.source for edge in edges if edge.target in heads}
        return before.pop() if len(before) == 1 else None

    def _bind(self, part: str, name: str, field: str) -> None:
        self._do(SetField(path=["data", part, name], value=field))

    def _add(self, node: Node, at: Position) -> None:
        self._do(AddNode(node=node, at=at))

    def _do(self, edit: Edit) -> None:
        self.edits.append(edit)
        self._document = apply(self._document, [edit])

    def _id(self, kind: str, name: str) -> NodeId:
        return derived_id(self._document, "draw", kind, name)

    def _at(self, place: int, along: float) -> Position:
        across = self._start + place * _ACROSS
        return Position(x=along, y=across) if self._right else Position(x=across, y=along)

    def _along(self, place: Position) -> float:
        return place.x if self._right else place.y

    def _across(self, place: Position) -> float:
        return place.y if self._right else place.x


def _classes(listed: list[Json] | None, count: int) -> _Head:
    return _Head(Target.classes, count, "softmax", listed)


def _labels(field: FieldInfo) -> list[Json]:
    """The whole numbers of a field of few, in a row without a gap; of any other field none."""
    low, high = field.minimum, field.maximum
    if field.classes is None or low is None or high is None or field.shape not in ([], [1]):
        return []
    gapless = high - low + 1 == field.classes
    return [*range(int(low), int(high) + 1)] if gapless and field.classes <= _MOST_CLASSES else []
