"""Documents as far as Keras's files and scripts can carry them, and how two of them differ."""

import re
from collections.abc import Mapping
from typing import Any

from layerloom.graph.difference.compare_documents import compare_documents
from layerloom.graph.index import GraphIndex
from layerloom.graph.order import reaches_output
from layerloom_schema.base import ModelName
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.difference import Difference
from layerloom_schema.documents.document import Document, NestedModel, read_document, write_document
from layerloom_schema.documents.graph import Graph, InputNode

_MODEL = re.compile(r'"model":"([^"]+)"')


def difference_as_built(before: Document, after: Document, *, training: bool) -> Difference:
    """The difference of two documents but for what only a document has: labels, names of calls of models, and of a
    single output, which Keras names after its layer. Data is no part of it.

    Without `training` it is that of the graphs alone; a config of Keras does not have the order of the calls either.
    """
    found = compare_documents(
        _bare(before, training=training), _bare(after, training=training), read_catalog()
    )
    return found if training else found.model_copy(update={"reordered": []})


def _bare(document: Document, *, training: bool) -> Document:
    value = write_document(_used(document))
    graphs = [
        value["graph"],
        *(entry["graph"] for entry in value.get("models", {}).values() if "graph" in entry),
    ]
    for graph in graphs:
        _without_own_names(graph["nodes"])
    for entry in value.get("models", {}).values():
        entry.pop("label", None)
    outputs = (value.get("training") or {}).get("outputs", {})
    if len(outputs) == 1:
        value["training"]["outputs"] = {"output": next(iter(outputs.values()))}
    left_out = ["data"] if training else ["data", "training"]
    return read_document({key: part for key, part in value.items() if key not in left_out})


def _used(document: Document) -> Document:
    """Without the nodes from which no output is reached, and the models that nothing calls."""
    models = dict(document.models)
    for name, entry in models.items():
        if entry.graph is not None:
            models[name] = entry.model_copy(update={"graph": _reached(entry.graph, document.models)})
    graph = _reached(document.graph, document.models)
    waiting, named = [graph], set[str]()
    while waiting:
        found = _MODEL.findall(waiting.pop().model_dump_json())
        inside = [models[ModelName(name)].graph for name in {*found} - named if name in models]
        waiting += [each for each in inside if each is not None]
        named |= {*found}
    kept = {name: entry for name, entry in models.items() if name in named}
    return document.model_copy(update={"graph": graph, "models": kept})


def _reached(graph: Graph, models: Mapping[ModelName, NestedModel]) -> Graph:
    kept = reaches_output(GraphIndex(graph, read_catalog(), models))
    kept |= {node.id for node in graph.nodes if isinstance(node, InputNode)}
    nodes = [node for node in graph.nodes if node.id in kept]
    return Graph(nodes=nodes, edges=[edge for edge in graph.edges if edge.target in kept])


def _without_own_names(nodes: list[dict[str, Any]]) -> None:
    single = sum(node["kind"] == "output" for node in nodes) == 1
    for node in nodes:
        node.pop("label", None)
        if node["kind"] == "model":
            node["name"] = node["model"]
        elif node["kind"] == "output" and single:
            node["name"] = "output"
