"""Where a number that is none comes from, in models that really lose their loss."""

import itertools
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from jobs.models import iris
from jobs.test_activation_monitor import tower
from layerloom.jobs.divergence import weight_snapshots
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.runs.events import Diverged, Event, Observed

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
    assert (last.origin, last.where and last.where.node) == ("activation", node)
    assert seen is not None
    broken = [reading.node for reading in seen.nodes if reading.nonfinite > 0]
    assert broken[0] == node
    assert "not a finite number" in last.message
    assert f" {node}" in last.message


def test_E13_too_high_a_learning_rate_shows_where_the_numbers_grew_too_large(tmp_path: Path) -> None:
    last, seen = diverged(iris(optimizer=HOT), tmp_path)
    assert (last.origin, last.where and last.where.node) == ("activation", "n3")
    assert seen is not None
    hidden = next(reading for reading in seen.nodes if reading.node == "n2")
    assert hidden.high is not None
    assert hidden.high > 1e20
    assert "smaller learning rate" in last.message


def test_R72_what_was_learned_before_the_loss_was_lost_is_a_file(tmp_path: Path) -> None:
    rising = {"name": "SGD", "config": {"learning_rate": 40.0}}
    document = chain(layer("a", "Dense", units=1), optimizer=rising, epochs=200)
    diverged(document, tmp_path)
    model = keras.saving.load_model(tmp_path / "run" / "last_finite.keras")
    assert all(np.isfinite(weight.numpy()).all() for weight in model.weights)
    assert not (tmp_path / "run" / "model.keras").exists()


def test_E13_a_number_that_is_none_in_the_data_is_found_at_its_input(tmp_path: Path) -> None:
    x = np.random.default_rng(1).random((100, 4), dtype="float32")
    x[57, 1] = np.nan
    document = chain(layer("a", "Dense", units=1)).model_dump(mode="json", exclude_unset=True)
    bound = {"dataset": "data", "inputs": {"x": "x"}, "targets": {"y": "y"}}
    data = arrays(tmp_path, x=x, y=np.zeros((100, 1), "float32"))
    last, _ = diverged(read_document(document | {"format": 1, "data": bound}), tmp_path, data)
    assert (last.origin, last.where and last.where.node) == ("input", "x")


def test_E13_a_loss_that_does_not_take_what_comes_is_reported_at_its_output(tmp_path: Path) -> None:
    document = chain(layer("a", "Dense", units=3), layer("b", "Dense", units=1), loss="poisson")
    last, seen = diverged(document, tmp_path)
    assert (last.origin, last.where and last.where.node) == ("loss", "y")
    assert seen is not None
    assert all(reading.nonfinite == 0 for reading in seen.nodes)


def test_E13_a_slope_that_is_none_on_the_way_back_is_reported_at_its_call(tmp_path: Path) -> None:
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
    assert (last.origin, last.where and last.where.node) == ("gradient", "r")
    assert seen is not None
    assert all(reading.nonfinite == 0 for reading in seen.nodes)


def test_E13_a_step_beyond_all_numbers_is_reported_at_the_first_weights_it_broke(tmp_path: Path) -> None:
    document = iris(optimizer={"name": "SGD", "config": {"learning_rate": 3e38, "weight_decay": 1e10}})
    last, _ = diverged(document, tmp_path)
    assert (last.origin, last.where and last.where.node) == ("weights", "n2")


def test_E13_it_is_found_inside_a_nested_model(tmp_path: Path) -> None:
    written = tower().model_dump(mode="json", exclude_unset=True)
    inside = written["models"]["tower"]["graph"]
    inside["nodes"].insert(2, op("l", "log"))
    inside["edges"] = [{"source": a, "target": b} for a, b in ("id", "dl", "lo")]
    last, _ = diverged(read_document(written | {"format": 1}), tmp_path)
    assert last.origin == "activation"
    assert last.where is not None
    assert (last.where.model, last.where.node) == ("tower", "l")


def test_R36_the_step_is_found_from_a_copy_many_epochs_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error grows by half with every step; the only copy is that of the beginning, and a callback sets the rate."""
    monkeypatch.setattr(weight_snapshots, "SHARE", 1e9)
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
    assert last.origin == "loss"
    assert seen is not None
    assert seen.rows <= 256
    grown = next(reading for reading in seen.nodes if reading.node == "a")
    assert grown.high is not None
    assert grown.high > 1e15


def test_R36_without_a_copy_the_run_still_says_that_it_diverged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weight_snapshots, "MOST_BYTES", 1)
    last, seen = diverged(iris(optimizer=HOT), tmp_path)
    assert (last.origin, last.where, seen) == (None, None, None)
    assert "smaller learning rate" in last.message


def overflowing(**dense: Any) -> Document:
    """Infinities into a layer with weights of both signs: each of its units gives NaN, before its activation."""
    return chain(
        layer("s", "Rescaling", scale=1000.0),
        op("e", "exp"),
        layer("a", "Dense", units=4, **dense),
        layer("b", "Dense", units=1),
        shape=(32,),
    )


@pytest.mark.parametrize("activation", ["relu", "relu6"])
def test_E13_weights_that_are_none_behind_a_compiled_relu_are_found_though_the_loss_is_finite(
    activation: str, tmp_path: Path
) -> None:
    last, seen = diverged(overflowing(activation=activation), tmp_path)
    assert (last.masked_by_relu, last.epoch) == (True, 0)
    assert (last.origin, last.where and last.where.node) == ("activation", "e")
    assert last.message.startswith(
        "Weights are no finite numbers any more, in epoch 1. The loss still is one"
    )
    assert seen is not None
    assert [reading.node for reading in seen.nodes if reading.nonfinite > 0][:2] == ["e", "a"]
    assert not (tmp_path / "run" / "model.keras").exists()


def test_E13_an_activation_that_hides_nothing_loses_the_loss_itself(tmp_path: Path) -> None:
    last, _ = diverged(overflowing(activation="tanh"), tmp_path)
    assert (last.masked_by_relu, last.epoch, last.where and last.where.node) == (False, 0, "e")


def masked(
    *last: dict[str, Any], full: bool = False, **training: Any
) -> tuple[Document, dict[str, np.ndarray]]:
    """Scores over eight places, of which a mask leaves some out: its logarithm, minus infinity there, is added to them.

    With `full` one row has all its places left out.
    """
    generator = np.random.default_rng(3)
    mask = (generator.random((64, 8)) < 0.5).astype("float32")
    mask[:, 0] = 1
    if full:
        mask[40] = 0
    nodes = [
        {"kind": "input", "id": "m", "name": "m", "shape": [8]},
        {"kind": "input", "id": "x", "name": "x", "shape": [8]},
        op("keep", "log"),
        layer("scores", "Dense", units=8),
        op("masked", "add"),
        layer("shares", "Softmax"),
        *last,
        {"kind": "output", "id": "y", "name": "y"},
    ]
    ids = ["shares", *(node["id"] for node in last), "y"]
    edges = [
        {"source": "m", "target": "keep"},
        {"source": "x", "target": "scores"},
        {"source": "scores", "target": "masked", "target_input": "x1"},
        {"source": "keep", "target": "masked", "target_input": "x2"},
        {"source": "masked", "target": "shares"},
        *({"source": a, "target": b} for a, b in itertools.pairwise(ids)),
    ]
    document = {
        "format": 1,
        "name": "Masked",
        "graph": {"nodes": nodes, "edges": edges},
        "training": {"outputs": {"y": {"loss": "mse"}}, "epochs": 3, "seed": 1, **training},
        "data": {"dataset": "data", "inputs": {"x": "x", "m": "m"}, "targets": {"y": "y"}},
    }
    width = 8 if not last or last[-1]["kind"] == "op" else 1
    fields = {
        "x": generator.random((64, 8), dtype="float32"),
        "m": mask,
        "y": generator.random((64, width), dtype="float32"),
    }
    return read_document(document), fields


def test_E13_a_mask_of_minus_infinity_that_ends_in_a_softmax_loses_nothing(tmp_path: Path) -> None:
    document, fields = masked()
    events: list[Event] = []
    train_document(document, tmp_path / "run", arrays(tmp_path, **fields), events.append)
    assert events[-1].type == "completed"


def test_E13_a_mask_is_not_named_where_another_call_gave_no_number(tmp_path: Path) -> None:
    """The mask stands before the logarithm that fails, in the order of calls."""
    document, fields = masked(layer("d", "Dense", units=3), op("l", "log"), layer("b", "Dense", units=1))
    last, seen = diverged(document, tmp_path, arrays(tmp_path, **fields))
    assert (last.origin, last.where and last.where.node) == ("activation", "l")
    assert seen is not None
    assert {reading.node for reading in seen.nodes if reading.nonfinite > 0} >= {"keep", "masked", "l"}


def test_E13_a_mask_is_not_named_where_the_loss_does_not_take_what_comes(tmp_path: Path) -> None:
    document, fields = masked(
        layer("b", "Dense", units=1), outputs={"y": {"loss": "poisson"}}, optimizer={"name": "SGD"}
    )
    last, _ = diverged(document, tmp_path, arrays(tmp_path, **fields))
    assert (last.origin, last.where and last.where.node) == ("loss", "y")


def test_E13_a_mask_is_not_named_where_a_slope_is_none(tmp_path: Path) -> None:
    """Its own slope is none as well, and ends in no weights."""
    document, fields = masked(
        layer("d", "Dense", units=3, use_bias=False, kernel_initializer="zeros"),
        op("q", "square"),
        op("r", "sqrt"),
        layer("b", "Dense", units=1),
    )
    last, _ = diverged(document, tmp_path, arrays(tmp_path, **fields))
    assert (last.origin, last.where and last.where.node) == ("gradient", "r")


def test_E13_a_mask_that_leaves_nothing_of_a_row_is_named(tmp_path: Path) -> None:
    document, fields = masked(layer("b", "Dense", units=1), full=True)
    last, _ = diverged(document, tmp_path, arrays(tmp_path, **fields))
    assert (last.origin, last.where and last.where.node) == ("activation", "keep")


def test_E13_what_only_a_penalty_sees_is_reported_where_it_began(tmp_path: Path) -> None:
    """The infinities end in a tanh; the regularizer before it sees them all the same."""
    document = chain(
        layer("s", "Rescaling", scale=1000.0),
        op("e", "exp"),
        layer("a", "ActivityRegularization", l1=0.01),
        op("t", "tanh"),
        layer("b", "Dense", units=1),
        shape=(32,),
    )
    last, _ = diverged(document, tmp_path)
    assert (last.origin, last.where and last.where.node) == ("activation", "e")
