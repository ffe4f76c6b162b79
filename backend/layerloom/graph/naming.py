"""Ids and names for what the tool adds."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.document import Document, Graph, ModelNode, OutputNode, SharedNode

NAME = re.compile(r"(?!\.+$)[A-Za-z0-9.][A-Za-z0-9_.-]{0,63}")
"""What Keras and the scopes of TensorFlow both take as a name, less names of nothing but dots."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def fresh_id(document: Document, taken: Iterable[NodeId] = ()) -> NodeId:
    """`n` and the lowest number above every `nN` in the graph and in `taken`."""
    ids = [node.id for node in document.graph.nodes] + list(taken)
    numbers = [int(id_[1:]) for id_ in ids if id_[:1] == "n" and id_[1:].isdecimal() and len(id_) < 16]
    return NodeId(f"n{max(numbers, default=0) + 1}")


def fresh_name(document: Document, base: str) -> str:
    """A name in the style of Keras, free in the graph: `dense`, then `dense_1`. `base` is a class or any name."""
    return free_name(document, clean_name(_HUMP.sub("_", base).lower()))


def clean_name(name: str, otherwise: str = "node") -> str:
    """The nearest text that may be a name; `otherwise` where nothing of it can stay. Accents are left off."""
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name))
    cleaned = re.sub(r"[^A-Za-z0-9_.-]+", "_", plain).lstrip("_-").rstrip("_")[:64]
    return cleaned if NAME.fullmatch(cleaned) else otherwise


def free_name(document: Document, name: str) -> str:
    """The name, or the name with the lowest number that makes it free in the graph: `conv-1`, then `conv-1_1`."""
    taken = {getattr(node, "name", None) for node in document.graph.nodes}
    return next(candidate for candidate in _numbered(name) if candidate not in taken)


def free_model_name(document: Document, name: str) -> ModelName:
    """The name, or the name with the lowest number that no nested model has."""
    return next(ModelName(candidate) for candidate in _numbered(name) if candidate not in document.models)


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in count(1):
        yield f"{name[:58]}_{number}"


def keras_model_names(document: Document) -> Mapping[ModelName, str]:
    """The name of each nested model as a Keras layer: that of its node where it has one node only, else its own.

    Keras wants the names of all that a model holds to differ, so a name that a layer of any graph bears gets an ending.
    """
    graphs = [document.graph, *(entry.graph for entry in document.models.values() if entry.graph)]
    nodes: dict[ModelName, set[str]] = {}
    borne: dict[str, int] = {}
    for graph in graphs:
        for node_model, name in _names(graph):
            borne[name] = borne.get(name, 0) + 1
            if node_model is not None:
                nodes.setdefault(node_model, set()).add(name)
    given: dict[ModelName, str] = {}
    taken: set[str] = set()
    for model in document.models:
        own = nodes.get(model, set())
        wanted = next(iter(own)) if len(own) == 1 else clean_name(model)
        free = (
            name
            for name in _with_ending(wanted)
            if name not in taken and (name not in borne or (name in own and borne[name] == 1))
        )
        given[model] = next(free)
        taken.add(given[model])
    return given


def _with_ending(name: str) -> Iterator[str]:
    """The name, then names made of it without end, none longer than a name may be."""
    yield name
    yield f"{name[:58]}_model"
    for number in count(2):
        yield f"{name[:50]}_model_{number}"


def _names(graph: Graph) -> Iterable[tuple[ModelName | None, str]]:
    for node in graph.nodes:
        if not isinstance(node, SharedNode | OutputNode):
            yield (node.model if isinstance(node, ModelNode) else None), node.name
