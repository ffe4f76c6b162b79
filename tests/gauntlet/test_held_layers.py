"""Layers inside layers, states, and calls with pinned arguments, put through the gauntlet of all layers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from layerloom.build.real.model import build_model
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.document import Document, read_document, write_document
from support.drawing import CATALOG, Shape, draw, look, structure_of
from support.oracles.layer_places import SHAPES, document_of, first_taken, is_kept, learns

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation:DeprecationWarning"
)  # Keras, when it saves


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session(free_memory=False)


def inner(name: str, **config: Any) -> dict[str, Any]:
    """A layer as an argument, with the settings that a new one begins with."""
    first = {p.name: p.suggested for p in CATALOG.layers[name].parameters if p.suggested is not None}
    return {"layer": name, "config": {**first, **config}}


def held(owner: str, argument: str) -> list[str]:
    return next(p.layers for p in CATALOG.layers[owner].parameters if p.name == argument)


SEQUENCE: Shape = (6, 4)
TURNED = inner("LSTM", units=3, activation="relu", go_backwards=True)
CELLS = [inner("LSTMCell", units=3), inner("GRUCell", units=4)]

HELD: list[tuple[str, dict[str, Any], Shape | None]] = [
    *(("Bidirectional", {"layer": inner(name)}, None) for name in ("LSTM", "SimpleRNN", "ConvLSTM1D", "RNN")),
    ("Bidirectional", {"layer": inner("GRU", return_sequences=True), "merge_mode": "ave"}, SEQUENCE),
    ("Bidirectional", {"layer": inner("LSTM", units=3), "backward_layer": TURNED}, SEQUENCE),
    ("Bidirectional", {"layer": inner("RNN", cell=CELLS)}, SEQUENCE),
    *(("RNN", {"cell": inner(name)}, SEQUENCE) for name in held("RNN", "cell")),
    ("RNN", {"cell": CELLS, "return_sequences": True}, SEQUENCE),
    ("TimeDistributed", {"layer": inner("Conv2D", filters=2)}, (4, 6, 6, 3)),
    ("TimeDistributed", {"layer": inner("BatchNormalization")}, (6, 4, 4)),
    ("TimeDistributed", {"layer": inner("Bidirectional")}, (3, 6, 4)),
    *(
        ("SpectralNormalization", {"layer": inner(name)}, None)
        for name in ("EinsumDense", "Conv2D", "Conv1DTranspose", "DepthwiseConv2D")
    ),
    ("Pipeline", {"layers": [inner("Dense", units=3), inner("Dropout"), inner("ReLU")]}, SEQUENCE),
]


def name_of(value: Any) -> str:
    """A readable name for a part of a case: the layers in it."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value if isinstance(value, str) else "-".join(filter(None, map(name_of, parts)))


def place(owner: str, config: dict[str, Any], shape: Shape | None) -> Document:
    """The document with the first shape that the layer takes."""
    return first_taken(document_of(owner, config, tried) for tried in ([shape] if shape else SHAPES))


@pytest.mark.parametrize(("owner", "config", "shape"), HELD, ids=name_of)
def test_S25_every_layer_inside_another_is_what_the_dry_build_says_and_learns(
    owner: str, config: dict[str, Any], shape: Shape | None
) -> None:
    learns(place(owner, config, shape))


@pytest.mark.parametrize(("owner", "config", "shape"), HELD, ids=name_of)
def test_S25_every_layer_inside_another_is_exported_and_saved_as_it_is(
    owner: str, config: dict[str, Any], shape: Shape | None, tmp_path: Path
) -> None:
    is_kept(place(owner, config, shape), tmp_path)


def ends(count: int) -> dict[str, str]:
    """Every output of `it` as an output of the model."""
    return {f"y{number}": f"it.{number}" for number in range(count)}


def pinned(document: Document, node: str, **call_with: Json) -> Document:
    drawn = write_document(document)
    found = next(part for part in drawn["graph"]["nodes"] if part["id"] == node)
    found["call_with"] = call_with
    return read_document(drawn)


STATES: list[tuple[str, dict[str, Any], int]] = [
    ("RNN", {"cell": inner("LSTMCell", units=4), "return_state": True}, 3),
    ("RNN", {"cell": {"layer": "StackedRNNCells", "config": {"cells": CELLS}}, "return_state": True}, 4),
    ("Bidirectional", {"layer": inner("LSTM", units=4, return_state=True)}, 5),
    ("GRU", {"units": 4, "return_state": True, "return_sequences": True}, 2),
]


@pytest.mark.parametrize(("owner", "config", "count"), STATES, ids=name_of)
def test_S25_states_come_out_as_outputs_of_their_own(
    owner: str, config: dict[str, Any], count: int, tmp_path: Path
) -> None:
    document = draw(
        {"x": SEQUENCE},
        [("before", "Dense", {"units": 4}, ["x"]), ("it", owner, config, ["before"])],
        ends(count),
    )
    assert look(document).problems == []
    learns(document)
    is_kept(document, tmp_path)


@pytest.mark.parametrize(("cell", "count"), [("LSTMCell", 2), ("GRUCell", 1), ("SimpleRNNCell", 1)])
def test_S25_a_cell_takes_its_states_and_gives_them(cell: str, count: int, tmp_path: Path) -> None:
    states = {f"s{number}": (4,) for number in range(count)}
    sources = ["x", *(f"{state}>states" for state in states)]
    document = draw({"x": (3,), **states}, [("it", cell, {"units": 4}, sources)], ends(count + 1))
    assert look(document).problems == []
    learns(document)
    is_kept(document, tmp_path)


ATTENTION = ["Attention", "AdditiveAttention", "MultiHeadAttention", "GroupQueryAttention"]


def attention(name: str, count: int) -> Document:
    config = {p.name: p.suggested for p in CATALOG.layers[name].parameters if p.suggested is not None}
    ports = ["inputs", "inputs"] if CATALOG.layers[name].inputs[0].list else ["query", "value"]
    dense = [(f"d{n}", "Dense", {"units": 4}, ["x"]) for n in range(2)]
    return draw(
        {"x": SEQUENCE},
        [*dense, ("it", name, config, [f"d{n}>{port}" for n, port in enumerate(ports)])],
        ends(count),
    )


@pytest.mark.parametrize("name", ATTENTION)
def test_S25_scores_come_out_of_an_attention_that_is_asked_for_them(name: str, tmp_path: Path) -> None:
    document = pinned(attention(name, 2), "it", return_attention_scores=True)
    assert look(document).problems == []
    learns(document)
    is_kept(document, tmp_path)


@pytest.mark.parametrize("name", ATTENTION)
def test_S25_an_attention_may_be_kept_from_looking_ahead(name: str, tmp_path: Path) -> None:
    document = pinned(attention(name, 1), "it", use_causal_mask=True)
    is_kept(document, tmp_path)
    free, kept = learned(attention(name, 1)), learned(document)
    kept.set_weights(free.get_weights())
    rows = {"x": np.random.default_rng(0).random((2, *SEQUENCE))}
    assert not np.allclose(free(rows), kept(rows))


def test_S25_an_embedding_is_read_backwards_by_a_further_call(tmp_path: Path) -> None:
    document = draw(
        {"x": ((6,), "int32")},
        [
            ("words", "ReversibleEmbedding", {"input_dim": 20, "output_dim": 4}, ["x"]),
            ("mixed", "Dense", {"units": 4}, ["words"]),
            ("scores", "=words", {}, ["mixed"]),
        ],
    )
    document = pinned(document, "scores", reverse=True)
    found = look(document)
    assert found.problems == []
    assert found.totals.params == 20 * 4 + 4 * 4 + 4
    learns(document)
    is_kept(document, tmp_path)


def test_S25_a_call_pinned_to_a_phase_is_reported_that_keras_passes_over_it() -> None:
    document = pinned(draw({"x": (64,)}, [("it", "Dropout", {"rate": 0.5}, ["x"])]), "it", training=True)
    (problem,) = structure_of(document).problems
    assert problem.severity is Severity.warning
    model = build_model(document, structure_of(document))
    rows = np.ones((2, 64), "float32")
    assert (model({"x": rows}).numpy() == 0).any()
    assert (model.predict({"x": rows}, verbose=0) == 1).all(), "Keras heeds it now: take the warning away"


def test_S25_a_noise_shape_drops_whole_axes() -> None:
    config = {"rate": 0.5, "noise_shape": [None, 1, 4]}
    model = learned(draw({"x": (6, 4)}, [("it", "Dropout", config, ["x"])]))
    rows = model({"x": np.ones((8, 6, 4))}, training=True).numpy()
    assert (rows == rows[:, :1]).all()
    assert (rows == 0).any()


def learned(document: Document) -> keras.Model:
    assert look(document).problems == []
    return build_model(document, structure_of(document))
