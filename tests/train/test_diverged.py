"""Where a number that is none was born, in models that really lose their loss."""

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from layerloom.train import trail
from layerloom.train.headless import train_document
from layerloom_schema.document import Document, read_document
from layerloom_schema.events import Diverged, Event, Observed
from train.models import iris
from train.test_watching import tower

HOT = {"name": "SGD", "config": {"learning_rate": 1e30}}
"""Takes the weights beyond what float32 can hold within steps."""


def layer(id_: str, class_: str, **config: Any) -> dict[str, Any]:
    return {"kind": "layer", "id": id_, "name": id_, "layer": class_, "config": config}


def op(id_: str, name: str) -> dict[str, Any]:
    return {"kind": "op", "id": id_, "name": id_, "op": name, "config": {}}


def chain(
    *nodes: dict[str, Any], shape: tuple[int, ...] = (4,), loss: str = "mse", **training: Any
) -> Document:
    """An input, the nodes one after another, an output."""
    ends = (
        {"kind": "input", "id": "x", "name": "x", "shape": list(shape)},
        {
            "kind": "output",
            "id": "y",
            "name": "y",
        },
    )
    whole = [ends[0], *nodes, ends[1]]
    ids = [node["id"] for node in whole]
    return read_document(
        {
            "format": 1,
            "name": "Chain",
            "graph": {
                "nodes": whole,
                "edges": [{"source": a, "target": b} for a, b in itertools.pairwise(ids)],
            },
            "training": {"outputs": {"y": {"loss": loss}}, "epochs": 3, "seed": 1, **training},
            "data": {"dataset": "random"},
        }
    )


def diverged(document: Document, folder: Path, data: Path | None = None) -> tuple[Diverged, Observed | None]:
    """How the run ended, and what was seen of the batch that lost the loss."""
    events: list[Event] = []
    train_document(document, folder / "run", data, events.append)
    last = events[-1]
    assert isinstance(last, Diverged)
    seen = events[-2]
    return last, seen if isinstance(seen, Observed) else None


def arrays(folder: Path, **fields: np.ndarray) -> Path:
    path = folder / "data.npz"
    np.savez(path, allow_pickle=False, **fields)
    return path


CALLS: list[tuple[str, Document, str]] = [
    ("log of a negative number", chain(layer("a", "Dense", units=3), op("l", "log")), "l"),
    ("division by zero", chain(layer("a", "Dense", units=3, activation="relu"), op("d", "reciprocal")), "d"),
    (
        "exploding LSTM",
        chain(
            layer(
                "a",
                "LSTM",
                units=8,
                activation="linear",
                recurrent_initializer={"name": "Constant", "config": {"value": 3.0}},
            ),
            layer("b", "Dense", units=1),
            shape=(60, 2),
        ),
        "a",
    ),
    (
        "float16 overflows",
        chain(
            layer("a", "Dense", units=3),
            layer("s", "Rescaling", scale=1e6),
            layer("b", "Dense", units=1),
            dtype_policy="mixed_float16",
        ),
        "s",
    ),
]


@pytest.mark.parametrize(
    ("document", "node"), [(d, n) for _, d, n in CALLS], ids=[name for name, *_ in CALLS]
)
def test_E13_the_call_that_gave_no_number_is_named(document: Document, node: str, tmp_path: Path) -> None:
    last, seen = diverged(document, tmp_path)
    assert (last.born, last.where and last.where.node) == ("activation", node)
    assert seen is not None
    broken = [reading.node for reading in seen.nodes if reading.nonfinite > 0]
    assert broken[0] == node
    assert "not a finite number" in last.message
    assert f" {node}" in last.message


def test_E13_too_high_a_learning_rate_shows_where_the_numbers_grew_too_large(tmp_path: Path) -> None:
    last, seen = diverged(iris(optimizer=HOT), tmp_path)
    assert (last.born, last.where and last.where.node) == ("activation", "n3")
    assert seen is not None
    hidden = next(reading for reading in seen.nodes if reading.node == "n2")
    assert hidden.high is not None
    assert hidden.high > 1e20
    assert "smaller learning rate" in last.message


def test_E13_a_number_that_is_none_in_the_data_is_found_at_its_input(tmp_path: Path) -> None:
    x = np.random.default_rng(1).random((100, 4), dtype="float32")
    x[57, 1] = np.nan
    document = chain(layer("a", "Dense", units=1)).model_dump(mode="json", exclude_unset=True)
    bound = {"dataset": "data", "inputs": {"x": "x"}, "targets": {"y": "y"}}
    data = arrays(tmp_path, x=x, y=np.zeros((100, 1), "float32"))
    last, _ = diverged(read_document(document | {"format": 1, "data": bound}), tmp_path, data)
    assert (last.born, last.where and last.where.node) == ("input", "x")


def test_E13_a_loss_that_does_not_take_what_comes_is_told_at_its_output(tmp_path: Path) -> None:
    document = chain(layer("a", "Dense", units=3), layer("b", "Dense", units=1), loss="poisson")
    last, seen = diverged(document, tmp_path)
    assert (last.born, last.where and last.where.node) == ("loss", "y")
    assert seen is not None
    assert all(reading.nonfinite == 0 for reading in seen.nodes)


def test_E13_a_slope_that_is_none_on_the_way_back_is_told_at_its_call(tmp_path: Path) -> None:
    """The root of 0 is 0, and its slope is infinite."""
    x = np.random.default_rng(1).random((64, 4), dtype="float32")
    x[40] = 0
    document = chain(
        layer("a", "Dense", units=3, use_bias=False),
        op("q", "square"),
        op("r", "sqrt"),
        layer("b", "Dense", units=1),
    ).model_dump(mode="json", exclude_unset=True)
    bound = {"dataset": "data", "inputs": {"x": "x"}, "targets": {"y": "y"}}
    data = arrays(tmp_path, x=x, y=np.zeros((64, 1), "float32"))
    last, seen = diverged(read_document(document | {"format": 1, "data": bound}), tmp_path, data)
    assert (last.born, last.where and last.where.node) == ("gradient", "r")
    assert seen is not None
    assert all(reading.nonfinite == 0 for reading in seen.nodes)


def test_E13_a_step_beyond_all_numbers_is_told_at_the_first_weights_it_broke(tmp_path: Path) -> None:
    document = iris(optimizer={"name": "SGD", "config": {"learning_rate": 3e38, "weight_decay": 1e10}})
    last, _ = diverged(document, tmp_path)
    assert (last.born, last.where and last.where.node) == ("weights", "n2")


def test_E13_it_is_found_inside_a_nested_model(tmp_path: Path) -> None:
    written = tower().model_dump(mode="json", exclude_unset=True)
    inside = written["models"]["tower"]["graph"]
    inside["nodes"].insert(2, op("l", "log"))
    inside["edges"] = [{"source": a, "target": b} for a, b in ("id", "dl", "lo")]
    last, _ = diverged(read_document(written | {"format": 1}), tmp_path)
    assert last.born == "activation"
    assert last.where is not None
    assert (last.where.model, last.where.node) == ("tower", "l")


def test_R36_the_step_is_found_from_a_copy_many_epochs_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error grows by half with every step; the only copy is that of the beginning, and a callback sets the rate."""
    monkeypatch.setattr(trail, "SHARE", 1e9)
    growing = {"name": "SGD", "config": {"learning_rate": 0.01}}
    rate = {
        "name": "LearningRateScheduler",
        "config": {
            "schedule": {
                "name": "PiecewiseConstantDecay",
                "config": {"boundaries": [1], "values": [0.01, 1.25]},
            }
        },
    }
    document = chain(
        layer("a", "Dense", units=1), optimizer=growing, epochs=200, batch_size=256, callbacks=[rate]
    )
    last, seen = diverged(document, tmp_path)
    assert last.epoch > 5
    assert last.born == "loss"
    assert seen is not None
    assert seen.rows <= 256
    grown = next(reading for reading in seen.nodes if reading.node == "a")
    assert grown.high is not None
    assert grown.high > 1e15


def test_R36_without_a_copy_the_run_still_says_that_it_diverged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "MOST_BYTES", 1)
    last, seen = diverged(iris(optimizer=HOT), tmp_path)
    assert (last.born, last.where, seen) == (None, None, None)
    assert "smaller learning rate" in last.message
