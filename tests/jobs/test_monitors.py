"""[T22] Which logged numbers a callback with `mode="auto"` can watch: held against Keras's own callback."""

import keras
import numpy as np
import pytest
from keras.src.callbacks.monitor_callback import MonitorCallback

from layerloom.build.real.model import build_model
from layerloom.check.rules.training.callback_rules import callback_problems
from layerloom.check.rules.training.logged_metrics import logged, logged_numbers
from layerloom.graph.check import check_structure
from layerloom.jobs.compile_model import compile_model
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.training import Named, Training, Validation
from layerloom_schema.limits import Limits

METRICS = [
    "accuracy",
    {"name": "AUC", "config": {"curve": "PR"}},
    {"name": "MeanSquaredError"},
    {"name": "F1Score"},
    {"name": "KLDivergence"},
]


def document(outputs: int) -> Document:
    """A model of so many outputs, each of three classes, that logs metrics of every direction."""
    names = [f"out_{n}" for n in range(outputs)]
    nodes = [
        {"kind": "input", "id": "x", "name": "x", "shape": [4]},
        {
            "kind": "layer",
            "id": "d",
            "name": "d",
            "layer": "Dense",
            "config": {"units": 3, "activation": "softmax"},
        },
        *({"kind": "output", "id": name, "name": name} for name in names),
    ]
    edges = [{"source": "x", "target": "d"}, *({"source": "d", "target": name} for name in names)]
    chosen = {"loss": "categorical_crossentropy", "metrics": METRICS}
    return read_document(
        {
            "format": 1,
            "graph": {"nodes": nodes, "edges": edges},
            "training": {"outputs": dict.fromkeys(names, chosen), "optimizer": "sgd"},
        }
    )


def keras_mode(model: keras.Model, monitor: str) -> str | None:
    """The mode that Keras's callback finds by itself; `None` where it raises."""
    callback = MonitorCallback(monitor)
    callback.set_model(model)
    try:
        callback._set_monitor_op()
    except ValueError:
        return None
    return "min" if callback.monitor_op is keras.ops.less else "max"


@pytest.mark.parametrize("outputs", [1, 2])
def test_T22_auto_is_what_keras_finds_out_by_itself(outputs: int) -> None:
    drawn = document(outputs)
    model = build_model(drawn, check_structure(drawn, read_catalog(), Limits()))
    compile_model(drawn, model)
    rows = np.eye(3, dtype="float32")[[0, 1, 2, 0]]
    targets = rows if outputs == 1 else {f"out_{n}": rows for n in range(outputs)}
    logs = model.fit({"x": np.ones((4, 4), "float32")}, targets, verbose=0).history
    numbers = logged_numbers(drawn, drawn.training or Training())

    for name in logs:
        number = logged(numbers, name)
        assert number is not None
        assert number.auto is (keras_mode(model, f"val_{name}") is not None), name
        if number.auto:
            assert number.better == keras_mode(model, name)


@pytest.mark.parametrize(
    ("outputs", "split", "monitor", "meant"),
    [
        (1, 0.0, "acc", "accuracy"),
        (1, 0.0, "val_acc", "accuracy"),
        (1, 0.5, "val_acc", "val_accuracy"),
        (2, 0.5, "val_acc", "val_out_0_accuracy"),
        (1, 0.0, "lr", "learning_rate"),
        (1, 0.0, "val_los", "loss"),
    ],
)
def test_G116_another_word_for_a_number_is_understood(
    outputs: int, split: float, monitor: str, meant: str
) -> None:
    drawn = document(outputs)
    training = (drawn.training or Training()).model_copy(
        update={
            "callbacks": [Named(name="EarlyStopping", config={"monitor": monitor})],
            "validation": Validation(split=split),
        }
    )
    drawn = drawn.model_copy(update={"training": training})
    (problem,) = [found for found in callback_problems(drawn, training) if found.fixes]
    assert problem.fixes[0].params == {"name": meant}
