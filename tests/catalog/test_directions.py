"""Which of two epochs is better, by a number of the logs: the page's list, held against Keras's own metrics."""

import inspect
import json
from pathlib import Path

import keras

from layerloom_schema.catalog.entries import usable
from layerloom_schema.catalog.generated_files import read_catalog

LIST = Path(__file__).parents[2] / "frontend/src/run/directions.json"
SHORT = {"acc", "accuracy", "loss", "mae", "mape", "mse", "msle"}
"""Names that Keras logs where a metric was asked for by a word."""
GIVEN = {
    "num_classes": 3,
    "target_class_ids": [0],
    "precision": 0.5,
    "recall": 0.5,
    "specificity": 0.5,
    "sensitivity": 0.5,
}


def directions_of_keras() -> dict[str, set[str]]:
    """The names of the metrics of the catalogue by what Keras says is better: `up`, `down`, or nothing."""
    found: dict[str, set[str]] = {"up": set(), "down": set(), "": set()}
    keras.backend.clear_session()  # Keras numbers the names of all that this process made before
    for name in usable(read_catalog().metrics):
        made = getattr(keras.metrics, name, None)
        if not inspect.isclass(made):
            continue
        asked = inspect.signature(made.__init__).parameters
        metric = made(**{key: value for key, value in GIVEN.items() if key in asked and needed(asked[key])})
        found[getattr(metric, "_direction", None) or ""].add(metric.name)
    return found


def needed(parameter: inspect.Parameter) -> bool:
    return parameter.default is inspect.Parameter.empty


def test_R44_the_page_knows_which_way_every_metric_is_better() -> None:
    ours = {better: set(names) for better, names in json.loads(LIST.read_text("utf-8")).items()}
    keras_says = directions_of_keras()
    assert ours["more"] - SHORT == keras_says["up"] - SHORT
    assert ours["less"] - SHORT == keras_says["down"] - SHORT
    assert not keras_says[""] & (ours["more"] | ours["less"])
