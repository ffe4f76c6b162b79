"""What a run sees in its model while it trains: real numbers, at no cost, without a trace."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from jobs.models import edited, iris, reader, structure_of, twins
from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import Hooks
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data, open_validation
from layerloom.datasets.row_binder import BoundData, bind
from layerloom.jobs.activations import activation_monitor as module
from layerloom.jobs.activations.activation_monitor import ActivationMonitor
from layerloom.jobs.activations.activation_probe import ActivationProbe
from layerloom.jobs.activations.activation_stats import node_readings
from layerloom.jobs.compile_model import compile_model
from layerloom.jobs.train.headless import train_document
from layerloom.rundir.event_writer import EventLog
from layerloom_schema.base import RunId
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.runs.events import EpochEnded, Event, NodeReading, Observed


def run(document: Document, folder: Path) -> list[Event]:
    events: list[Event] = []
    train_document(document, folder, on_event=events.append)
    return events


def made(document: Document) -> tuple[keras.Model, ActivationProbe, BoundData]:
    """A document's model, compiled, and the probe that knows it."""
    bound = bind(document, open_data(document, DataLibrary()), open_validation(document, DataLibrary()))
    keras.utils.set_random_seed(3)
    probe = ActivationProbe()
    model = build_model(document, structure_of(document), Hooks(keep=probe.keep))
    compile_model(document, model)
    return model, probe, bound


def tower() -> Document:
    """A nested model with dense layers inside, called twice, then a third dense layer."""
    inside = [
        {"kind": "input", "id": "i", "name": "seen", "shape": [4]},
        {
            "kind": "layer",
            "id": "d",
            "name": "look",
            "layer": "Dense",
            "config": {"units": 5, "activation": "relu"},
        },
        {"kind": "output", "id": "o", "name": "found"},
    ]
    nodes: list[dict[str, Any]] = [
        {"kind": "input", "id": "n1", "name": "features", "shape": [4]},
        {"kind": "model", "id": "n2", "name": "tower", "model": "tower"},
        {"kind": "op", "id": "n3", "name": "turned", "op": "negative", "config": {}},
        {"kind": "shared", "id": "n4", "of": "n2"},
        {"kind": "layer", "id": "n5", "name": "both", "layer": "Concatenate", "config": {}},
        {
            "kind": "layer",
            "id": "n6",
            "name": "class",
            "layer": "Dense",
            "config": {"units": 3, "activation": "softmax"},
        },
        {"kind": "output", "id": "n7", "name": "species"},
    ]
    wires = ["n1>n2", "n1>n3", "n3>n4", "n2>n5", "n4>n5", "n5>n6", "n6>n7"]
    edges = [dict(zip(("source", "target"), wire.split(">"), strict=True)) for wire in wires]
    document = iris(epochs=2).model_dump(mode="json", exclude_unset=True)
    graph = {
        "nodes": inside,
        "edges": [{"source": "i", "target": "d"}, {"source": "d", "target": "o"}],
    }
    return read_document(
        document
        | {"format": 1, "graph": {"nodes": nodes, "edges": edges}, "models": {"tower": {"graph": graph}}}
    )


def by_node(readings: list[NodeReading]) -> dict[tuple[str | None, str], NodeReading]:
    return {(reading.model, reading.node): reading for reading in readings}


@pytest.mark.parametrize("make", [twins, iris, reader])
def test_R34_looking_changes_no_number_of_a_run(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unseen = run(make(), tmp_path / "unseen")
    monkeypatch.setattr(module, "SHARE", 1e-9)
    seen = run(make(), tmp_path / "seen")
    epochs = [event for event in seen if isinstance(event, EpochEnded)]
    assert len([event for event in seen if isinstance(event, Observed)]) == len(epochs)
    assert [event.logs for event in unseen if isinstance(event, EpochEnded)] == [e.logs for e in epochs]
    first, second = (keras.models.load_model(tmp_path / name / "model.keras") for name in ("unseen", "seen"))
    for one, other in zip(first.get_weights(), second.get_weights(), strict=True):
        assert np.array_equal(one, other)


def test_R34_a_look_leaves_statistics_metrics_and_random_states_alone() -> None:
    model, probe, bound = made(twins())
    model.optimizer.build(model.trainable_variables)
    held = [*model.variables, *model.optimizer.variables, *model.metrics_variables]
    before = [np.array(variable.numpy()) for variable in held]
    probe.measure(model, bound.training.some(slice(32)), training=True)
    for variable, array in zip(held, before, strict=True):
        assert np.array_equal(variable.numpy(), array), variable.path


def test_R35_a_look_waits_until_it_is_affordable_and_may_be_short_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, probe, bound = made(iris())
    reported: list[Event] = []
    log = EventLog(tmp_path, RunId("0c7a4f8e-3f0e-4f5e-9d5b-0d2f0f4f3b11"), 1, [reported.append])
    watch = ActivationMonitor(log, probe, model, bound.training)
    watch.after_epoch(0, seconds_a_row=0.0, last=False)
    assert not reported
    with monkeypatch.context() as patched:
        patched.setattr(module, "SHARE", 1e-9)
        watch.after_epoch(1, seconds_a_row=0.0, last=False)
    watch.after_epoch(2, seconds_a_row=0.0, last=False)
    assert [event.epoch for event in reported if isinstance(event, Observed)] == [1]
    with monkeypatch.context() as patched:
        patched.setattr(module, "AT_THE_END", 60)
        watch.after_epoch(3, seconds_a_row=0.0, last=True)
    assert [event.epoch for event in reported if isinstance(event, Observed)] == [1, 3]
    late = ActivationMonitor(log, probe, model, bound.training)
    late.after_epoch(4, seconds_a_row=60.0, last=True)
    assert len(reported) == 2
    log.close()


def test_R35_a_look_that_goes_wrong_is_the_last_and_ends_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Torn(ActivationProbe):
        def measure(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("out of memory")

    monkeypatch.setattr(module, "SHARE", 1e-9)
    monkeypatch.setattr("layerloom.jobs.train.trainer.ActivationProbe", Torn)
    events = run(iris(), tmp_path / "run")
    assert events[-1].type == "completed"
    assert not any(isinstance(event, Observed) for event in events)
    assert capsys.readouterr().err.count("RuntimeError: out of memory") == 1


def test_E10_readings_are_what_keras_computes() -> None:
    model, probe, bound = made(iris())
    rows = bound.training.some(slice(0, 20))
    readings = by_node(node_readings(probe, probe.measure(model, rows, training=False), training=False))
    hidden = keras.Model(model.inputs, model.get_layer("hidden").output)(dict(rows.x)).numpy()
    reading = readings[None, "n2"]
    assert reading.low == pytest.approx(hidden.min(), rel=1e-6)
    assert reading.high == pytest.approx(hidden.max(), rel=1e-6)
    assert reading.dead == pytest.approx((hidden == 0).all(axis=0).mean())
    tf = pytest.importorskip("tensorflow")
    with tf.GradientTape() as tape:
        loss = model.compute_loss(None, rows.y, model(dict(rows.x), training=False))
    weights = [variable.value for variable in model.get_layer("hidden").trainable_weights]
    norm = float(tf.linalg.global_norm(tape.gradient(loss, weights)))
    assert reading.gradient == pytest.approx(norm, rel=1e-5)
    assert readings[None, "n1"].gradient is None
    assert all(reading.nonfinite == 0 for reading in readings.values())


def test_E10_weights_of_classes_count_in_gradients() -> None:
    def norm(**weights: float) -> float:
        document = edited(iris(), "training", "outputs", "species", "class_weight", value=weights)
        model, probe, bound = made(document)
        seen = probe.measure(model, bound.training.some(slice(0, 20)), training=False)
        found = by_node(node_readings(probe, seen, training=False))[None, "n3"].gradient
        assert found is not None
        return found

    assert norm(**{"0": 3.0}) == pytest.approx(3 * norm(**{"0": 1.0}), rel=1e-5)


def test_E10_calls_inside_a_nested_model_are_read_over_all_its_calls() -> None:
    model, probe, bound = made(tower())
    rows = bound.training.some(slice(0, 30))
    readings = by_node(node_readings(probe, probe.measure(model, rows, training=False), training=False))
    assert set(readings) == {
        *((None, f"n{number}") for number in range(1, 7)),
        ("tower", "i"),
        ("tower", "d"),
    }
    features = rows.x["features"]
    assert readings["tower", "i"].low == pytest.approx(-features.max())
    assert readings["tower", "i"].high == pytest.approx(features.max())
    look = model.get_layer("tower").get_layer("look")
    both = np.concatenate([look(features).numpy(), look(-features).numpy()])
    assert readings["tower", "d"].high == pytest.approx(both.max(), rel=1e-6)
    assert readings["tower", "d"].dead == pytest.approx((both == 0).all(axis=0).mean())
    assert readings["tower", "d"].gradient == pytest.approx(readings[None, "n2"].gradient)


@pytest.mark.parametrize(
    ("activation", "counts"),
    [
        ("relu", True),
        ("relu6", True),
        ("leaky_relu", False),
        ("tanh", False),
        ("sigmoid", False),
        (None, False),
    ],
)
def test_E11_only_units_that_can_be_zero_for_good_are_dead(activation: str | None, counts: bool) -> None:
    document = edited(iris(), "graph", "nodes", "1", "config", "activation", value=activation)
    low = {"name": "Constant", "config": {"value": -1.0}}
    model, probe, bound = made(
        edited(document, "graph", "nodes", "1", "config", "kernel_initializer", value=low)
    )
    seen = probe.measure(model, bound.training.some(slice(0, 20)), training=False)
    dead = by_node(node_readings(probe, seen, training=False))[None, "n2"].dead
    assert dead == (1.0 if counts else None)


def test_E12_the_rate_is_what_the_last_step_took(tmp_path: Path) -> None:
    steps = 10
    decay = {
        "name": "ExponentialDecay",
        "config": {"initial_learning_rate": 0.1, "decay_steps": 1, "decay_rate": 0.9},
    }
    document = iris(epochs=2, optimizer={"name": "SGD", "config": {"learning_rate": decay}})
    rates = [e.learning_rate for e in run(document, tmp_path / "decay") if isinstance(e, EpochEnded)]
    assert rates == pytest.approx([0.1 * 0.9 ** (steps - 1), 0.1 * 0.9 ** (2 * steps - 1)], rel=1e-5)

    plateau = {
        "name": "ReduceLROnPlateau",
        "config": {"monitor": "loss", "factor": 0.5, "patience": 1, "min_delta": 100.0},
    }
    slow = {"name": "SGD", "config": {"learning_rate": 0.01}}
    document = iris(epochs=4, optimizer=slow, callbacks=[plateau])
    rates = [e.learning_rate for e in run(document, tmp_path / "plateau") if isinstance(e, EpochEnded)]
    assert rates == pytest.approx([0.01, 0.01, 0.005, 0.0025])
