"""Draws small documents for tests: inputs, then layers with what feeds them, then outputs."""

from collections.abc import Mapping, Sequence
from typing import Any

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import DryBuild, dry_build
from layerloom.graph.check import check_structure
from layerloom.graph.rules.adapt_rules import given_values
from layerloom.graph.structure import Structure
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.limits import Limits

CATALOG = read_catalog()
LIMITS = Limits(params=10**9, activation_bytes=10**12)

Shape = Sequence[int | None]
Drawn = tuple[str, str, dict[str, Any], list[str]]
"""A name, a layer (`=name` for a further call, `ops.add` for an operation), its config, and its sources: `node`,
`node.1`, `node>port`."""


def draw(
    inputs: Mapping[str, Shape | tuple[Shape, str]],
    layers: Sequence[Drawn],
    outputs: Mapping[str, str] | None = None,
) -> Document:
    """A document whose ids are its names. Without `outputs` the last layer feeds the output `y`."""
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    for name, given in inputs.items():
        shape, dtype = _shape_and_dtype(given)
        nodes.append({"kind": "input", "id": name, "name": name, "shape": list(shape), "dtype": dtype})
    for name, layer, config, sources in layers:
        if layer.startswith("="):
            nodes.append({"kind": "shared", "id": name, "of": layer[1:]})
        elif layer.startswith("ops."):
            nodes.append({"kind": "op", "id": name, "name": name, "op": layer[4:], "config": config})
        else:
            node = {"kind": "layer", "id": name, "name": name, "layer": layer, "config": config}
            entry = CATALOG.layers.get(layer)
            if entry is not None and entry.adapts and not given_values(entry, config):
                node["adapt"] = True
            nodes.append(node)
        edges += [_edge(source, name, order) for order, source in enumerate(sources)]
    for name, source in (outputs or {"y": layers[-1][0]}).items():
        nodes.append({"kind": "output", "id": f"out_{name}", "name": name})
        edges.append(_edge(source, f"out_{name}", None))
    return read_document({"format": 1, "name": "drawn", "graph": {"nodes": nodes, "edges": edges}})


def one_layer(layer: str, config: dict[str, Any], *shapes: Shape, dtype: str = "float32") -> Document:
    """Inputs `x0`, `x1`, ... into one layer `it`."""
    inputs = {f"x{place}": (shape, dtype) for place, shape in enumerate(shapes)}
    return draw(inputs, [("it", layer, config, list(inputs))])


def chain(length: int, *, units: int = 4) -> Document:
    """A long chain of small Dense layers."""
    names = [f"d{place}" for place in range(length)]
    layers = [
        (name, "Dense", {"units": units}, [before])
        for name, before in zip(names, ["x", *names], strict=False)
    ]
    return draw({"x": (units,)}, layers)


def structure_of(document: Document) -> Structure:
    return check_structure(document, CATALOG, LIMITS)


def look(document: Document, *, cache: CallCache | None = None, limits: Limits = LIMITS) -> DryBuild:
    """The dry build of a document."""
    return dry_build(structure_of(document), document, CATALOG, limits, cache or CallCache())


def _shape_and_dtype(given: Any) -> tuple[Shape, str]:
    return given if len(given) == 2 and isinstance(given[1], str) else (given, "float32")


def _edge(source: str, target: str, order: int | None) -> dict[str, Any]:
    source, _, port = source.partition(">")
    source, _, output = source.partition(".")
    edge: dict[str, Any] = {"source": source, "target": target}
    if output:
        edge["source_output"] = int(output)
    if port:
        edge["target_input"] = port
    if order is not None:
        edge["order"] = order
    return edge
