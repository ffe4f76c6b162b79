"""What Keras takes without a word and is nearly always a mistake; and the many models of which nothing is said."""

from collections.abc import Mapping
from typing import Any

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.graph.edits import apply
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits
from support.sketch import Node, chain, graph, layer, model, op, sketch, source, target
from templates.shelf import SHELF, opened

CACHE = CallCache()
RANDOM: Mapping[str, Any] = {"data": {"dataset": "random"}}
BINARY_LOGITS = {"name": "BinaryCrossentropy", "config": {"from_logits": True}}
CLASS_LOGITS = {"name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}}


def suspicious(document: Document) -> list[Problem]:
    found = full_check(document, read_catalog(), Limits(), CACHE).problems
    assert [problem.message for problem in found if problem.severity is Severity.error] == []
    return [problem for problem in found if problem.code is Code.training_suspicious]


def trained(
    *nodes: Node, loss: Any, metrics: tuple[Any, ...] = (), shape: tuple[int, ...] = (4,), **more: Any
) -> Document:
    """A chain whose output learns by a loss."""
    learns = {"outputs": {"y": {"loss": loss, "metrics": [*metrics]}}}
    whole = [source("x", *shape, dtype="float32"), *nodes, target("y")]
    return sketch(chain(whole), training=learns, **RANDOM, **more)


def dense(units: int, activation: str | None = None) -> Node:
    return layer("dense", "Dense", units=units, **({"activation": activation} if activation else {}))


INSIDE = {"head": graph(chain([source("p", 4, dtype="float32"), dense(1, "sigmoid"), target("q")]))}
OVER_TIME = layer(
    "each", "TimeDistributed", layer={"layer": "Dense", "config": {"units": 3, "activation": "softmax"}}
)
MISTAKES: Mapping[str, tuple[Document, str]] = {
    "softmax layer over one number": (trained(dense(1), layer("s", "Softmax"), loss="mse"), "one_number"),
    "softmax operation over one number": (trained(dense(1), op("s", "softmax"), loss="mse"), "one_number"),
    "one unit inside a model": (
        trained(
            model("m", "head"),
            loss="mse",
            models={
                "head": graph(chain([source("p", 4, dtype="float32"), dense(1, "softmax"), target("q")]))
            },
        ),
        "one_number",
    ),
    "logits of a nested sigmoid": (
        trained(model("m", "head"), loss=BINARY_LOGITS, models=INSIDE),
        "logits_twice",
    ),
    "logits of a softmax over time": (trained(OVER_TIME, loss=CLASS_LOGITS, shape=(5, 4)), "logits_twice"),
    "logits of a reshaped softmax": (
        trained(dense(6, "softmax"), layer("r", "Reshape", target_shape=[2, 3]), loss=CLASS_LOGITS),
        "logits_twice",
    ),
    "logits of an operation": (trained(dense(3), op("s", "softmax"), loss=CLASS_LOGITS), "logits_twice"),
    "a metric of logits": (
        trained(dense(1, "sigmoid"), loss="mse", metrics=(BINARY_LOGITS,)),
        "logits_twice",
    ),
    "no softmax": (trained(dense(3), loss="sparse_categorical_crossentropy"), "not_probabilities"),
    "no sigmoid": (trained(dense(1), loss="binary_crossentropy", metrics=("accuracy",)), "not_probabilities"),
    "relu in its place": (trained(dense(3, "relu"), loss="categorical_crossentropy"), "not_probabilities"),
    "accuracy of a number": (trained(dense(1), loss="mae", metrics=("mse", "acc")), "accuracy"),
    "accuracy of a count": (
        trained(dense(1, "exponential"), loss="poisson", metrics=("BinaryAccuracy",)),
        "accuracy",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_T130_a_mistake_that_keras_takes_is_a_warning_whose_fixes_mend_it(name: str) -> None:
    document, rule = MISTAKES[name]
    (problem,) = suspicious(document)
    assert (problem.severity, problem.variant) == (Severity.warning, rule)
    assert problem.fixes
    for fix in problem.fixes:
        assert suspicious(apply(document, fix.edits)) == []


SOUND: Mapping[str, Document] = {
    # As the notebooks of the field have them.
    "classes": trained(dense(10, "softmax"), loss="categorical_crossentropy", metrics=("acc",)),
    "squares on a softmax": trained(dense(10, "softmax"), loss="mse", metrics=("accuracy",)),
    "yes or no": trained(dense(1, "sigmoid"), loss="binary_crossentropy", metrics=("accuracy",)),
    "many labels": trained(dense(5, "sigmoid"), loss="binary_crossentropy", metrics=("accuracy",)),
    "an age": trained(dense(1), loss="mse", metrics=("mae",)),
    "logits": trained(dense(3), loss=CLASS_LOGITS, metrics=("accuracy",)),
    "a state that tanh made": trained(
        layer("l", "LSTM", units=3), loss="categorical_crossentropy", shape=(5, 4)
    ),
    "unknown numbers": trained(dense(3), op("m", "multiply", x2=0.1), loss="categorical_crossentropy"),
    "pooled shares": trained(
        layer("c", "Conv1D", filters=3, kernel_size=1, activation="softmax"),
        layer("g", "GlobalAveragePooling1D"),
        loss="categorical_crossentropy",
        metrics=("accuracy",),
        shape=(5, 4),
    ),
    "a softmax along another axis": trained(
        dense(1), layer("s", "Softmax", axis=1), loss="mse", shape=(5, 4)
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_T130_nothing_is_said_of_a_sound_model(name: str) -> None:
    assert suspicious(SOUND[name]) == []


@pytest.mark.parametrize("name", SHELF)
def test_T130_no_template_is_suspicious(name: str) -> None:
    found = full_check(
        opened(name), read_catalog(), Limits(params=10**9, activation_bytes=10**11), CACHE
    ).problems
    assert [problem.message for problem in found if problem.code is Code.training_suspicious] == []
