"""[T21, T23] Everything of the catalogue trains on what it takes; what does not fit is said before."""

import json
from typing import Any

import numpy as np
import pytest

from check.test_training_rules import mended, only, problems
from jobs.models import edited, iris, structure_of
from layerloom.build.real.keras_objects import callback, optimizer
from layerloom.build.real.keras_objects import metric as make_metric
from layerloom.build.real.model import build_model
from layerloom.check.rules.training.target_encoding_rules import metric_fits
from layerloom.datasets.row_binder import bind
from layerloom.datasets.synthetic import generate
from layerloom.datasets.target_encoding import TARGETS, Target
from layerloom.jobs.compile_model import compile_model
from layerloom_schema.catalog.entries import CatalogEntry
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.training import Named

CATALOG = read_catalog()
OFFERED = {
    kind: {name: entry for name, entry in getattr(CATALOG, kind).items() if not entry.refused}
    for kind in ("losses", "metrics", "optimizers", "schedules")
}
UNITS = 4
BY_FORM = {
    Target.classes: "SparseCategoricalCrossentropy",
    Target.one_hot: "CategoricalCrossentropy",
    Target.binary: "BinaryCrossentropy",
    Target.numbers: "MeanSquaredError",
}
"""A loss for each form of target that metrics compare with."""
CLIPS = [{"clipnorm": 1.0}, {"clipvalue": 0.5}, {"global_clipnorm": 1.0}]
ALL_AT_ONCE: dict[str, Any] = {
    "clipnorm": 1.0,
    "use_ema": True,
    "ema_momentum": 0.9,
    "ema_overwrite_frequency": 2,
    "gradient_accumulation_steps": 2,
    "weight_decay": 0.01,
    "loss_scale_factor": 8.0,
}


def needed(entry: CatalogEntry) -> dict[str, Any]:
    return {parameter.name: parameter.suggested for parameter in entry.parameters if parameter.required}


def model_for(loss: Any, *, steps: bool = False, **training: Any) -> Document:
    """Four units of probabilities, of each row or of each of its steps, on random data that fits them."""
    nodes: list[Any] = [
        {"kind": "input", "id": "n1", "name": "x", "shape": [6, 3] if steps else [3]},
        {
            "kind": "layer",
            "id": "n2",
            "name": "dense",
            "layer": "Dense",
            "config": {"units": UNITS, "activation": "softmax"},
        },
        {"kind": "output", "id": "n3", "name": "y"},
    ]
    edges = [{"source": "n1", "target": "n2"}, {"source": "n2", "target": "n3"}]
    return read_document(
        {
            "format": 1,
            "name": "One",
            "graph": {"nodes": nodes, "edges": edges},
            "training": {"outputs": {"y": {"loss": loss}}, **training},
            "data": {"dataset": "random"},
        }
    )


def train_a_step(document: Document) -> dict[str, float]:
    """One batch, as the trainer compiles it."""
    rows = bind(document, generate(document)).training.some(slice(32))
    model = build_model(document, structure_of(document))
    compile_model(document, model)
    found: dict[str, float] = model.train_on_batch(*rows.packed, return_dict=True)
    return found


@pytest.mark.parametrize("name", OFFERED["losses"])
def test_T23_every_loss_trains_on_the_target_that_it_wants(name: str) -> None:
    document = model_for({"name": name, "config": needed(CATALOG.losses[name])}, steps=name == "CTC")
    assert problems(document) == []
    assert np.isfinite(train_a_step(document)["loss"])


def test_T23_every_loss_has_its_form_of_target() -> None:
    assert set(TARGETS) == set(OFFERED["losses"])


@pytest.mark.parametrize("form", BY_FORM)
def test_T23_metrics_that_fit_the_loss_can_be_worked_out(form: Target) -> None:
    """All of them in one model; those that do not fit are mended, or taken out, by the fix that is offered."""
    chosen = [
        {
            "name": name,
            "config": {
                **needed(entry),
                **({"num_classes": UNITS} if "IoU" in name and name != "BinaryIoU" else {}),
            },
        }
        for name, entry in OFFERED["metrics"].items()
    ]
    document = edited(model_for(BY_FORM[form]), "training", "outputs", "y", "metrics", value=chosen)
    while found := problems(document):
        assert found[0].code is Code.training_loss_mismatch
        document = apply_first(document, found[0])
    assert document.training is not None
    metrics = document.training.outputs["y"].metrics
    assert len(metrics) > (7 if form is Target.classes else 30)
    assert len(train_a_step(document)) >= len(metrics)


def apply_first(document: Document, problem: Any) -> Document:
    from layerloom.graph.edits import apply

    return apply(document, problem.fixes[0].edits)


def test_T23_a_metric_that_is_said_not_to_fit_does_not() -> None:
    """The rule is not stricter than it need be: what it refuses of class numbers breaks, or compares without sense."""
    labels, shares = np.arange(32) % UNITS, np.full((32, UNITS), 1 / UNITS, "float32")
    senseless = {"CategoricalAccuracy", "OneHotIoU", "OneHotMeanIoU"}
    for name, entry in OFFERED["metrics"].items():
        metric = Named(name=name, config=needed(entry))
        if metric_fits(name, metric, Target.classes, [None, UNITS]) or name in senseless:
            continue
        with pytest.raises(Exception):  # noqa: B017, PT011  whatever it is that Keras or TensorFlow raises
            make_metric(metric)(labels, shares)  # type: ignore[operator]  # no word


@pytest.mark.parametrize("name", OFFERED["optimizers"])
def test_T23_every_optimizer_trains_with_all_that_optimizers_share(name: str) -> None:
    entry = CATALOG.optimizers[name]
    known = {parameter.name for parameter in entry.parameters}
    for number, config in enumerate([ALL_AT_ONCE, *(CLIPS if name == "SGD" else [])]):
        assert set(config) <= known
        document = model_for(
            "mse",
            optimizer={"name": name, "config": config},
            epochs=1,
            dtype_policy="mixed_float16" if number == 0 else "float32",
        )
        assert problems(document) == []
        assert np.isfinite(train_a_step(document)["loss"])


@pytest.mark.parametrize("name", OFFERED["schedules"])
def test_T23_every_schedule_sets_the_rate(name: str) -> None:
    schedule = {"name": name, "config": needed(CATALOG.schedules[name])}
    document = model_for("mse", optimizer={"name": "SGD", "config": {"learning_rate": schedule}})
    assert problems(document) == []
    assert np.isfinite(train_a_step(document)["loss"])
    scheduler = {"name": "LearningRateScheduler", "config": {"schedule": schedule}}
    assert problems(model_for("mse", callbacks=[scheduler])) == []
    rate = callback(Named(**scheduler)).schedule
    made = optimizer(Named(name="SGD", config={"learning_rate": schedule}))
    assert rate(0) == pytest.approx(float(made.learning_rate))


@pytest.mark.parametrize(
    ("optimizer", "field"),
    [
        ({"clipnorm": 1.0, "clipvalue": 1.0}, "training.optimizer.config.clipvalue"),
        (
            {
                "learning_rate": {
                    "name": "PiecewiseConstantDecay",
                    "config": {"boundaries": [5], "values": [0.1]},
                }
            },
            "training.optimizer.config.learning_rate.config.values",
        ),
    ],
)
def test_T23_arguments_that_do_not_go_together(optimizer: dict[str, Any], field: str) -> None:
    document = iris(optimizer={"name": "SGD", "config": optimizer})
    problem = only(document)
    assert problem.code is Code.param_range
    assert problem.where.field == field
    if problem.fixes:
        mended(document, problem)


def test_T23_what_keras_does_not_make_of_arguments_is_said() -> None:
    metric = {"name": "IoU", "config": {"num_classes": 3, "target_class_ids": [7], "sparse_y_pred": False}}
    problem = only(edited(iris(), "training", "outputs", "species", "metrics", value=[metric]))
    assert (problem.code, problem.where.field) == (Code.param_range, "training.outputs.species.metrics.0")


@pytest.mark.parametrize(
    ("metric", "logged"),
    [("acc", "acc"), ("accuracy", "accuracy"), ({"name": "acc", "config": {}}, "accuracy"), ("mse", "mse")],
)
def test_T23_a_short_form_means_what_keras_makes_of_it(metric: Any, logged: str) -> None:
    """`accuracy` follows loss and shape; a word names itself in the logs."""
    for loss in ("categorical_crossentropy", "binary_crossentropy", "sparse_categorical_crossentropy"):
        if loss.startswith("sparse") and metric == "mse":
            continue
        document = edited(model_for(loss), "training", "outputs", "y", "metrics", value=[metric])
        assert problems(document) == []
        rows = bind(document, generate(document)).training.some(slice(32))
        model = build_model(document, structure_of(document))
        compile_model(document, model)
        found = model.test_on_batch(*rows.packed, return_dict=True)
        theirs = build_model(document, structure_of(document))
        theirs.set_weights(model.get_weights())
        theirs.compile(loss=loss, metrics=[metric if isinstance(metric, str) else "accuracy"])
        assert found == theirs.test_on_batch(*rows.packed, return_dict=True)
        assert logged in found


@pytest.mark.parametrize(
    "metric",
    [
        {"name": "Precision", "config": {"class_id": 9}},
        {"name": "AUC", "config": {"multi_label": True, "num_labels": 7}},
        {"name": "CosineSimilarity", "config": {"axis": 5}},
    ],
    ids=json.dumps,
)
def test_T21_a_metric_whose_arguments_do_not_fit_the_output(metric: dict[str, Any]) -> None:
    document = model_for("categorical_crossentropy")
    problem = only(edited(document, "training", "outputs", "y", "metrics", value=[metric]))
    assert problem.code is Code.training_loss_mismatch
    assert problem.where.field == "training.outputs.y.metrics.0"


def test_T21_an_overlap_is_reported_in_which_form_its_target_is() -> None:
    document = edited(
        iris(),
        "training",
        "outputs",
        "species",
        "metrics",
        value=[{"name": "MeanIoU", "config": {"num_classes": 3}}],
    )
    after = mended(document, only(document))
    assert after.training is not None
    (metric,) = after.training.outputs["species"].metrics
    assert isinstance(metric, Named)
    assert metric.config == {"num_classes": 3, "sparse_y_true": True, "sparse_y_pred": False}


@pytest.mark.parametrize(
    ("loss", "steps", "offered"),
    [
        ("CTC", False, "SparseCategoricalCrossentropy"),
        ({"name": "Circle", "config": {}}, True, "SparseCategoricalCrossentropy"),
        ({"name": "CategoricalCrossentropy", "config": {"axis": 4}}, False, None),
        ({"name": "Dice", "config": {"axis": [1, 7]}}, False, None),
    ],
)
def test_T21_a_loss_that_cannot_compare_with_the_output(loss: Any, steps: bool, offered: str | None) -> None:
    problem = only(model_for(loss, steps=steps).model_copy(update={"data": None}))
    assert problem.code is (Code.training_loss_mismatch if offered else Code.param_range)
    after = mended(model_for(loss, steps=steps).model_copy(update={"data": None}), problem)
    if offered:
        assert offered in json.dumps(after.model_dump(mode="json"))


def test_T21_one_unit_is_no_choice_between_classes() -> None:
    document = model_for("categorical_crossentropy")
    document = edited(document, "graph", "nodes", "1", "config", value={"units": 1, "activation": "sigmoid"})
    problem = only(document)
    assert [fix.title for fix in problem.fixes] == ["Use BinaryCrossentropy"]
    mended(document, problem)


def test_T21_whole_numbers_are_nothing_to_learn() -> None:
    document = model_for("mse")
    document = edited(
        document,
        "graph",
        "nodes",
        "1",
        value={
            "kind": "layer",
            "id": "n2",
            "name": "d",
            "layer": "Discretization",
            "config": {"bin_boundaries": [0.0]},
        },
    )
    problem = only(document)
    assert problem.code is Code.training_loss_mismatch
    assert "output y gives int" in problem.message
