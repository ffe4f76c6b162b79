"""[T] The rules of training, on real documents."""

import math
from typing import Any

import numpy as np
import pytest

from jobs.models import edited, iris, reader, structure_of, twins
from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import dry_build
from layerloom.check.rules.training.training_rules import check_training
from layerloom.datasets.dataset import dataset
from layerloom.datasets.library import DataLibrary
from layerloom.graph.edits import apply
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits

CACHE = CallCache()


def problems(document: Document, info: DatasetInfo | None = None) -> list[Problem]:
    nodes = dry_build(structure_of(document), document, read_catalog(), Limits(), CACHE).nodes
    name = document.data.dataset if document.data else None
    return check_training(document, nodes, info or (DataLibrary().find(name) if name else None))


def only(document: Document, info: DatasetInfo | None = None) -> Problem:
    found = problems(document, info)
    assert len(found) == 1, [problem.message for problem in found]
    return found[0]


def mended(document: Document, problem: Problem, fix: int = 0) -> Document:
    after = apply(document, problem.fixes[fix].edits)
    assert problems(after) == []
    return after


@pytest.mark.parametrize("document", [twins(), iris(), reader()], ids=["twins", "iris", "reader"])
def test_T1_training_that_fits_has_no_problem(document: Document) -> None:
    assert problems(document) == []
    assert problems(document.model_copy(update={"training": None})) == []


def test_T1_an_output_that_is_not_there_says_which_was_meant() -> None:
    document = edited(iris(), "training", "outputs", value={"specis": {"loss": "mse", "weight": 0.5}})
    stranger, missing = problems(document)
    assert stranger.code is Code.training_unknown_output
    assert stranger.message.endswith("Did you mean species?")
    assert stranger.where.field == "training.outputs.specis"
    assert missing.code is Code.training_missing_loss
    after = apply(document, stranger.fixes[0].edits)
    assert after.training
    assert after.training.outputs["species"].weight == 0.5


@pytest.mark.parametrize(
    ("activation", "label", "offered"),
    [
        ("softmax", np.arange(6) % 3, {"name": "SparseCategoricalCrossentropy", "config": {}}),
        (
            "linear",
            np.arange(6) % 3,
            {"name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}},
        ),
        ("softmax", np.eye(3)[np.arange(6) % 3], {"name": "CategoricalCrossentropy", "config": {}}),
        ("linear", np.full((6, 3), 0.5), {"name": "MeanSquaredError", "config": {}}),
    ],
)
def test_T2_the_loss_that_fits_the_bound_target_is_offered(
    activation: str, label: np.ndarray, offered: dict[str, Any]
) -> None:
    document = edited(iris(), "training", "outputs", value={})
    document = edited(document, "graph", "nodes", "2", "config", "activation", value=activation)
    info = dataset("made", "Made", "", {"features": np.zeros((6, 4)), "label": label}).info
    problem = only(document, info)
    assert problem.code is Code.training_missing_loss
    assert (problem.where.node, problem.where.field) == ("n4", "training.outputs.species.loss")
    (edit,) = problem.fixes[0].edits
    assert edit.model_dump()["value"] == offered


def test_T2_one_unit_with_bits_is_a_yes_or_no() -> None:
    document = edited(iris(), "training", "outputs", value={})
    document = edited(document, "graph", "nodes", "2", "config", value={"units": 1, "activation": "sigmoid"})
    info = dataset("made", "Made", "", {"features": np.zeros((6, 4)), "label": np.arange(6) % 2}).info
    assert [fix.title for fix in only(document, info).fixes] == ["Use BinaryCrossentropy"]


def test_T2_without_data_the_activation_says_what_fits() -> None:
    document = edited(iris(), "training", "outputs", value={}).model_copy(update={"data": None})
    problem = only(document)
    assert [fix.title for fix in problem.fixes] == [
        "Use SparseCategoricalCrossentropy",
        "Use CategoricalCrossentropy",
    ]
    mended(document, problem)


def test_T3_class_numbers_under_a_one_hot_loss() -> None:
    output = {
        "loss": {"name": "CategoricalCrossentropy", "config": {"from_logits": True}},
        "metrics": ["accuracy", {"name": "CategoricalAccuracy", "config": {}}],
    }
    document = edited(twins(), "training", "outputs", "digit", value=output)
    document = edited(document, "graph", "nodes", "9", "config", "activation", value="linear")
    problem = only(document)
    assert problem.code is Code.training_loss_mismatch
    assert problem.message == (
        "CategoricalCrossentropy compares output digit with one number for each class; "
        "field label holds the number of a class in each row."
    )
    after = mended(document, problem)
    assert after.training
    assert after.training.outputs["digit"].model_dump(mode="json")["loss"] == {
        "name": "SparseCategoricalCrossentropy",
        "config": {"from_logits": True},
    }


def test_T3_one_hot_rows_under_a_sparse_loss() -> None:
    rows = np.eye(3)[np.arange(6) % 3]
    info = dataset("made", "Made", "", {"features": np.zeros((6, 4)), "label": rows}).info
    problem = only(iris(), info)
    assert problem.code is Code.training_loss_mismatch
    assert [fix.title for fix in problem.fixes] == ["Use CategoricalCrossentropy"]


@pytest.mark.parametrize(("metric", "better"), [("CategoricalAccuracy", True), ("AUC", False)])
def test_T3_a_metric_that_compares_with_something_else_than_the_loss(metric: str, better: bool) -> None:
    document = edited(iris(), "training", "outputs", "species", "metrics", value=["accuracy", metric])
    problem = only(document)
    assert problem.code is Code.training_loss_mismatch
    assert problem.where.field == "training.outputs.species.metrics.1"
    assert problem.fixes[0].title == ("Use SparseCategoricalAccuracy" if better else "Remove AUC")
    for fix in range(len(problem.fixes)):
        mended(document, problem, fix)


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        (("training", "optimizer"), "adm", Code.param_range, "training.optimizer"),
        (
            ("training", "optimizer"),
            {"name": "Adam", "config": {"learning_rate": -1}},
            Code.param_range,
            "training.optimizer.config.learning_rate",
        ),
        (
            ("training", "outputs", "species", "loss"),
            {"name": "SparseCategoricalCrossentropy", "config": {"from_logit": False}},
            Code.param_unknown,
            "training.outputs.species.loss.config.from_logit",
        ),
        (
            ("training", "outputs", "species", "metrics"),
            ["acuracy"],
            Code.param_range,
            "training.outputs.species.metrics.0",
        ),
        (
            ("training", "callbacks"),
            [{"name": "EarlyStopping", "config": {"monitor": "loss", "patience": 1.5}}],
            Code.param_type,
            "training.callbacks.0.config.patience",
        ),
        (
            ("training", "callbacks"),
            [{"name": "CSVLogger", "config": {}}],
            Code.layer_refused,
            "training.callbacks.0",
        ),
    ],
)
def test_T4_what_is_chosen_is_in_the_catalogue(
    path: tuple[str, ...], value: object, code: Code, field: str
) -> None:
    document = edited(iris(), *path, value=value)
    problem = only(document)
    assert (problem.code, problem.where.field) == (code, field)
    if problem.fixes:
        mended(document, problem)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("epochs",), 0),
        (("epochs",), 1_000_001),
        (("epochs",), 10**300),
        (("batch_size",), -3),
        (("batch_size",), 2**31),
        (("seed",), 10**300),
        (("seed",), -1),
        (("seed",), 2**32),
        (("validation", "split"), 1.0),
        (("validation", "split"), -0.1),
        (("outputs", "species", "weight"), -1.0),
    ],
)
def test_T5_numbers_of_training_are_within_range(path: tuple[str, ...], value: float) -> None:
    document = edited(iris(), "training", *path, value=value)
    problem = only(document)
    assert problem.code is Code.param_range
    assert problem.where.field == ".".join(["training", *path])
    mended(document, problem)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (("validation", "split"), "validation.split of training must be a finite number."),
        (("outputs", "species", "weight"), "outputs.species.weight of training must be a finite number."),
        (("outputs", "species", "class_weight"), "class_weight.0 of output species must be a finite number."),
    ],
)
def test_T5_numbers_of_training_are_finite(path: tuple[str, ...], sentence: str) -> None:
    """No JSON document holds such a number; one that is made in Python may."""
    value: Any = {"0": math.inf} if path[-1] == "class_weight" else math.inf
    problem = only(edited(iris(), "training", *path, value=value))
    assert (problem.code, problem.message) == (Code.param_not_finite, sentence)


def test_T5_watching_what_is_never_measured_is_a_warning() -> None:
    document = iris(callbacks=[{"name": "EarlyStopping", "config": {"patience": 2}}])
    problem = only(document)
    assert problem.severity is Severity.warning
    assert problem.where.field == "training.callbacks.0.config.monitor"
    for fix in range(2):
        mended(document, problem, fix)


def test_T29_classes_without_rows_between_others_are_counted() -> None:
    document = edited(iris(), "training", "outputs", "species", "class_weight", value="balanced")
    features = np.random.default_rng(0).random((30, 4)).astype("float32")
    info = dataset("made", "Made", "", {"features": features, "label": np.arange(30) % 2 * 2}).info
    problem = only(document, info)
    assert problem.severity is Severity.warning
    assert problem.message == (
        "Balanced weights find no row of 1 of the classes of output species in field label: it weighs 0."
    )
    assert problem.fixes == []
