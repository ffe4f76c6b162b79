"""Runs that Keras ends: where, and why, in models that Keras really stops at."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from layerloom.jobs.failures.failed_batch import full_tracebacks, is_keras_error
from layerloom.jobs.failures.keras_error_text import LONGEST, first_line
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.runs.events import Event, Failed
from support.sketch import chain, graph, layer, model, op, sketch, source, target

ROWS = 70
GENERATOR = np.random.default_rng(2)
FLAT = layer("flat", "Flatten")
DENSE = layer("dense", "Dense", units=1)
LONG = GENERATOR.integers(0, 10, (ROWS, 1100))
"""Rows of so many numbers that what a place of them holds is not known before."""
FIRST = op("some", "get_item", key=[{"slice": [None, None, None]}, {"slice": [0, 6, None]}])


def embed(name: str = "embed") -> dict[str, Any]:
    return layer(name, "Embedding", input_dim=10, output_dim=2)


def failed(document: Document, folder: Path, **fields: np.ndarray) -> Failed:
    """How a run on these fields ended; each input and the output `y` has one of its name."""
    path = folder / "data.npz"
    given = {"y": np.zeros((ROWS, 1), "float32"), **fields}
    np.savez(path, allow_pickle=False, **given)
    written = document.model_dump(mode="json", exclude_unset=True)
    data = {"inputs": {name: name for name in given if name != "y"}, "targets": {"y": "y"}}
    events: list[Event] = []
    train_document(read_document({**written, "format": 1, "data": data}), folder / "run", path, events.append)
    last = events[-1]
    assert isinstance(last, Failed), last
    assert "Traceback" in (folder / "run" / "log.txt").read_text("utf-8")
    assert not re.search(r"Traceback|\.py|\{\{|\n|/tmp", last.message)
    return last


def beyond(**rows: int) -> np.ndarray:
    """The long rows with a number that has no place in the row of each number."""
    array = LONG.copy()
    for number in rows.values():
        array[number, 2] = 77
    return array


VALUES: Mapping[str, tuple[Document, Mapping[str, np.ndarray], tuple[str | None, str], Mapping[str, Any]]] = {
    "an index": (
        sketch(chain([source("x", 1100), FIRST, embed(), FLAT, DENSE, target("y")])),
        {"x": beyond(one=40)},
        (None, "embed"),
        {"rule": "index", "got": "77", "last": 9},
    ),
    "an index in the last, smaller batch": (
        sketch(chain([source("x", 1100), FIRST, embed(), FLAT, DENSE, target("y")])),
        {"x": beyond(one=ROWS - 1)},
        (None, "embed"),
        {"rule": "index", "got": "77", "last": 9},
    ),
    "an index in a nested model": (
        sketch(
            chain([source("x", 1100), FIRST, model("reads", "reader"), DENSE, target("y")]),
            models={"reader": graph(chain([source("p", 6), embed(), FLAT, target("q")]))},
        ),
        {"x": beyond(one=3)},
        ("reader", "embed"),
        {"rule": "index", "got": "77", "last": 9},
    ),
    "an index among the rows to validate on": (
        sketch(
            chain([source("x", 1100), FIRST, embed(), FLAT, DENSE, target("y")]),
            training={"outputs": {"y": {"loss": "mse"}}, "validation": {"split": 0.2}},
        ),
        {"x": beyond(one=ROWS - 2)},
        (None, "embed"),
        {"rule": "index", "got": "77", "last": 9},
    ),
    "a word that nobody knows": (
        sketch(
            chain(
                [
                    source("x", 1, dtype="string"),
                    layer("know", "StringLookup", vocabulary=["red", "blue"], num_oov_indices=0),
                    embed(),
                    FLAT,
                    DENSE,
                    target("y"),
                ]
            )
        ),
        {"x": np.array([["red"], ["blue"], ["pink"], ["red"], ["red"]] * 14)},
        (None, "know"),
        {"rule": "vocabulary", "got": "pink"},
    ),
    "a number below zero": (
        sketch(
            chain(
                [
                    source("x", 3),
                    op("less", "subtract", x2=4),
                    layer("marks", "CategoryEncoding", num_tokens=9),
                    DENSE,
                    target("y"),
                ]
            )
        ),
        {"x": np.tile([3, 5, 6], (ROWS, 1))},
        (None, "marks"),
        {"rule": "negative", "got": "-1"},
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_T131_a_value_that_cannot_be_taken_is_reported_at_the_call_that_it_reached(
    name: str, tmp_path: Path
) -> None:
    document, fields, (inside, node), values = VALUES[name]
    last = failed(document, tmp_path, **fields)
    assert last.code == "training.values"
    assert last.where is not None
    assert (last.where.model, last.where.node) == (inside, node)
    assert {key: {**last.params, "rule": last.variant}[key] for key in values} == values
    assert str(values["got"]) in last.message
    assert node in last.message


def test_T131_it_is_reported_of_random_rows_too(tmp_path: Path) -> None:
    """Nobody says of a truth value that it is looked up; drawing its rows clears Keras's session."""
    nodes = [
        source("x", 3, dtype="bool"),
        op("w", "cast", dtype="int32"),
        layer("one", "Embedding", input_dim=1, output_dim=2),
    ]
    document = sketch(chain([*nodes, FLAT, DENSE, target("y")]), data={"dataset": "random"})
    events: list[Event] = []
    train_document(document, tmp_path / "run", None, events.append)
    last = events[-1]
    assert isinstance(last, Failed)
    assert (last.code, last.where and last.where.node) == ("training.values", "one")


SEQUENCES = [source("x", None, 3, dtype="float32"), source("z", None, 3, dtype="float32")]
LENGTHS = {
    "x": GENERATOR.random((ROWS, 5, 3), dtype="float32"),
    "z": GENERATOR.random((ROWS, 7, 3), dtype="float32"),
}


def test_T131_shapes_that_do_not_meet_are_reported_with_the_call(tmp_path: Path) -> None:
    nodes = [*SEQUENCES, layer("both", "Add"), layer("mean", "GlobalAveragePooling1D"), DENSE, target("y")]
    document = sketch((nodes, "x>both:0 z>both:1 both>mean mean>dense dense>y"))
    last = failed(document, tmp_path, **LENGTHS)
    assert (last.code, last.where and last.where.node) == ("keras_stopped", "both")
    assert last.params["shapes"] == "(32, 5, 3), (32, 7, 3)"
    assert last.message == (
        "Keras stopped at Add both, which got (32, 5, 3), (32, 7, 3), with “Incompatible shapes: [32,5,3] vs. [32,7,3]”. "
        "The run's log has the details."
    )


def test_T131_ports_are_named_where_there_are_several(tmp_path: Path) -> None:
    nodes = [
        *SEQUENCES,
        layer("look", "Attention"),
        layer("mean", "GlobalAveragePooling1D"),
        DENSE,
        target("y"),
    ]
    document = sketch((nodes, "x>look:0 x>look:1 z>look:2 look>mean mean>dense dense>y"))
    last = failed(document, tmp_path, **LENGTHS)
    assert (last.code, last.where and last.where.node) == ("keras_stopped", "look")
    assert "Attention look" in last.message
    assert "(32, 7, 3)" in last.message


def test_T131_a_loss_that_cannot_be_worked_out_is_reported_at_its_output(tmp_path: Path) -> None:
    document = sketch(chain([SEQUENCES[0], DENSE, target("y")]))
    last = failed(document, tmp_path, x=LENGTHS["x"], y=np.zeros((ROWS, 7, 1), "float32"))
    assert (last.code, last.where and last.where.node) == ("keras_stopped", "y")
    assert last.message.startswith(
        "Keras stopped at the loss of output y, which got target (32, 7, 1), output (32, 5, 1)"
    )


def test_T131_what_keras_raises_is_distinguished_from_what_others_raise() -> None:
    with full_tracebacks():
        with pytest.raises(ValueError, match="units") as of_keras:
            keras.layers.Dense(-1)
        with pytest.raises(KeyError) as of_others:
            {}["ours"]
    assert is_keras_error(of_keras.value)
    # Raised in C++: no frame of the traceback is TensorFlow's.
    assert is_keras_error(tf.errors.InvalidArgumentError(None, None, "Incompatible shapes"))
    assert not is_keras_error(of_others.value)
    assert not is_keras_error(MemoryError())


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            "Graph execution error:\n\nDetected at node x defined at\n  indices[1] = 4 is no place [Op:Gather]",
            "indices[1] = 4 is no place",
        ),
        (
            "\x1b[1m{{function_node __wrapped__Add_device_/job:localhost}} Incompatible shapes\x1b[0m",
            "Incompatible shapes",
        ),
        (
            "Exception encountered when calling Dense.call().\n\nno file /home/me/secret/data.npz here",
            "no file … here",
        ),
        ("", "ValueError"),
        ("w" * 400, "w" * (LONGEST - 1) + "…"),
    ],
)
def test_T131_one_line_of_what_was_said_is_made_safe(said: str, line: str) -> None:
    assert first_line(ValueError(said)) == line
