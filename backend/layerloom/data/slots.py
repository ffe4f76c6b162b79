"""The places of a model that data goes to: one for each input, one for each output's target."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from layerloom_schema.base import NodeId
from layerloom_schema.data import DatasetInfo, FieldInfo
from layerloom_schema.document import DataBinding, Document, InputNode, OutputNode, OutputTraining
from layerloom_schema.generated import read_catalog
from layerloom_schema.problems import Where
from layerloom_schema.reports import NodeReport

from .targets import Target, agrees, target_of, target_shape

Part = Literal["inputs", "targets"]


@dataclass(frozen=True)
class Slot:
    """One input, or the target of one output. `shape` includes the batch axis; None where it is not known yet."""

    part: Part
    node: InputNode | OutputNode
    shape: list[int | None] | None
    training: OutputTraining | None

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def title(self) -> str:
        """What sentences call it."""
        label = self.node.label or self.node.name
        return f"input {label}" if self.part == "inputs" else f"the target of output {label}"

    @property
    def where(self) -> Where:
        return Where(node=self.node.id, field=f"data.{self.part}.{self.name}")

    @property
    def target(self) -> Target | None:
        """The form of target that the loss wants; None for inputs, and while no known loss is chosen."""
        return None if self.part == "inputs" else target_of(self.training, read_catalog().losses)

    def wanted(self) -> list[list[int | None]]:
        """The shapes of one row that would do; none where the slot's own shape is not known."""
        if self.shape is None:
            return []
        if self.part == "inputs":
            return [self.shape[1:]]
        if self.target is None:
            return [target_shape(Target.classes, self.shape), self.shape[1:]]
        return [target_shape(self.target, self.shape)]

    def takes(self, field: FieldInfo) -> bool:
        """Whether the field's shape and type would do."""
        if not any(agrees(field.shape, shape) for shape in self.wanted()):
            return False
        return self.takes_type(field)

    def takes_type(self, field: FieldInfo) -> bool:
        """Whole numbers go where whole numbers are wanted, whatever they are stored as."""
        if isinstance(self.node, InputNode):
            if self.node.dtype == "bool":
                return field.classes is not None and field.minimum in (0, 1) and field.maximum in (0, 1)
            return field.classes is not None or self.node.dtype.startswith(("float", "bfloat"))
        return self.target is not Target.classes or field.classes is not None


def slots(document: Document, nodes: Mapping[NodeId, NodeReport]) -> list[Slot]:
    """Inputs first, then outputs, each in the order of the document's nodes."""
    training = document.training.outputs if document.training else {}
    inputs: list[Slot] = []
    targets: list[Slot] = []
    for node in document.graph.nodes:
        report = nodes.get(node.id)
        shape = report.outputs[0].shape if report and report.outputs else None
        if isinstance(node, InputNode):
            inputs.append(Slot("inputs", node, [None, *node.shape], None))
        elif isinstance(node, OutputNode):
            targets.append(Slot("targets", node, shape, training.get(node.name)))
    return inputs + targets


def bound_field(document: Document, slot: Slot, info: DatasetInfo) -> str | None:
    """The name of the field bound to a slot. Data that follows the model needs no binding: names are its binding."""
    binding = document.data or DataBinding()
    chosen = (binding.inputs if slot.part == "inputs" else binding.targets).get(slot.name)
    return own_field(document, slot) if chosen is None and info.follows_model else chosen


def own_field(document: Document, slot: Slot) -> str:
    """The field made for a slot where data follows the model. Inputs and outputs may share a name; fields may not."""
    inputs = {node.name for node in document.graph.nodes if isinstance(node, InputNode)}
    shared = slot.part == "targets" and slot.name in inputs
    return f"{slot.name}_target" if shared else slot.name
