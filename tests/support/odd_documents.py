"""Hypothesis draws documents as nobody would: anything of the catalogue behind anything else, with odd values."""

from typing import Any

from hypothesis import strategies as st

from layerloom_schema.catalog.entries import LayerEntry, OpEntry
from layerloom_schema.catalog.generated_files import read_catalog

CATALOG = read_catalog()
ODD: list[Any] = [
    *(0, -1, 1, 2, 3, 7, 10**12, 2**63, 10**300, 1.5, -0.5, 1e308, 5e-324, True, False, None),
    *("", "relu", "same", "x" * 70, "/etc/passwd", "channels_first", "float16", "string"),
    *([], [1], [2, 2], [-1], [None], [[1, 2], [3, 4]], ["a", "b"], [1.5, 2.5], [[[]]]),
    *({}, {"name": "zeros"}, {"float": 2}, {"of": "n0"}, {"model": "a"}, {"slice": [None, None, None]}),
    {"layer": "LSTM", "config": {"units": 2}},
]
SHAPES: list[list[int | None]] = [
    *([], [1], [8], [0], [5, 4], [None, 4], [8, 8, 3], [None, None, 3], [3, 8, 8, 2], [10**12])
]
DTYPES = ["float32", "float32", "float32", "int32", "bool", "string", "float16", "uint8"]
LAYERS = [entry for entry in CATALOG.layers.values() if not entry.refused]
OPS = [entry for entry in CATALOG.ops.values() if not entry.refused]
LOSSES = [*CATALOG.losses, "mse", "nothing"]


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A document, with a nested model now and then, and training and data now and then."""
    document: dict[str, Any] = {"format": 1, "graph": draw(graphs(nested=False))}
    document["models"] = {"a": {"graph": draw(graphs(nested=True))}}
    if draw(st.booleans()):
        document["training"] = {
            "outputs": {"y": {"loss": draw(st.sampled_from(LOSSES)), "metrics": ["accuracy"]}},
            "epochs": draw(st.sampled_from([1, 0, 10**20])),
            "seed": draw(st.sampled_from([0, 10**300])),
            "optimizer": {"name": "adam", "config": {"learning_rate": draw(st.sampled_from(ODD))}},
        }
        document["data"] = {
            "dataset": draw(st.sampled_from(["iris", "random", "nothing"])),
            "inputs": {"x": "features"},
            "targets": {"y": "label"},
        }
    return document


@st.composite
def graphs(draw: st.DrawFn, *, nested: bool) -> dict[str, Any]:
    """An input, one to four calls, each of what came before, and an output."""
    nodes: list[dict[str, Any]] = [
        {
            "kind": "input",
            "id": "i",
            "name": "x",
            "shape": draw(st.sampled_from(SHAPES)),
            "dtype": draw(st.sampled_from(DTYPES)),
        }
    ]
    edges: list[dict[str, Any]] = []
    for place in range(draw(st.integers(1, 4))):
        node, ports = draw(calls(place, nested))
        for port in ports[: draw(st.integers(1, 3))]:
            edge = {"source": draw(st.sampled_from(nodes[-3:]))["id"], "target": node["id"]}
            if port and draw(st.booleans()):
                edge["target_input"] = port
            edge |= draw(
                st.sampled_from([{}] * 8 + [{"source_output": -1}, {"source_output": 10**20}, {"order": -1}])
            )
            edges.append(edge)
        nodes.append(node)
    edges.append({"source": nodes[-1]["id"], "target": "o"})
    return {"nodes": [*nodes, {"kind": "output", "id": "o", "name": "y"}], "edges": edges}


@st.composite
def calls(draw: st.DrawFn, place: int, nested: bool) -> tuple[dict[str, Any], list[str | None]]:
    """A node, and the inputs it may be wired at."""
    name = f"n{place}"
    kind = draw(st.sampled_from(["layer"] * 5 + ["op"] * 4 + (["shared"] if nested else ["shared", "model"])))
    if kind == "model":
        return {"kind": "model", "id": name, "name": name, "model": "a"}, ["x"]
    if kind == "shared":
        return {"kind": "shared", "id": name, "of": f"n{max(0, place - 1)}"}, [None]
    entry: LayerEntry | OpEntry = draw(st.sampled_from(LAYERS if kind == "layer" else OPS))
    config = {
        parameter.name: draw(st.sampled_from([*parameter.choices, parameter.suggested, *ODD]))
        for parameter in entry.parameters
        if parameter.required or draw(st.integers(0, 9)) == 0
    }
    node = {"kind": kind, "id": name, "name": name, kind: entry.name, "config": config}
    return node, [port.name for port in entry.inputs] or [None]
