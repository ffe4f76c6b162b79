"""[D] Images of bytes that go into layers of weights as they are."""

from collections.abc import Iterator

from layerloom.datasets.binding_slots import Slot
from layerloom_schema.datasets import FieldInfo
from layerloom_schema.document import Document, InputNode, LayerNode
from layerloom_schema.problems import Code, Problem, Severity

from .recipe_proposals import scale_image

CHANNELS = (1, 3, 4)
LEAST, MOST = 16, 255
"""What the largest number of an image of bytes is between."""
OF_WEIGHTS = frozenset({"Conv1D", "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Dense", "Flatten"})


def unscaled_image(document: Document, slot: Slot, field: FieldInfo) -> Iterator[Problem]:
    """A warning where every layer that takes an image has weights that begin for numbers near 0."""
    if not isinstance(slot.node, InputNode) or len(field.shape) != 3 or field.shape[-1] not in CHANNELS:
        return
    if field.minimum is None or field.maximum is None:
        return
    if not (field.minimum >= 0 and LEAST <= field.maximum <= MOST):
        return
    nodes = {node.id: node for node in document.graph.nodes}
    takers = [nodes.get(edge.target) for edge in document.graph.edges if edge.source == slot.node.id]
    if not takers or not all(isinstance(node, LayerNode) and node.layer in OF_WEIGHTS for node in takers):
        return
    yield Problem(
        code=Code.data_range,
        severity=Severity.warning,
        variant="unscaled_image",
        params={"field": field.name, "maximum": field.maximum, "slot": slot.phrase},
        where=slot.where,
        expected=[0, 1],
        received=[field.minimum, field.maximum],
        fixes=scale_image(document, slot, field),
    )
