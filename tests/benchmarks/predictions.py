"""One row predicted over REST by a warm predictor.

`cd tests && python -m benchmarks.predictions` prints these rows alone.
"""

import base64
import itertools
from collections.abc import Iterator
from functools import partial
from typing import Any

import httpx
import numpy as np

from layerloom.datasets.dataset import Array
from support.processes.server import RunningServer

from .alone import show_at_server
from .table import Row, milliseconds, p95, timed
from .training import digits

ROWS = 200
WARM = 20
MOST_LISTED = 1024
"""A cell of more numbers is given as bytes."""
ASKED = (
    ("predict one row over REST", "20 ms", False),
    ("the same with the activations of every node, as for a slider", "100 ms", True),
)


def measure(server: RunningServer) -> Iterator[Row]:
    """A row for a small network, one for MobileNetV2 on 96 by 96 pixels."""
    for what, document in (("small convolution", digits(32, 1)), ("MobileNetV2, 96 x 96", _mobile_net())):
        answer = server.post("/runs", {"document": document})
        answer.raise_for_status()
        run = answer.json()["id"]
        assert server.wait_run(run, 600)["state"] == "completed"
        values = server.get(f"/runs/{run}/predict/sample?row=0")["values"]
        row = {name: np.array(value, "float32") for name, value in values.items()}
        with server.client() as client:
            for asked, bound, activations in ASKED:
                ask = partial(_ask, client, run, row, activations=activations)
                for _ in range(WARM):
                    ask()
                seconds = [timed(ask) for _ in range(ROWS)]
                yield Row(f"{asked}, warm, p95, {what}", milliseconds(p95(seconds)), "", None, bound)


def _ask(client: httpx.Client, run: str, row: dict[str, Array], *, activations: bool) -> None:
    """Ask as the page does: numbers of an image as bytes."""
    cells = {
        name: cell.tolist() if cell.size <= MOST_LISTED else _encoded(cell) for name, cell in row.items()
    }
    question = {"rows": [cells], "activations": activations}
    client.post(f"/api/v1/runs/{run}/predict", json=question).raise_for_status()


def _encoded(cell: Array) -> dict[str, Any]:
    content = base64.b64encode(np.ascontiguousarray(cell)).decode()
    return {"dtype": "float32", "shape": [*cell.shape], "base64": content}


def _mobile_net() -> dict[str, Any]:
    """Trained for an epoch on a few random images: its weights do not matter here."""
    document = digits(32, 1)
    ids = ["i", "base", "classify", "o"]
    nodes = {node["id"]: node for node in document["graph"]["nodes"]}
    nodes["i"]["shape"] = [96, 96, 3]
    nodes["base"] = {"kind": "model", "id": "base", "name": "base", "model": "base", "trainable": False}
    config = {"include_top": False, "weights": None, "input_shape": [96, 96, 3], "pooling": "avg"}
    return {
        **document,
        "graph": {
            "nodes": [nodes[id_] for id_ in ids],
            "edges": [{"source": a, "target": b} for a, b in itertools.pairwise(ids)],
        },
        "models": {"base": {"application": "MobileNetV2", "config": config}},
        "data": {"dataset": "random"},
    }


if __name__ == "__main__":
    show_at_server(measure)
