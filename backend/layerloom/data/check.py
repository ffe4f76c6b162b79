"""[D] The whole data check of a document: which data it is, and whether it fits."""

from collections.abc import Mapping
from pathlib import Path

from layerloom.graph.near import near
from layerloom_schema.base import NodeId
from layerloom_schema.data import DatasetInfo
from layerloom_schema.document import Document
from layerloom_schema.edits import Edit, SetField
from layerloom_schema.problems import Code, Fix, Problem, Where
from layerloom_schema.reports import NodeReport

from .binding import bind_to, check_binding
from .npz import read_npz
from .slots import slots
from .sources import datasets


def check_data(
    document: Document, nodes: Mapping[NodeId, NodeReport], data_path: str | None = None
) -> list[Problem]:
    """Every [D] problem. `data_path` is an `.npz` in place of the named data set; raises `Refused` if it is not one."""
    if data_path is not None:
        return check_binding(document, nodes, read_npz(Path(data_path)).info)
    name = document.data.dataset if document.data else None
    known = {info.name: info for info in datasets()}
    if name in known:
        return check_binding(document, nodes, known[name])
    return [_no_data(document, nodes, name, list(known.values()))]


def with_own_names(document: Document, info: DatasetInfo) -> Document:
    """The document with every slot that nobody bound, bound to the field of its own name where there is one."""
    names = {field.name for field in info.fields}
    value = document.model_dump(mode="json", exclude_unset=True)
    data = value.setdefault("data", None) or {}
    for slot in slots(document, {}):
        if slot.name in names:
            data.setdefault(slot.part, {}).setdefault(slot.name, slot.name)
    value["data"] = data
    return Document.model_validate(value)


def _no_data(
    document: Document, nodes: Mapping[NodeId, NodeReport], name: str | None, known: list[DatasetInfo]
) -> Problem:
    guess = near(name, [info.name for info in known]) if name else None
    offered = [info for info in known if info.name == guess] or known
    fixes = [fix for fix in (_use(document, nodes, info) for info in offered) if fix]
    hint = f" Did you mean {guess}?" if guess else ""
    return Problem(
        code=Code.data_unbound,
        message=f"There is no data set named {name}.{hint}"
        if name
        else "No data set is chosen to learn from.",
        values={"dataset": name, "near": guess},
        where=Where(field="data.dataset"),
        expected=[info.name for info in known],
        received=name,
        fixes=fixes,
    )


def _use(document: Document, nodes: Mapping[NodeId, NodeReport], info: DatasetInfo) -> Fix | None:
    """Chooses a data set and binds what nobody bound, where for every slot one field alone fits."""
    edits: list[Edit] = [SetField(path=["data", "dataset"], value=info.name)]
    if not info.follows_model:
        for slot in slots(document, nodes):
            fitting = [field.name for field in info.fields if slot.takes(field)]
            if len(fitting) != 1:
                return None
            edits.append(bind_to(slot.part, slot.name, fitting[0]))
    elif document.data and (document.data.inputs or document.data.targets):
        edits += [SetField(path=["data", part], unset=True) for part in ("inputs", "targets")]
    return Fix(title=f"Use {info.title}", edits=edits)
