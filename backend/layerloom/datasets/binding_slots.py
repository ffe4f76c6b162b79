"""Binding slots: the inputs, targets and sample weights of a model, each to be bound to a field of the data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Where
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.documents.training import OutputTraining
from layerloom_schema.text.messages import phrase

from .dataset import MIXED_IMAGES, TEXT
from .target_encoding import WHOLE, Target, agrees, target_of, target_shape

Part = Literal["inputs", "targets", "sample_weights"]


@dataclass(frozen=True)
class Slot:
    """One input, or the target or sample weights of one output.

    `shape` is that of the input or output, with the batch axis; None where it is not known yet.
    """

    part: Part
    node: InputNode | OutputNode
    shape: list[int | None] | None
    training: OutputTraining | None
    dtype: str | None = None
    """The dtype of an output, where it is known."""
    window: int | None = None
    """How many rows of the data an input is fed at once, along its first axis; None where it is fed one."""

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def node_title(self) -> str:
        """The label of the input or output as the user sees it, else its name."""
        return self.node.label or self.node.name

    @property
    def phrase(self) -> Json:
        """The name of the slot in sentences, as a typed param."""
        return phrase(f"slot.{self.part}", name=self.node_title)

    @property
    def start(self) -> Json:
        """The name of the slot at the beginning of a sentence, as a typed param."""
        return phrase(f"slot.start.{self.part}", name=self.node_title)

    @property
    def where(self) -> Where:
        return Where(node=self.node.id, field=f"data.{self.part}.{self.name}")

    @property
    def target(self) -> Target | None:
        """The target encoding that the loss expects; None for other slots, and while no known loss is chosen."""
        return target_of(self.training, read_catalog().losses) if self.part == "targets" else None

    @property
    def has_window(self) -> bool:
        """Whether the shape has a first axis for the rows of a window, if there are any."""
        axis = self.shape[1:2] if self.shape is not None else [None]
        return self.window is None or self.window < 1 or axis in ([None], [self.window])

    @property
    def row_shape(self) -> list[int | None]:
        """The shape of what one row of the data gives, with the batch axis."""
        shape = self.shape or [None]
        return shape if self.window is None else [*shape[:1], *shape[2:]]

    def wanted(self) -> list[list[int | None]]:
        """The row shapes that the slot accepts; empty while its own shape is unknown."""
        if self.shape is None:
            return []
        if self.part == "inputs":
            return [self.row_shape[1:]]
        if (
            self.part == "sample_weights"
        ):  # one weight per loss value: Keras does not broadcast a weight over positions
            return [self.shape[1:-1]]
        if self.target is None:
            return [target_shape(Target.classes, self.shape), self.shape[1:]]
        return [target_shape(self.target, self.shape)]

    def takes(self, field: FieldInfo) -> bool:
        """Whether the slot accepts the shape and type of a field."""
        if not self.has_window or not any(agrees(field.shape, shape) for shape in self.wanted()):
            return False
        return self.takes_type(field)

    def takes_type(self, field: FieldInfo) -> bool:
        """Whether the slot accepts the type of a field: integer values are accepted whatever dtype they are stored in."""
        if field.dtype == MIXED_IMAGES:
            return False
        if isinstance(self.node, InputNode):
            if TEXT in (self.node.dtype, field.dtype):
                return self.node.dtype == field.dtype
            if self.node.dtype == "bool":
                return field.classes is not None and field.minimum in (0, 1) and field.maximum in (0, 1)
            return field.classes is not None or self.node.dtype.startswith(("float", "bfloat"))
        return field.dtype != TEXT and (self.target not in WHOLE or field.classes is not None)

    def wanted_type(self) -> Literal["texts", "bits", "whole", "numbers"]:
        """The kind of values that `takes_type` asks for."""
        dtype = self.node.dtype if isinstance(self.node, InputNode) else None
        if dtype == TEXT:
            return "texts"
        if dtype == "bool":
            return "bits"
        whole = self.target in WHOLE or not (dtype is None or dtype.startswith(("float", "bfloat")))
        return "whole" if whole else "numbers"


def slots(document: Document, nodes: Mapping[NodeId, NodeReport]) -> list[Slot]:
    """Inputs first, then outputs, each in the order of the document's nodes."""
    training = document.training.outputs if document.training else {}
    windows = document.data.windows if document.data else None
    inputs: list[Slot] = []
    targets: list[Slot] = []
    for node in document.graph.nodes:
        report = nodes.get(node.id)
        given = report.outputs[0] if report and report.outputs else None
        if isinstance(node, InputNode):
            window = windows.length if windows is not None and node.name not in windows.last else None
            inputs.append(Slot("inputs", node, [None, *node.shape], None, window=window))
        elif isinstance(node, OutputNode):
            shape, dtype = (given.shape, given.dtype) if given else (None, None)
            targets.append(Slot("targets", node, shape, training.get(node.name), dtype))
    return inputs + targets


def weight_slots(document: Document, nodes: Mapping[NodeId, NodeReport]) -> list[Slot]:
    """The sample-weight slots of outputs that have a field bound to them."""
    weighed = document.data.sample_weights if document.data else {}
    return [
        replace(slot, part="sample_weights")
        for slot in slots(document, nodes)
        if slot.part == "targets" and slot.name in weighed
    ]


def bound_field(document: Document, slot: Slot, info: DatasetInfo) -> str | None:
    """The name of the field bound to a slot. Data that follows the model is bound by name."""
    binding = document.data or DataBinding()
    bound: Mapping[str, str] = getattr(binding, slot.part)
    chosen = bound.get(slot.name)
    follows = info.follows_model and slot.part != "sample_weights"
    return default_field(document, slot) if chosen is None and follows else chosen


def default_field(document: Document, slot: Slot) -> str:
    """The field of a slot in data that follows the model. An input and an output may share a name; fields may not."""
    inputs = {node.name for node in document.graph.nodes if isinstance(node, InputNode)}
    shared = slot.part == "targets" and slot.name in inputs
    return f"{slot.name}_target" if shared else slot.name
