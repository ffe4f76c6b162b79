"""Which nested model of one document is which of another, and what changed of each beside its graph."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.graph.ports import Models
from layerloom_schema.base import ModelName
from layerloom_schema.documents.difference import ChangeKind, EntryChange
from layerloom_schema.documents.document import DRAWING, NestedModel
from layerloom_schema.documents.graph import LayerNode, OpNode

from .setting_changes import NOT_KNOWN, setting_changes


def match_models(before: Models, after: Models) -> dict[ModelName, ModelName]:
    """By the name, then by equal content, then by the most alike classes of layers."""
    pairs = {name: name for name in before if name in after}
    free = [name for name in after if name not in before]
    contents = {name: _content(after[name]) for name in free}
    for name, entry in before.items():
        if name not in pairs:
            content = _content(entry)
            found = next((other for other in free if contents[other] == content), None)
            if found is not None:
                pairs[name] = found
                free.remove(found)
    classes = {name: _classes(after[name]) for name in free}
    for name, entry in before.items():
        if name not in pairs and free:
            found = _most_alike(_classes(entry), free, classes)
            if found is not None:
                pairs[name] = found
                free.remove(found)
    return pairs


def entry_changes(before: Models, after: Models, pairs: Mapping[ModelName, ModelName]) -> list[EntryChange]:
    """The entries on one side alone, and those with other settings or another name."""
    changes = []
    for was, now in pairs.items():
        left, right = (
            {"name": name, **_bare(entry)} for name, entry in ((was, before[was]), (now, after[now]))
        )
        settings = setting_changes(left, right, lambda _: NOT_KNOWN)
        if settings:
            changes.append(EntryChange(kind=ChangeKind.changed, model=now, settings=settings))
    matched = {*pairs.values()}
    added = [name for name in after if name not in matched]
    removed = [name for name in before if name not in pairs]
    changes += [EntryChange(kind=ChangeKind.added, model=name, settings=[]) for name in added]
    changes += [EntryChange(kind=ChangeKind.removed, model=name, settings=[]) for name in removed]
    return changes


def _content(entry: NestedModel) -> dict[str, Any]:
    return entry.model_dump(mode="json", exclude_unset=True, exclude={*DRAWING})


def _bare(entry: NestedModel) -> dict[str, Any]:
    """An entry without its graph, which is compared node by node; that it has one is a setting."""
    written = {key: value for key, value in _content(entry).items() if key != "graph"}
    return written | ({"drawn": True} if entry.graph is not None else {})


def _most_alike(
    own: Counter[str], free: Sequence[ModelName], classes: Mapping[ModelName, Counter[str]]
) -> ModelName | None:
    """The first model with the same classes of layers, else the most alike one, if over half of them are the same."""
    equal = next((name for name in free if classes[name] == own), None)
    if equal is not None:
        return equal
    found = max(free, key=lambda name: _likeness(own, classes[name]))
    return found if _likeness(own, classes[found]) > 0.5 else None


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of layers and operations of the same class, from 0 to 1."""
    return (one & other).total() / max(1, (one | other).total())


def _classes(entry: NestedModel) -> Counter[str]:
    if entry.graph is None:
        return Counter([entry.application or entry.run or ""])
    found: Counter[str] = Counter()
    for node in entry.graph.nodes:
        if isinstance(node, LayerNode | OpNode):
            found[node.layer if isinstance(node, LayerNode) else node.op] += 1
    return found
