"""Check latency at the server: one edit in a warm graph, against building the edited model with plain Keras."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import httpx

from support.processes.server import RunningServer

from .graphs import ladder
from .table import Row, milliseconds, p95, timed

EDITS = 60
BOUND = {100: "p95 20 ms", 1000: "p95 80 ms"}
PLAIN = """
import json, sys, time, keras
document = json.load(sys.stdin)
def build(units):
    tensors, layers = {}, {}
    nodes = {node["id"]: node for node in document["graph"]["nodes"]}
    feeds = {}
    for edge in document["graph"]["edges"]:
        feeds.setdefault(edge["target"], []).append(edge["source"])
    for node in document["graph"]["nodes"]:
        fed = [tensors[source] for source in feeds.get(node["id"], [])]
        if node["kind"] == "input":
            tensors[node["id"]] = keras.Input(tuple(node["shape"]))
        elif node["kind"] == "output":
            return keras.Model(tensors["n1"], fed[0])
        else:
            key = node.get("of", node["id"])
            if key not in layers:
                config = dict(node["config"])
                if key == "n2":
                    config["activation"] = units
                layers[key] = getattr(keras.layers, node["layer"])(**config)
            layer = layers[key]
            tensors[node["id"]] = layer(fed if len(fed) > 1 else fed[0])
build("relu")
seconds = []
for turn in range(5):
    started = time.perf_counter()
    build("tanh")
    seconds.append(time.perf_counter() - started)
print(min(seconds))
"""


def measure(server: RunningServer) -> Iterator[Row]:
    """One row for 100 nodes, one for 1,000."""
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {server.token}"}) as client:
        for nodes, bound in BOUND.items():
            document = ladder(nodes)
            _check(client, document)
            seconds = [timed(partial(_check, client, _edited(document, turn))) for turn in range(EDITS)]
            plain = float(
                subprocess.run(
                    [sys.executable, "-c", PLAIN],
                    input=json.dumps(document),
                    capture_output=True,
                    text=True,
                    check=True,
                ).stdout
            )
            yield Row(
                what=f"check of {nodes:,} nodes after one edit, p95, at the server; plain: build the edited model",
                ours=milliseconds(p95(seconds)),
                theirs=milliseconds(plain),
                ratio=p95(seconds) / plain,
                bound=bound,
            )


def _check(client: httpx.Client, document: dict[str, Any]) -> None:
    answer = client.post("/api/v1/check", json=document, timeout=60)
    answer.raise_for_status()
    if not answer.json()["ok"]:
        raise RuntimeError(answer.text[:500])


def _edited(document: dict[str, Any], turn: int) -> dict[str, Any]:
    """Another activation in a layer near the end: a config that was not seen before."""
    nodes = [dict(node) for node in document["graph"]["nodes"]]
    place = max(place for place, node in enumerate(nodes) if node.get("layer") == "Dense")
    nodes[place]["config"] = {
        "units": 32,
        "bias_initializer": {"name": "Constant", "config": {"value": turn + 0.5}},
    }
    return {**document, "graph": {**document["graph"], "nodes": nodes}}
