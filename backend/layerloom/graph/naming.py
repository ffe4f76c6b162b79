"""Ids and names for what the tool adds."""

import re
from collections.abc import Iterable

from layerloom_schema.base import NodeId
from layerloom_schema.document import Document

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def fresh_id(document: Document, taken: Iterable[NodeId] = ()) -> NodeId:
    """`n` and the lowest number above every `nN` in the graph and in `taken`."""
    ids = [node.id for node in document.graph.nodes] + list(taken)
    numbers = [int(id_[1:]) for id_ in ids if id_[:1] == "n" and id_[1:].isdecimal() and len(id_) < 16]
    return NodeId(f"n{max(numbers, default=0) + 1}")


def fresh_name(document: Document, base: str) -> str:
    """A name in the style of Keras, free in the graph: `dense`, then `dense_1`. `base` is a class or any name."""
    stem = clean_name(_HUMP.sub("_", base).lower())
    taken = {getattr(node, "name", None) for node in document.graph.nodes}
    if stem not in taken:
        return stem
    number = 1
    while f"{stem[:58]}_{number}" in taken:
        number += 1
    return f"{stem[:58]}_{number}"


def clean_name(name: str) -> str:
    """The nearest text that may be a name."""
    cleaned = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")
    if not cleaned:
        return "node"
    return cleaned[:64] if cleaned[0].isalpha() else f"n_{cleaned}"[:64]
