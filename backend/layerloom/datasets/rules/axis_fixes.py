"""Images whose channels come first, as PyTorch writes them, for an input whose channels come last."""

from layerloom.datasets.binding_slots import Slot
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.naming import derived_id, fresh_name
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import AddNode, Connect, Disconnect, Edit, SetNode
from layerloom_schema.documents.graph import Edge, LayerNode

_LAYER = "Permute"


def is_channels_first(slot: Slot, field: FieldInfo) -> bool:
    """Whether a row has the axes that its input takes, with the last one first."""
    wanted = slot.wanted()[0]
    moved = [*field.shape[1:], *field.shape[:1]]
    return slot.window is None and len(wanted) >= 2 and [*wanted] == moved and wanted != field.shape


def move_channels(document: Document, slot: Slot, field: FieldInfo) -> list[Fix]:
    """Take the rows as they are, and move their first axis behind the others by a Permute."""
    node = slot.node
    wires = [edge for edge in document.graph.edges if edge.source == node.id]
    if not wires:
        return []
    dims: list[Json] = [*range(2, len(field.shape) + 1), 1]
    name = fresh_name(document, _LAYER)
    layer = LayerNode(
        id=derived_id(document, FixKind.insert, node.id, _LAYER),
        name=name,
        layer=_LAYER,
        config={"dims": dims},
    )
    edits: list[Edit] = [
        SetNode(node=node.id, field="shape", value=[*field.shape]),
        *(Disconnect(edge=wire) for wire in wires),
        AddNode(node=layer),
        Connect(edge=Edge(source=node.id, target=layer.id)),
        *(Connect(edge=wire.model_copy(update={"source": layer.id})) for wire in wires),
    ]
    return [make_fix(FixKind.insert, edits, layer=_LAYER)]
