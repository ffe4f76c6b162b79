"""[D] Numbers that go into layers of weights on a scale on which these learn badly, or are scaled twice.

Each is a warning: a model may learn from them all the same.
"""

from collections.abc import Iterator

from layerloom.datasets.binding_slots import Slot
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, Problem, Severity
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, LayerNode

from .dense_units import set_of
from .recipe_proposals import normalize, scale_image

CHANNELS = (1, 3, 4)
LEAST, MOST = 16, 255
"""What the largest number of an image of bytes is between."""
LARGE = 1_000
"""Numbers of this size move a Dense so far that its first steps undo each other."""
SMALL_SCALE = 0.05
"""A Rescaling by this or less is for bytes."""
OF_WEIGHTS = frozenset({"Conv1D", "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Dense", "Flatten"})


def scale_problems(document: Document, slot: Slot, field: FieldInfo) -> Iterator[Problem]:
    """A warning where every layer that takes the field has weights that begin for numbers near 0, or scales it again."""
    takers = _takers(document, slot)
    if not takers or field.minimum is None or field.maximum is None:
        return
    if _is_image(field) and field.minimum >= 0 and LEAST <= field.maximum <= MOST:
        if all(node.layer in OF_WEIGHTS for node in takers):
            yield _problem(slot, field, "unscaled_image", [0, 1], scale_image(document, slot, field))
    elif _is_image(field) and field.minimum >= -1 and field.maximum <= 1:
        again = [node for node in takers if _scales_bytes(node)]
        if again:
            name = again[0].label or again[0].name
            yield _problem(slot, field, "scaled_twice", [0, MOST], [set_of(again[0], "scale", 1)], layer=name)
    elif _is_large(field) and slot.takes(field) and all(node.layer == "Dense" for node in takers):
        yield _problem(slot, field, "unscaled_numbers", [-1, 1], normalize(document, slot, field))


def _is_large(field: FieldInfo) -> bool:
    if len(field.shape) > 1 or field.minimum is None or field.maximum is None:
        return False
    return max(-field.minimum, field.maximum) >= LARGE


def _takers(document: Document, slot: Slot) -> list[LayerNode]:
    """The layers that take an input, alone or joined with others; none where something else takes it too."""
    if not isinstance(slot.node, InputNode) or not slot.node.dtype.startswith(("float", "bfloat")):
        return []
    nodes = {node.id: node for node in document.graph.nodes}
    found: list[LayerNode] = []
    seen = {slot.node.id}
    ahead = [slot.node.id]
    while ahead:
        source = ahead.pop()
        for target in [edge.target for edge in document.graph.edges if edge.source == source]:
            node = nodes.get(target)
            if not isinstance(node, LayerNode):
                return []
            if node.layer != "Concatenate":
                found.append(node)
            elif target not in seen:
                seen.add(target)
                ahead.append(target)
    return found


def _is_image(field: FieldInfo) -> bool:
    return len(field.shape) == 3 and field.shape[-1] in CHANNELS


def _scales_bytes(node: LayerNode) -> bool:
    scale = node.config.get("scale")
    return node.layer == "Rescaling" and isinstance(scale, int | float) and 0 < scale <= SMALL_SCALE


def _problem(
    slot: Slot, field: FieldInfo, variant: str, expected: Json, fixes: list[Fix], **params: Json
) -> Problem:
    return Problem(
        code=Code.data_range,
        severity=Severity.warning,
        variant=variant,
        params={
            "field": field.name,
            "minimum": field.minimum,
            "maximum": field.maximum,
            "slot": slot.phrase,
            **params,
        },
        where=slot.where,
        expected=expected,
        received=[field.minimum, field.maximum],
        fixes=fixes,
    )
