"""What plain Keras makes of scripts: `python plain_keras.py OUT SCRIPT...`, run where Layerloom is not imported."""

import json
import runpy
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import keras
import numpy as np


def layer_classes(model: Any) -> Counter[str]:
    """How many layers of each class a model has, those of nested models too; operations count as one class."""
    found: Counter[str] = Counter()
    for layer in getattr(model, "operations", model.layers):
        if isinstance(layer, keras.Model):
            found += layer_classes(layer)
        elif not isinstance(layer, keras.layers.InputLayer):
            found[type(layer).__name__ if isinstance(layer, keras.layers.Layer) else "operation"] += 1
    return found


def main(out: str, *scripts: str) -> None:
    """Run each script and write what its `model` is."""
    keras.Model.fit = lambda *_, **__: None
    images = np.zeros((4, 28, 28), "uint8"), np.zeros(4, "uint8")
    keras.datasets.mnist.load_data = lambda: (images, images)
    found = {}
    for script in scripts:
        keras.utils.clear_session()
        model = runpy.run_path(script, run_name="__main__")["model"]
        found[Path(script).stem] = {
            "params": model.count_params(),
            "trainable": sum(int(np.prod(weight.shape)) for weight in model.trainable_weights),
            "layers": dict(layer_classes(model)),
            "outputs": [list(tensor.shape) for tensor in model.outputs],
            "inputs": [list(tensor.shape) for tensor in model.inputs],
        }
    Path(out).write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
