"""Fixes for an output whose shape differs from its bound target."""

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.naming import derived_id, fresh_name
from layerloom_schema.datasets import FieldInfo
from layerloom_schema.document import Document, Edge, LayerNode, Position
from layerloom_schema.edits import AddNode, Connect, Disconnect, SetConfig
from layerloom_schema.problems import Fix, FixKind

from .range_rules import dense_before, set_of

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
