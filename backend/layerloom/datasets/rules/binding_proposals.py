"""Which field of a data set an input or output is offered: that of its name, else the only one that fits it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from layerloom.datasets.binding_slots import Part, Slot, slots
from layerloom_schema.base import NodeId
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.binding import ColumnRole
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetField

NO_ROLES: Mapping[str, ColumnRole] = {}
PARTS: tuple[Part, ...] = ("inputs", "targets", "sample_weights")


@dataclass(frozen=True)
class Proposal:
    """The edits that choose a data set, what is bound after them, in the order of the nodes, and what is left."""

    edits: list[Edit]
    bound: dict[tuple[Part, str], str] = field(default_factory=dict)
    left: list[Slot] = field(default_factory=list)


def bind_to(part: Part, name: str, field: str) -> Edit:
    """The edit that binds a field to a slot."""
    return SetField(path=["data", part, name], value=field)


def offered_field(slot: Slot, fields: Iterable[FieldInfo]) -> str | None:
    """The field of the name of a slot, else the only one that fits it."""
    fields = [*fields]
    same = next((field.name for field in fields if field.name == slot.name), None)
    fitting = [field.name for field in fields if slot.takes(field)]
    return same or (fitting[0] if len(fitting) == 1 else None)


def bind_dataset(
    document: Document,
    nodes: Mapping[NodeId, NodeReport],
    info: DatasetInfo,
    roles: Mapping[str, ColumnRole] = NO_ROLES,
) -> Proposal:
    """Choose a data set for a document, and bind what is offered.

    A binding to a field that the data set has, or that a recipe makes, stays; any other is removed. A field goes to one
    slot that its role allows, and those of equal names are matched first. `nodes` are the shapes that the dry build
    computed.
    """
    binding = document.data or DataBinding()
    edits: list[Edit] = [SetField(path=["data", "dataset"], value=info.name)]
    fields = {field.name: field for field in info.fields}
    bound: dict[tuple[Part, str], str] = {}
    for part in PARTS:
        chosen: Mapping[str, str] = getattr(binding, part)
        for name, each in chosen.items():
            if each in fields or each in binding.recipes:
                bound[part, name] = each
            else:
                edits.append(SetField(path=["data", part, name], unset=True))
    left = [] if info.follows_model else slots(document, nodes)
    roles_of = {"inputs": ColumnRole.feature, "targets": ColumnRole.target}
    for by_name in (True, False):
        for slot in left:
            role = roles_of[slot.part]
            free = [
                each
                for name, each in fields.items()
                if name not in bound.values() and roles.get(name, role) is role
            ]
            candidates = [each for each in free if each.name == slot.name] if by_name else free
            offered = offered_field(slot, candidates)
            if offered is not None and (slot.part, slot.name) not in bound:
                bound[slot.part, slot.name] = offered
                edits.append(bind_to(slot.part, slot.name, offered))
    places = {(slot.part, slot.name): place for place, slot in enumerate(left)}
    in_order = dict(sorted(bound.items(), key=lambda item: places.get(item[0], -1)))
    return Proposal(edits, in_order, [slot for slot in left if (slot.part, slot.name) not in bound])
