"""Suggest losses for an output, from its bound target first, then from the layer that feeds it."""

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target, agrees, target_shape
from layerloom_schema.base import Json, NodeId
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import LayerNode, SharedNode
from layerloom_schema.documents.training import Named

LOSSES = {
    Target.classes: "SparseCategoricalCrossentropy",
    Target.one_hot: "CategoricalCrossentropy",
    Target.binary: "BinaryCrossentropy",
    Target.numbers: "MeanSquaredError",
}


def suggested_losses(document: Document, slot: Slot, field: FieldInfo | None) -> list[dict[str, Json]]:
    """The losses to offer, best first; a cross-entropy gets `from_logits` where the layer gives no probabilities."""
    activation = _activation(document, slot.node.id)
    if field is not None and slot.shape is not None:
        forms = [_form(slot.shape, field)]
    elif activation == "softmax":
        forms = [Target.classes, Target.one_hot]
    elif activation == "sigmoid":
        forms = [Target.binary]
    else:
        forms = [Target.numbers]
    return [_loss(form, activation) for form in forms]


def fitting_crossentropies(document: Document, slot: Slot, field: FieldInfo | None) -> list[Named]:
    """The cross-entropies that "crossentropy" may mean: by target, activation and units."""
    activation = _activation(document, slot.node.id)
    units = slot.shape[-1] if slot.shape and len(slot.shape) > 1 else None
    bound = _form(slot.shape, field) if field is not None and slot.shape is not None else slot.target
    if bound in (Target.classes, Target.one_hot, Target.binary):
        forms = [bound]
    elif activation == "sigmoid" or units == 1:
        forms = [Target.binary]
    else:
        forms = [Target.classes, Target.one_hot]
    return [Named.model_validate(_loss(form, activation)) for form in forms]


def _form(output: list[int | None], field: FieldInfo) -> Target:
    """The encoding of the bound target."""
    bits = field.classes is not None and field.minimum in (0, 1) and field.maximum in (0, 1)
    units = output[-1] if output else 1
    if field.classes is not None and units != 1 and agrees(field.shape, target_shape(Target.classes, output)):
        return Target.classes
    if bits and agrees(field.shape, target_shape(Target.one_hot, output)):
        return Target.one_hot if units is not None and units > 2 else Target.binary
    return Target.numbers


def _loss(form: Target, activation: str) -> dict[str, Json]:
    probabilities = {Target.classes: "softmax", Target.one_hot: "softmax", Target.binary: "sigmoid"}
    config: dict[str, Json] = {}
    if form in probabilities and activation != probabilities[form]:
        config["from_logits"] = True
    return {"name": LOSSES[form], "config": config}


def _activation(document: Document, node: NodeId) -> str:
    """The activation of the layer that feeds an output; `linear` where it has none."""
    nodes = {found.id: found for found in document.graph.nodes}
    edge = next((edge for edge in document.graph.edges if edge.target == node), None)
    found = nodes.get(edge.source) if edge else None
    if isinstance(found, SharedNode):
        found = nodes.get(found.of)
    chosen = found.config.get("activation") if isinstance(found, LayerNode) else None
    if isinstance(chosen, dict):
        chosen = chosen.get("name")
    return chosen if isinstance(chosen, str) else "linear"
