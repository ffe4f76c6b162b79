"""What is trained on the bench, and the plain script beside it: arrays to one `model.fit`."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from layerloom.codegen.python_script import to_python
from layerloom.datasets.library import DataLibrary
from layerloom.graph.check import check_structure
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import read_document
from layerloom_schema.limits import Limits

_CLOCK = """
import time


class Clock(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.first = None
        self.ends = []

    def on_train_batch_end(self, batch, logs=None):
        if self.first is None:
            self.first = time.perf_counter() - BEGUN

    def on_epoch_end(self, epoch, logs=None):
        self.ends.append(time.perf_counter())


keep = keras.tree.map_structure(lambda field: field[:training], (inputs, targets))
rest = keras.tree.map_structure(lambda field: field[training:], (inputs, targets))
clock = Clock()
BEGUN = time.perf_counter()
model.fit(
    *keep,
    batch_size=BATCH_SIZE,
    epochs=EPOCHS,
    validation_data=rest if training < len(targets) else None,
    validation_batch_size=BATCH_SIZE,
    callbacks=[clock],
    verbose=0,
)
seconds = [after - before for before, after in zip(clock.ends, clock.ends[1:])]
print(json.dumps({"first": clock.first, "epochs": seconds}))
"""


def digits(batch_size: int, epochs: int) -> dict[str, Any]:
    """A small convolution with validation, where Python's share of an epoch is large."""
    layers = [
        ("look", "Conv2D", {"filters": 16, "kernel_size": 3, "activation": "relu"}),
        ("norm", "BatchNormalization", {}),
        ("flat", "Flatten", {}),
        ("drop", "Dropout", {"rate": 0.3}),
        ("classify", "Dense", {"units": 10, "activation": "softmax"}),
    ]
    data = {"dataset": "digits", "inputs": {"image": "image"}, "targets": {"digit": "label"}}
    return _chain([8, 8, 1], layers, data, batch_size, epochs, split=0.2)


def images(batch_size: int, epochs: int) -> dict[str, Any]:
    """Convolutions on 64 by 64 pixels, where all of an epoch is arithmetic."""
    layers: list[tuple[str, str, dict[str, Any]]] = []
    for number, filters in enumerate((16, 32, 32)):
        layers.append(
            (f"look_{number}", "Conv2D", {"filters": filters, "kernel_size": 3, "activation": "relu"})
        )
        layers.append((f"pool_{number}", "MaxPooling2D", {}))
    layers += [("flat", "Flatten", {}), ("classify", "Dense", {"units": 10, "activation": "softmax"})]
    return _chain([64, 64, 3], layers, {"dataset": "random"}, batch_size, epochs, split=0.0)


def dense(units: list[int], batch_size: int, epochs: int) -> dict[str, Any]:
    """Layers of 784 numbers, where an epoch is short and weights are many."""
    layers: list[tuple[str, str, dict[str, Any]]] = [
        (f"hidden_{number}", "Dense", {"units": width, "activation": "relu"})
        for number, width in enumerate(units)
    ]
    layers.append(("classify", "Dense", {"units": 10, "activation": "softmax"}))
    return _chain([784], layers, {"dataset": "random"}, batch_size, epochs, split=0.0)


def table(columns: int, batch_size: int, epochs: int) -> dict[str, Any]:
    """A dense network on numbers of the data set `table`, whose columns a recipe puts together."""
    recipe = {"from": [f"c{place}" for place in range(columns)], "steps": [{"step": "stack"}]}
    data = {
        "dataset": "table",
        "recipes": {"numbers": recipe},
        "inputs": {"image": "numbers"},
        "targets": {"digit": "label"},
    }
    layers = [
        ("hidden", "Dense", {"units": 64, "activation": "relu"}),
        ("classify", "Dense", {"units": 3, "activation": "softmax"}),
    ]
    return _chain([columns], layers, data, batch_size, epochs, split=0.0)


def plain(document: dict[str, Any], folder: Path, library: DataLibrary | None = None) -> dict[str, Any]:
    """Seconds to the first step, and of each epoch after the first, of the plain script in a process of its own."""
    drawn = read_document(document)
    structure = check_structure(drawn, read_catalog(), Limits())
    script = to_python(drawn, structure, read_catalog(), library=library or DataLibrary())
    path = folder / "plain.py"
    path.write_text(script.partition("\nbatches = ")[0] + _CLOCK)
    done = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, check=True, env=quiet(), cwd=folder
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def quiet() -> dict[str, str]:
    """The environment of both sides: nothing set but silence."""
    return {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}


def _chain(
    shape: list[int],
    layers: list[tuple[str, str, dict[str, Any]]],
    data: dict[str, Any],
    batch_size: int,
    epochs: int,
    *,
    split: float,
) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = [{"kind": "input", "id": "i", "name": "image", "shape": shape}]
    nodes += [
        {"kind": "layer", "id": name, "name": name, "layer": layer, "config": config}
        for name, layer, config in layers
    ]
    nodes.append({"kind": "output", "id": "o", "name": "digit"})
    ids = [node["id"] for node in nodes]
    return {
        "format": 1,
        "name": "Bench",
        "graph": {
            "nodes": nodes,
            "edges": [{"source": source, "target": target} for source, target in itertools.pairwise(ids)],
        },
        "training": {
            "optimizer": {"name": "Adam", "config": {}},
            "outputs": {
                "digit": {
                    "loss": {"name": "SparseCategoricalCrossentropy", "config": {}},
                    "metrics": ["accuracy"],
                }
            },
            "epochs": epochs,
            "batch_size": batch_size,
            "validation": {"split": split},
        },
        "data": data,
    }
