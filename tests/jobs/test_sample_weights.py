"""[T20] What rows weigh: by a field, by their class, or both, for one output or several, as Keras weighs them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jobs.models import edited, iris, reader
from jobs.plain_keras import fit_plainly
from layerloom.datasets.dataset import Dataset, dataset
from layerloom.datasets.row_binder import bind
from layerloom.datasets.sample_weights import balanced_weights
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document
from layerloom_schema.runs.events import EpochEnded, Event

RNG = np.random.default_rng(5)
FEATURES = RNG.random((90, 4)).astype("float32")
LABELS = np.arange(90) % 3
WEIGHTS = RNG.random(90) * 3
TEXT = RNG.integers(50, size=(90, 7)).astype("int32")
TOPIC = np.eye(4, dtype="float32")[RNG.integers(4, size=90)]
SCORE = RNG.random(90).astype("float32")


def epochs_of(document: Document, folder: Path, **arrays: np.ndarray) -> dict[str, list[Any]]:
    """The logs of our own run on these arrays, number by number."""
    path = folder / "data.npz"
    np.savez(path, **arrays)
    events: list[Event] = []
    assert train_document(document, folder / "run", path, events.append) == 0, (
        folder / "run" / "log.txt"
    ).read_text()
    found: dict[str, list[Any]] = {}
    for event in events:
        if isinstance(event, EpochEnded):
            for name, value in event.logs.items():
                found.setdefault(name, []).append(value)
    return found


def made(**arrays: np.ndarray) -> Dataset:
    return dataset("made", "Made", "", arrays)


def weighed(weights: dict[str, str], outputs: dict[str, Any], document: Document) -> Document:
    document = edited(document, "data", "sample_weights", value=weights)
    for name, fields in outputs.items():
        for field, value in fields.items():
            document = edited(document, "training", "outputs", name, field, value=value)
    return document


@pytest.mark.parametrize("weights", [{}, {"species": "w"}], ids=["class", "class and row"])
def test_T20_one_output_weighs_as_keras_weighs_to_the_bit(weights: dict[str, str], tmp_path: Path) -> None:
    document = weighed(
        weights,
        {"species": {"class_weight": {"0": 0.3, "2": 4.0}, "weighted_metrics": ["accuracy"]}},
        iris(epochs=3, validation={"split": 0.2}),
    )
    by_hand = np.array([{0: 0.3, 1: 1.0, 2: 4.0}[label] for label in LABELS.tolist()], "float32")
    own = WEIGHTS.astype("float32") if weights else np.ones(90, "float32")
    held_back = ({"features": FEATURES[72:]}, LABELS[72:], *([own[72:]] if weights else []))
    theirs = fit_plainly(
        document,
        {
            "optimizer": "sgd",
            "loss": "sparse_categorical_crossentropy",
            "metrics": ["sparse_categorical_accuracy"],
            "weighted_metrics": ["accuracy"],
        },
        ({"features": FEATURES[:72]}, LABELS[:72], (by_hand * own)[:72]),
        held_back,
    )
    ours = epochs_of(document, tmp_path, features=FEATURES, label=LABELS, w=WEIGHTS)
    assert ours == theirs
    assert ours["accuracy"] != ours["sparse_categorical_accuracy"]


def test_T20_of_several_outputs_each_has_its_own_weights(tmp_path: Path) -> None:
    data = {"dataset": "made", "inputs": {"text": "text"}, "targets": {"topic": "t", "score": "s"}}
    document = weighed(
        {"score": "w"},
        {"topic": {"class_weight": {"3": 2.5}}, "score": {"weighted_metrics": ["mae"]}},
        edited(reader(), "data", value=data),
    )
    topic = np.where(TOPIC.argmax(-1) == 3, 2.5, 1.0).astype("float32")
    theirs = fit_plainly(
        document,
        {
            "optimizer": "rmsprop",
            "loss": {"topic": "categorical_crossentropy", "score": "mse"},
            "loss_weights": {"topic": 0.25, "score": 2.0},
            "metrics": {"topic": ["categorical_accuracy"], "score": ["mae"]},
            "weighted_metrics": {"topic": [], "score": ["mae"]},
        },
        (
            {"text": TEXT},
            {"topic": TOPIC, "score": SCORE},
            {"topic": topic, "score": WEIGHTS.astype("float32")},
        ),
    )
    ours = epochs_of(document, tmp_path, text=TEXT, t=TOPIC, s=SCORE, w=WEIGHTS[:, None])
    assert ours == theirs
    assert ours["score_weighted_mae"] != ours["score_mae"]


def test_T20_an_output_that_nobody_weighs_weighs_one() -> None:
    data = {"dataset": "made", "inputs": {"text": "text"}, "targets": {"topic": "t", "score": "s"}}
    document = weighed({"score": "w"}, {}, edited(reader(), "data", value=data))
    bound = bind(document, made(text=TEXT, t=TOPIC, s=SCORE, w=WEIGHTS)).training
    assert np.array_equal(bound.weights["topic"], np.ones((90, 1), "float32"))
    assert np.array_equal(bound.weights["score"], WEIGHTS.astype("float32"))


def test_T20_without_weights_there_are_none() -> None:
    bound = bind(iris(), made(features=FEATURES, label=LABELS)).training
    assert (bound.weights, len(bound.packed)) == ({}, 2)


def test_T29_balanced_classes_count_alike_over_the_rows_that_train() -> None:
    weights = balanced_weights(np.array([0, 1, 1, 1, 2, 2, 3]), np.array([0, 1, 2]), np.array([1, 3, 2]))
    assert weights.tolist() == np.array([2, 6 / 9, 6 / 9, 6 / 9, 1, 1, 0], "float32").tolist()
    document = edited(iris(), "training", "outputs", "species", "class_weight", value="balanced")
    document = edited(document, "training", "validation", value={"split": 0.5})
    labels = np.array([0] * 9 + [1] * 36 + [2] * 45)
    bound = bind(document, made(features=FEATURES, label=labels))
    assert bound.training.weights["species"].tolist() == [2.5] * 9 + [0.625] * 36
    assert bound.validation.weights == {}
