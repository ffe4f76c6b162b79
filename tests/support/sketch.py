"""Documents in a few words: nodes, and wires as a text such as `x>a a.1>b:0 z>b:1`."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from layerloom_schema.documents.document import Document, read_document

Node = dict[str, Any]
Graph = tuple[Sequence[Node], str]
"""Nodes, and the wires between them."""


def source(name: str, *shape: int | None, dtype: str = "int32") -> Node:
    """An input."""
    return {"kind": "input", "id": name, "name": name, "shape": list(shape), "dtype": dtype}


def target(name: str) -> Node:
    """An output."""
    return {"kind": "output", "id": name, "name": name}


def layer(name: str, class_: str, **config: Any) -> Node:
    return {"kind": "layer", "id": name, "name": name, "layer": class_, "config": config}


def op(name: str, function: str, **config: Any) -> Node:
    """An operation."""
    return {"kind": "op", "id": name, "name": name, "op": function, "config": config}


def model(name: str, entry: str) -> Node:
    """A call of a nested model."""
    return {"kind": "model", "id": name, "name": name, "model": entry}


def again(name: str, of: str) -> Node:
    """A further call."""
    return {"kind": "shared", "id": name, "of": of}


def chain(nodes: Sequence[Node]) -> Graph:
    """One node after another."""
    return nodes, " ".join(f"{a['id']}>{b['id']}" for a, b in itertools.pairwise(nodes))


def graph(drawn: Graph) -> dict[str, Any]:
    """As a document writes it."""
    nodes, wires = drawn
    return {"nodes": [*nodes], "edges": [_edge(wire) for wire in wires.split()]}


def sketch(
    drawn: Graph, *, models: Mapping[str, dict[str, Any]] | None = None, loss: str = "mse", **more: Any
) -> Document:
    """A document; every output has a loss."""
    outputs = {node["name"]: {"loss": loss} for node in drawn[0] if node["kind"] == "output"}
    written = {
        "format": 1,
        "name": "Sketch",
        "graph": graph(drawn),
        "models": {name: {"graph": inside} for name, inside in (models or {}).items()},
        "training": {"outputs": outputs, "seed": 3},
    }
    return read_document(written | more)


def _edge(wire: str) -> dict[str, Any]:
    begin, end = wire.split(">")
    name, _, number = begin.partition(".")
    goal, _, order = end.partition(":")
    node, _, port = goal.partition("@")
    edge: dict[str, Any] = {"source": name, "target": node}
    if number:
        edge["source_output"] = int(number)
    if port:
        edge["target_input"] = port
    return edge | ({"order": int(order)} if order else {})
