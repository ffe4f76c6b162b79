"""Ids and names for new nodes and nested models."""

import re
import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import count

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph, ModelNode, OutputNode, SharedNode

NAME = re.compile(r"(?!\.+$)[A-Za-z0-9.][A-Za-z0-9_.-]{0,63}")
"""Names that both Keras and TensorFlow scopes accept, except those of dots only."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def derived_id(document: Document, *origin: object) -> NodeId:
    """An unused id for a node that a fix adds: `n` and ten characters.

    It is derived from the ids of the graph and from the origin of the fix (its kind and place), not counted and not
    random: the same document gives the same fix, and two fixes of one report add nodes with different ids.
    """
    ids = [node.id for node in document.graph.nodes]
    return next(id_ for id_ in _derived_ids([*map(str, origin), *ids]) if id_ not in ids)


def _derived_ids(parts: list[str]) -> Iterator[NodeId]:
    for attempt in count():
        text = "\0".join([str(attempt), *parts])
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest()
        yield NodeId("n" + b32encode(digest).decode("ascii").lower()[:10])


def fresh_name(document: Document, base: str, taken: Iterable[str] = ()) -> str:
    """A name in Keras's style for a class or any other name, unused in the graph and in `taken`: `dense_1`."""
    return free_name(document, snake_name(base), taken)


def snake_name(base: str) -> str:
    """The name that Keras gives a layer of a class: `LayerNormalization` is `layer_normalization`."""
    return clean_name(_HUMP.sub("_", base).lower())


def clean_name(name: str, otherwise: str = "node") -> str:
    """The text with characters replaced until it is a valid name, without accents; `otherwise` if nothing is left."""
    plain = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFKD", name))
    cleaned = re.sub(r"[^A-Za-z0-9_.-]+", "_", plain).lstrip("_-").rstrip("_")[:64]
    return cleaned if NAME.fullmatch(cleaned) else otherwise


def free_name(document: Document, name: str, taken: Iterable[str] = ()) -> str:
    """The name if it is unused in the graph and in `taken`, else with the lowest free number: `conv-1_1`."""
    used = {getattr(node, "name", None) for node in document.graph.nodes} | set(taken)
    return next(candidate for candidate in _numbered(name) if candidate not in used)


def free_model_name(document: Document, name: str) -> ModelName:
    """The name if no nested model has it, else with the lowest free number."""
    return next(ModelName(candidate) for candidate in _numbered(name) if candidate not in document.models)


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in count(1):
        yield f"{name[:58]}_{number}"


def keras_model_names(document: Document) -> Mapping[ModelName, str]:
    """The Keras name of each nested model: that of its node if it has only one, else its own.

    Keras requires distinct names within a model, so a name that a layer of any graph has gets a suffix.
    """
    graphs = [document.graph, *(entry.graph for entry in document.models.values() if entry.graph)]
    nodes: dict[ModelName, set[str]] = {}
    counts: dict[str, int] = {}
    for graph in graphs:
        for node_model, name in _names(graph):
            counts[name] = counts.get(name, 0) + 1
            if node_model is not None:
                nodes.setdefault(node_model, set()).add(name)
    given: dict[ModelName, str] = {}
    taken: set[str] = set()
    for model in document.models:
        own = nodes.get(model, set())
        wanted = next(iter(own)) if len(own) == 1 else clean_name(model)
        free = (
            name
            for name in _with_suffix(wanted)
            if name not in taken and (name not in counts or (name in own and counts[name] == 1))
        )
        given[model] = next(free)
        taken.add(given[model])
    return given


def _with_suffix(name: str) -> Iterator[str]:
    """Yield the name, then names derived from it without end, all of valid length."""
    yield name
    yield f"{name[:58]}_model"
    for number in count(2):
        yield f"{name[:50]}_model_{number}"


def _names(graph: Graph) -> Iterable[tuple[ModelName | None, str]]:
    for node in graph.nodes:
        if not isinstance(node, SharedNode | OutputNode):
            yield (node.model if isinstance(node, ModelNode) else None), node.name
