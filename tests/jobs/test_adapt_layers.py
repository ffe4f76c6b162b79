"""[T26, D14] Layers that learn from data, and texts: fitted to the training rows, trained, saved, loaded again."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from jobs.models import structure_of
from jobs.test_trainer import run
from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import Hooks
from layerloom.datasets.dataset import dataset
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.datasets.row_binder import bind
from layerloom.jobs.adapt_layers import adapt_to
from layerloom_schema.documents.document import Document, read_document

WORDS = np.array(["red", "green", "blue", "grey"])
TEXTS = np.array([" ".join(WORDS[[row % 4, row % 3, row % 2]]) for row in range(80)])


def document_of(nodes: list[Any], dtype: str, shape: list[int], **data: Any) -> Document:
    """A chain of layers behind one input, that tells two classes apart."""
    chain = [
        {"kind": "input", "id": "n0", "name": "given", "shape": shape, "dtype": dtype},
        *({"kind": "layer", "id": f"n{at + 1}", **node} for at, node in enumerate(nodes)),
        {
            "kind": "layer",
            "id": "class",
            "name": "class",
            "layer": "Dense",
            "config": {"units": 2, "activation": "softmax"},
        },
        {"kind": "output", "id": "out", "name": "answer"},
    ]
    ids = [node["id"] for node in chain]
    edges = [{"source": a, "target": b} for a, b in pairwise(ids)]
    return read_document(
        {
            "format": 1,
            "name": "Adapt",
            "graph": {"nodes": chain, "edges": edges},
            "training": {
                "outputs": {"answer": {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}},
                "epochs": 2,
                "validation": {"split": 0.25},
            },
            "data": {"dataset": "random", **data},
        }
    )


def texts() -> Document:
    return document_of(
        [
            {
                "name": "words",
                "layer": "TextVectorization",
                "config": {"max_tokens": 20, "output_sequence_length": 4},
                "adapt": True,
            },
            {"name": "embed", "layer": "Embedding", "config": {"input_dim": 20, "output_dim": 3}},
            {"name": "mean", "layer": "GlobalAveragePooling1D", "config": {}},
        ],
        "string",
        [],
        inputs={"given": "text"},
        targets={"answer": "label"},
    )


def model_of(document: Document, **arrays: np.ndarray) -> keras.Model:
    bound = bind(document, dataset("made", "Made", "", arrays))
    return build_model(document, structure_of(document), Hooks(adapt=adapt_to(bound.training)))


def test_T26_a_text_model_is_fitted_trained_and_loaded_again(tmp_path: Path) -> None:
    path = tmp_path / "texts.npz"
    np.savez(path, text=TEXTS, label=np.arange(80) % 2)
    document = texts()
    events = run(document, tmp_path / "run", path)
    assert events[-1].type == "completed", (tmp_path / "run" / "log.txt").read_text()
    saved = keras.saving.load_model(tmp_path / "run" / "model.keras")
    vocabulary = saved.get_layer("words").get_vocabulary()
    by_hand = keras.layers.TextVectorization(max_tokens=20)
    by_hand.adapt(TEXTS[:60])
    assert [str(word) for word in vocabulary] == [str(word) for word in by_hand.get_vocabulary()]
    bound = bind(document, open_data(document, DataLibrary(), str(path)))
    last = [event.logs for event in events if event.type == "epoch_ended"][-1]
    loss, accuracy = saved.evaluate(dict(bound.validation.x), bound.validation.y, verbose=0)
    assert (loss, accuracy) == (last["val_loss"], last["val_accuracy"])


def test_T26_only_training_rows_are_learned_from() -> None:
    document = document_of(
        [{"name": "scale", "layer": "Normalization", "config": {}, "adapt": True}],
        "float32",
        [3],
        inputs={"given": "x"},
        targets={"answer": "y"},
    )
    rows = np.random.default_rng(0).random((80, 3)).astype("float32")
    rows[60:] = 100.0
    model = model_of(document, x=rows, y=np.arange(80) % 2)
    scaled = keras.Model(model.inputs, model.get_layer("scale").output).predict(
        {"given": rows[:60]}, verbose=0
    )
    assert np.allclose(scaled.mean(0), 0, atol=1e-5)
    assert np.allclose(scaled.std(0), 1, atol=1e-4)


def test_T26_behind_other_layers_it_learns_what_they_make_of_the_rows() -> None:
    document = document_of(
        [
            {"name": "double", "layer": "Rescaling", "config": {"scale": 2.0, "offset": 5.0}},
            {"name": "scale", "layer": "Normalization", "config": {}, "adapt": True},
        ],
        "float32",
        [3],
        inputs={"given": "x"},
        targets={"answer": "y"},
    )
    rows = np.random.default_rng(0).random((2_000, 3)).astype("float32")
    model = model_of(document, x=rows, y=np.arange(2_000) % 2)
    by_hand = keras.layers.Normalization()
    by_hand.adapt(rows[:1_500] * np.float32(2) + np.float32(5))
    scale = model.get_layer("scale")
    assert np.allclose(scale.mean, by_hand.mean)
    assert np.allclose(scale.variance, by_hand.variance)


def test_T26_texts_behind_another_layer_are_learned_from_too() -> None:
    document = document_of(
        [
            {"name": "shape", "layer": "Reshape", "config": {"target_shape": [1]}},
            {"name": "index", "layer": "StringLookup", "config": {"output_mode": "multi_hot"}, "adapt": True},
        ],
        "string",
        [],
        inputs={"given": "x"},
        targets={"answer": "y"},
    )
    model = model_of(document, x=np.tile(WORDS, 20), y=np.arange(80) % 2)
    assert sorted(map(str, model.get_layer("index").get_vocabulary())) == sorted(["[UNK]", *WORDS.tolist()])


@pytest.mark.parametrize("layer", ["TextVectorization", "StringLookup"])
def test_D14_random_texts_are_words_that_a_layer_can_know(layer: str, tmp_path: Path) -> None:
    document = texts()
    if layer == "StringLookup":
        lookup = {"vocabulary": ["red", "blue"], "output_mode": "one_hot"}
        document = document_of([{"name": "look", "layer": layer, "config": lookup}], "string", [])
    else:
        document = document.model_copy(
            update={"data": read_document(document_of([], "string", []).model_dump()).data}
        )
    rows = open_data(document, DataLibrary()).arrays["given"]
    assert rows.shape == (1_000,)
    words = {word for text in rows.tolist() for word in text.split(" ")}
    assert words == {"red", "blue"} if layer == "StringLookup" else len(words) == 20
    assert np.array_equal(rows, open_data(document, DataLibrary()).arrays["given"])
    assert run(document, tmp_path / "run")[-1].type == "completed"
