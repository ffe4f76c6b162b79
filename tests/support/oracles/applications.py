"""`python -m support.oracles.applications` (in `tests`): builds every application for real and writes what it weighs."""

import gc
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras

from layerloom.build.real.applications import make_application
from layerloom_schema.documents.document import Document, read_document
from support.drawing import CATALOG

TABLE = Path(__file__).parents[2] / "gauntlet" / "applications.json"
NAMES = [*CATALOG.applications]
SIDES = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}
"""The smallest images, where they are not 32 by 32."""


def drawn(name: str, side: int, **config: Any) -> Document:
    """The application between an input of images and an output."""
    return read_document(
        {
            "format": 1,
            "name": name,
            "graph": {
                "nodes": [
                    {"kind": "input", "id": "x", "name": "x", "shape": [side, side, 3]},
                    {"kind": "model", "id": "it", "name": "it", "model": "base"},
                    {"kind": "output", "id": "y", "name": "y"},
                ],
                "edges": [{"source": "x", "target": "it"}, {"source": "it", "target": "y"}],
            },
            "models": {"base": {"application": name, "config": config}},
        }
    )


def small(name: str, **config: Any) -> Document:
    """The application on the smallest images it takes."""
    side = SIDES.get(name, 32)
    return drawn(name, side, input_shape=[side, side, 3], **config)


def figures(model: keras.Model) -> dict[str, int]:
    """What a model weighs, how many layers it has, and the side of its images (any: as for the others)."""
    return {
        "side": model.input_shape[1] or 224,
        "params": model.count_params(),
        "trainable": sum(math.prod(weight.shape) for weight in model.trainable_weights),
        "layers": len(model.layers),
    }


def table() -> dict[str, dict[str, int]]:
    """The committed figures."""
    found: dict[str, dict[str, int]] = json.loads(TABLE.read_text("utf-8"))
    return found


def _built() -> Iterator[tuple[str, dict[str, int]]]:
    for name in NAMES:
        yield name, figures(make_application(name, {}, CATALOG, keras_name="base"))
        keras.utils.clear_session()
        gc.collect()


def main() -> int:
    """Every application with its own settings; takes a few minutes and 4 GB."""
    lines = [f"  {json.dumps(name)}: {json.dumps(found)}" for name, found in _built()]
    TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
