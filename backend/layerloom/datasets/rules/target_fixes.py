"""Fixes for an output whose bound target has another shape, or values of another kind."""

from collections.abc import Mapping

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target, canonical_name
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.naming import derived_id, fresh_name
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document, Position
from layerloom_schema.documents.edits import AddNode, Connect, Disconnect, Edit, SetConfig, SetField
from layerloom_schema.documents.graph import Edge, LayerNode

from .dense_units import dense_before, set_of
from .recipe_proposals import number_classes, scale_image

_BYTE = 255
_FOR_SEVERAL: Mapping[str | None, Json] = {
    "BinaryAccuracy": {"name": "SparseCategoricalAccuracy", "config": {}},
    "BinaryCrossentropy": {"name": "SparseCategoricalCrossentropy", "config": {}},
}
"""Metrics of two classes, and those that measure the same of several."""
_MOST_AXES = 3
"""Maximum spatial axes that a global pooling layer can remove."""


def target_fixes(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Set the units of the Dense before, return only the last step of a sequence, or insert global pooling."""
    if slot.shape is None:
        return []
    classes = slot.target in (None, Target.classes) and (field.classes is not None or not field.shape)
    wanted = len(field.shape) + (2 if classes and field.shape[-1:] != [1] else 1)
    dense = dense_before(document, slot.node.id)
    if wanted == len(slot.shape) and not classes and dense is not None:
        return [set_of(dense, "units", field.shape[-1])]
    extra = len(slot.shape) - wanted
    return _fewer_places(document, slot, extra) if wanted == 2 and 0 < extra <= _MOST_AXES else []


def equal_weights(slot: Slot) -> Fix:
    """Take no weights of rows for an output."""
    unset = SetField(path=["data", "sample_weights", slot.name], unset=True)
    return make_fix(FixKind.rows_alike, [unset])


def fitting_targets(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Make 0 and 1 of two classes or of bytes, or give the output a unit and a share for each of several classes."""
    if slot.target is not Target.binary:
        return []
    if field.shape == (slot.shape or [])[1:] and (field.minimum, field.maximum) == (0, _BYTE):
        return scale_image(document, slot, field)
    if (slot.shape or [])[1:] != [1] or field.values is None:
        return []
    if len(field.values) == 2:
        return number_classes(document, slot, field)
    return _softmax(document, slot, len(field.values)) if field.minimum == 0 else []


def _softmax(document: Document, slot: Slot, count: int) -> list[Fix]:
    dense = dense_before(document, slot.node.id)
    if dense is None or slot.training is None:
        return []
    path = ["training", "outputs", slot.name]
    metrics: list[Json] = [
        _FOR_SEVERAL.get(name, metric if isinstance(metric, str) else metric.model_dump(mode="json"))
        for metric in slot.training.metrics
        for name in [canonical_name(metric, read_catalog().metrics)]
    ]
    edits: list[Edit] = [
        SetConfig(node=dense.id, field="units", value=count),
        SetConfig(node=dense.id, field="activation", value="softmax"),
        SetField(path=[*path, "loss"], value={"name": "SparseCategoricalCrossentropy", "config": {}}),
        *([SetField(path=[*path, "metrics"], value=metrics)] if metrics else []),
    ]
    return [make_fix(FixKind.softmax_over, edits, count=count)]


def _fewer_places(document: Document, slot: Slot, axes: int) -> list[Fix]:
    wire = next((edge for edge in document.graph.edges if edge.target == slot.node.id), None)
    if wire is None:
        return []
    source = next((node for node in document.graph.nodes if node.id == wire.source), None)
    fixes = []
    if isinstance(source, LayerNode) and source.config.get("return_sequences") is True:
        last = SetConfig(node=source.id, field="return_sequences", unset=True)
        fixes.append(make_fix(FixKind.last_step, [last], node=source.label or source.name))
    layer = f"GlobalAveragePooling{axes}D"
    id_ = derived_id(document, FixKind.insert, slot.node.id, layer)
    node = LayerNode(id=id_, name=fresh_name(document, layer), layer=layer)
    fixes.append(
        make_fix(
            FixKind.insert,
            [
                Disconnect(edge=wire),
                AddNode(node=node, at=_between(document, wire)),
                Connect(edge=Edge(source=wire.source, source_output=wire.source_output, target=node.id)),
                Connect(edge=Edge(source=node.id, target=wire.target)),
            ],
            layer=layer,
        )
    )
    return fixes


def _between(document: Document, wire: Edge) -> Position | None:
    one, other = document.layout.get(wire.source), document.layout.get(wire.target)
    return Position(x=(one.x + other.x) / 2, y=(one.y + other.y) / 2) if one and other else None
