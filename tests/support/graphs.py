"""Hypothesis draws whole graphs: shared calls, nested models, operations, merges, layers inside layers; and spoils them.

Graphs grow call by call. Each step sees the shapes of what is drawn so far, so that most of what is drawn fits, and now
and then ignores them.
"""

import copy
import random
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from layerloom.build.dry.call_cache import CallCache
from layerloom_schema.documents.document import Document, read_document
from support.drawing import look

CACHE = CallCache()
SHAPES: list[list[int | None]] = [[4], [6], [5, 4], [None, 4], [6, 6, 3]]
BY_RANK: dict[int, list[tuple[str, dict[str, Any]]]] = {
    2: [
        ("Dense", {"units": 3}),
        ("Dense", {"units": 4, "activation": "relu"}),
        ("Dropout", {"rate": 0.5}),
        ("BatchNormalization", {}),
        ("LayerNormalization", {}),
        ("RepeatVector", {"n": 3}),
        ("Reshape", {"target_shape": [-1, 2]}),
    ],
    3: [
        ("LSTM", {"units": 3}),
        ("GRU", {"units": 3, "return_sequences": True}),
        ("LSTM", {"units": 2, "return_state": True}),
        ("Conv1D", {"filters": 3, "kernel_size": 2}),
        ("GlobalAveragePooling1D", {}),
        ("Flatten", {}),
        ("Bidirectional", {"layer": {"layer": "LSTM", "config": {"units": 2}}}),
        ("TimeDistributed", {"layer": {"layer": "Dense", "config": {"units": 3}}}),
        ("RNN", {"cell": [{"layer": "LSTMCell", "config": {"units": 2}}]}),
    ],
    4: [
        ("Conv2D", {"filters": 2, "kernel_size": 2}),
        ("MaxPooling2D", {}),
        ("GlobalAveragePooling2D", {}),
        ("Flatten", {}),
        ("SpatialDropout2D", {"rate": 0.2}),
    ],
}
OPS: list[tuple[str, dict[str, Any], int]] = [
    ("add", {"x2": 1.0}, 1),
    ("multiply", {"x1": 2.0}, 1),
    ("subtract", {}, 2),
    ("maximum", {}, 2),
    ("relu", {}, 1),
    ("mean", {"axis": -1, "keepdims": True}, 1),
    ("expand_dims", {"axis": 1}, 1),
    ("get_item", {"key": [{"slice": [None, None, None]}, 0]}, 1),
    ("matmul", {}, 2),
]
MERGES = ("Concatenate", "Add", "Multiply", "Dot", "Subtract")
JUNK: list[Any] = [
    None,
    True,
    -1,
    0,
    3,
    1.5,
    "x",
    "relu",
    [],
    [1, -2],
    {"of": "n1"},
    {"layer": "Dense"},
    10**13,
]


@dataclass
class Sketch:
    """A graph as it grows: its nodes and wires, and the models it may call."""

    models: dict[str, Any]
    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)

    def add(self, **fields: Any) -> str:
        id_ = f"n{len(self.nodes) + 1}"
        named = {} if fields["kind"] == "shared" else {"name": f"{fields['kind']}_{id_}"}
        self.nodes.append({"id": id_, **named, **fields})
        return id_

    def wire(
        self, source: tuple[str, int], target: str, port: str | None = None, order: int | None = None
    ) -> None:
        more = {"target_input": port, "order": order}
        edge = {"source": source[0], "source_output": source[1], "target": target}
        self.edges.append(edge | {key: value for key, value in more.items() if value is not None})

    def value(self) -> dict[str, Any]:
        return {"nodes": copy.deepcopy(self.nodes), "edges": copy.deepcopy(self.edges)}

    def tensors(self) -> dict[tuple[str, int], list[int | None]]:
        """Every output that is known, with its shape."""
        drawn = read_document({"format": 1, "graph": self.value(), "models": copy.deepcopy(self.models)})
        # Layers draw their seeds here; Hypothesis wants to be the only one who draws.
        seeds = random.getstate()
        found = look(drawn, cache=CACHE)
        random.setstate(seeds)
        return {
            (node, number): spec.shape
            for node, report in found.nodes.items()
            for number, spec in enumerate(report.outputs)
        }


@st.composite
def graphs(draw: st.DrawFn) -> Document:
    """A document, valid more often than not."""
    models: dict[str, Any] = {}
    for name in draw(st.sampled_from([[], ["inner"], ["leaf", "inner"]])):
        models[name] = {"graph": _graph(draw, dict(models), most=4)}
    graph = _graph(draw, models, most=8)
    return read_document({"format": 1, "name": "drawn", "graph": graph, "models": models})


@st.composite
def spoiled(draw: st.DrawFn) -> Document:
    """A document with one to three things changed at random, anywhere in it."""
    document = draw(graphs()).model_dump(mode="json", exclude_unset=True)
    for _ in range(draw(st.integers(1, 3))):
        held = [entry["graph"] for entry in document.get("models", {}).values()]
        _spoil(draw, draw(st.sampled_from([document["graph"], *held])))
    return read_document(document)


def _graph(draw: st.DrawFn, models: dict[str, Any], *, most: int) -> dict[str, Any]:
    sketch = Sketch(models)
    for _ in range(draw(st.integers(1, 2))):
        sketch.add(kind="input", shape=draw(st.sampled_from(SHAPES)))
    for _ in range(draw(st.integers(1, most))):
        _grow(draw, sketch)
    ends = {edge["source"] for edge in sketch.edges}
    known = sketch.tensors()
    loose = [tensor for tensor in known if tensor[0] not in ends and tensor[1] == 0] or [("n1", 0)]
    for tensor in loose:
        sketch.wire(tensor, sketch.add(kind="output"))
    return sketch.value()


def _grow(draw: st.DrawFn, sketch: Sketch) -> None:
    known = sketch.tensors()
    source = draw(st.sampled_from(sorted(known)))
    shape = known[source]
    like = sorted(tensor for tensor, other in known.items() if other == shape)
    kinds = ["layer", "layer", "layer", "op", "merge", "shared", "model", "inside"]
    match draw(st.sampled_from(kinds)):
        case "layer":
            fitting = BY_RANK.get(len(shape), [("Flatten", {})])
            anything = [drawn for rank in BY_RANK.values() for drawn in rank]
            layer, config = draw(st.sampled_from(fitting if draw(st.integers(0, 9)) else anything))
            trainable = draw(st.sampled_from([True, True, False]))
            node = sketch.add(kind="layer", layer=layer, config=dict(config), trainable=trainable)
            sketch.wire(source, node)
        case "op":
            op, config, count = draw(st.sampled_from(OPS))
            node = sketch.add(kind="op", op=op, config=dict(config))
            free = [port for port in ("x1", "x2") if port not in config]
            ports = free if op in ("add", "multiply", "subtract", "maximum", "matmul") else [None]
            for port in ports[:count]:
                sketch.wire(source if port == ports[0] else draw(st.sampled_from(like)), node, port)
        case "merge":
            config = {"axes": -1} if (layer := draw(st.sampled_from(MERGES))) == "Dot" else {}
            node = sketch.add(kind="layer", layer=layer, config=config)
            for order, tensor in enumerate([source, draw(st.sampled_from(like))]):
                sketch.wire(tensor, node, order=order)
        case "shared":
            layers = [node["id"] for node in sketch.nodes if node["kind"] in ("layer", "model")]
            if layers:
                sketch.wire(source, sketch.add(kind="shared", of=draw(st.sampled_from(layers))))
        case "model":
            if sketch.models:
                node = sketch.add(kind="model", model=draw(st.sampled_from(sorted(sketch.models))))
                sketch.wire(source, node)
        case "inside":
            dense = [node["id"] for node in sketch.nodes if node.get("layer") == "Dense"]
            held: list[dict[str, Any]] = [{"of": id_} for id_ in dense] + [
                {"model": m} for m in sketch.models
            ]
            if held:
                config = {"layer": draw(st.sampled_from(held))}
                sketch.wire(source, sketch.add(kind="layer", layer="TimeDistributed", config=config))


def _spoil(draw: st.DrawFn, graph: dict[str, Any]) -> None:
    nodes, edges = graph["nodes"], graph["edges"]
    node = draw(st.sampled_from(nodes)) if nodes else None
    match draw(st.sampled_from(["config", "remove", "rewire", "unwire", "name", "of", "kind", "shape"])):
        case "config" if node is not None and "config" in node:
            key = draw(st.sampled_from([*node["config"], "units", "axis", "layer", "x1"]))
            node["config"][key] = draw(st.sampled_from(JUNK))
        case "remove" if node is not None:
            nodes.remove(node)
        case "rewire" if edges:
            edge = draw(st.sampled_from(edges))
            edge[draw(st.sampled_from(["source", "target"]))] = draw(
                st.sampled_from([n["id"] for n in nodes] or ["n1"])
            )
        case "unwire" if edges:
            edges.remove(draw(st.sampled_from(edges)))
        case "name" if node is not None and "name" in node:
            node["name"] = draw(st.sampled_from(["", "a b", nodes[0].get("name", "x"), "../up"]))
        case "of" if node is not None and node["kind"] in ("shared", "model"):
            node["of" if node["kind"] == "shared" else "model"] = draw(
                st.sampled_from(["n1", "n99", "inner", "leaf"])
            )
        case "shape" if node is not None and node["kind"] == "input":
            node["shape"] = draw(st.sampled_from([[], [0], [None], [2, 2, 2, 2], *SHAPES]))
