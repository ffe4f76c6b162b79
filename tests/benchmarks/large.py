"""EfficientNetB7, 816 layers, unfolded into a document: checked by an inspector that knows nothing, and after one edit.

`cd tests && python -m benchmarks.large` prints these rows alone.
"""

import copy
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import httpx

from support.processes.server import RunningServer, wait_for

from .alone import show_at_server
from .table import Row, milliseconds, p95, timed
from .training import quiet

EDITS = 60
COLD = 3
PLAIN = """
import time, keras
seconds = []
for turn in range(3):
    keras.utils.clear_session()
    started = time.perf_counter()
    keras.applications.EfficientNetB7(weights=None, input_shape=(224, 224, 3))
    seconds.append(time.perf_counter() - started)
print(min(seconds))
"""


def measure(server: RunningServer) -> Iterator[Row]:
    """One row for the first check, one for checks after an edit."""
    done = subprocess.run(
        [sys.executable, "-c", PLAIN], capture_output=True, text=True, check=True, env=quiet()
    )
    plain = float(done.stdout)
    with httpx.Client(base_url=server.url, headers=server.headers, timeout=120) as client:
        document = unfolded(client)
        cold = [_cold(server, client, document) for _ in range(COLD)]
        warm = [timed(partial(_check, client, _edited(document, turn))) for turn in range(EDITS)]
    yield Row(
        "first check of EfficientNetB7 (816 layers) by a fresh inspector; plain: build it",
        milliseconds(min(cold)),
        milliseconds(plain),
        min(cold) / plain,
        "1.5 s",
    )
    yield Row(
        "check of EfficientNetB7 after one edit, p95, at the server; plain: build it",
        milliseconds(p95(warm)),
        milliseconds(plain),
        p95(warm) / plain,
        "p95 80 ms",
    )


def unfolded(client: httpx.Client) -> dict[str, Any]:
    """EfficientNetB7 as a document of its own, without places."""
    models = {"base": {"application": "EfficientNetB7", "config": {"input_shape": [224, 224, 3]}}}
    whole = {"format": 1, "name": "EfficientNetB7", "graph": {"nodes": [], "edges": []}, "models": models}
    answer = client.post("/api/v1/expand", json={"document": whole, "model": "base"})
    answer.raise_for_status()
    graph = answer.json()["model"]["graph"]
    training = {"batch_size": 1, "outputs": {"output": {"loss": "categorical_crossentropy"}}}
    return {"format": 1, "name": "EfficientNetB7", "graph": graph, "training": training}


def _cold(server: RunningServer, client: httpx.Client, document: dict[str, Any]) -> float:
    """An inspector that has checked nothing yet: those there were are gone."""
    gone = server.inspectors()
    for pid in gone:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not {*gone} & {*server.inspectors()}, 10)
    return timed(partial(_check, client, document))


def _check(client: httpx.Client, document: dict[str, Any]) -> None:
    answer = client.post("/api/v1/check", json=document)
    answer.raise_for_status()
    report = answer.json()
    if (
        any(problem["severity"] == "error" for problem in report["problems"])
        or not report["totals"]["params"]
    ):
        raise RuntimeError(answer.text[:500])


def _edited(document: dict[str, Any], turn: int) -> dict[str, Any]:
    """Another number of classes: a layer that was not seen before."""
    nodes = copy.deepcopy(document["graph"]["nodes"])
    last = [node for node in nodes if node.get("layer") == "Dense"][-1]
    last["config"] = {**last["config"], "units": 10 + turn}
    return {**document, "graph": {**document["graph"], "nodes": nodes}}


if __name__ == "__main__":
    show_at_server(measure)
