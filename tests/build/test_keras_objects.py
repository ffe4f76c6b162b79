"""Closed maps: what a document may name becomes the right object, and nothing else becomes anything."""

import sys
from collections.abc import Callable
from typing import Any

import keras
import pytest

from layerloom.build.real import keras_objects
from layerloom.catalog.keras_classes import CLASSES, MODULES
from layerloom.catalog.overrides.allowlist import Kind
from layerloom_schema.catalog.entries import usable
from layerloom_schema.documents.training import Named
from layerloom_schema.errors import Refused
from support.drawing import CATALOG

HOSTILE: list[Any] = [
    "/etc/hostname",
    "gs://bucket/file",
    "https://example.org/x",
    "keras.utils.plot_model",
    "plot_model",
    "deserialize",
    "glu",
    "Lambda",
    "__lambda__",
    {"class_name": "__lambda__", "config": {"value": "x"}},
    {"class_name": "function", "module": "builtins", "config": "eval", "registered_name": "function"},
    {"name": "Dense", "config": {"units": 1}},
    {"name": "relu", "config": {"fn": "os.system"}},
    {"name": "GlorotUniform", "config": {"seed": {"class_name": "function", "config": "plot_model"}}},
    {"name": "GlorotUniform", "config": {}, "module": "os"},
    ["relu"],
    True,
    float("nan"),
]


WORDS = {"vocabulary", "mask_token", "oov_token", "bias_axes"}
"""Words of the data and letters of axes: Keras compares them, and does nothing else with them."""


def test_S18_words_are_compared_and_never_resolved() -> None:
    for word in filter(lambda value: isinstance(value, str), HOSTILE):
        with pytest.raises(Refused):
            keras_objects.make_layer("StringLookup", {"vocabulary": word}, CATALOG)
        lookup = keras_objects.make_layer("StringLookup", {"vocabulary": [word], "oov_token": "?"}, CATALOG)
        assert lookup.get_vocabulary() == ["?", word]
    for path in ("/etc/hostname", "gs://bucket/file"):
        with pytest.raises(Refused):
            keras_objects.make_layer(
                "EinsumDense", {"equation": "ab,bc->ac", "output_shape": 4, "bias_axes": path}, CATALOG
            )


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
@pytest.mark.parametrize("name", [name for name, entry in CATALOG.layers.items() if not entry.refused])
def test_S18_no_argument_of_a_layer_takes_what_is_not_the_catalogues(name: str, value: Any) -> None:
    entry = CATALOG.layers[name]
    least = {p.name: p.suggested for p in entry.parameters if p.required}
    modules = set(sys.modules)
    for parameter in entry.parameters:
        if value is True and parameter.type == "bool":
            continue
        if parameter.type == "initializer" and isinstance(value, dict) and value.get("config") == {}:
            # Fields beside name and config are not read: they name nothing that is looked up.
            made = keras_objects.make_layer(name, {**least, parameter.name: value}, CATALOG)
            assert made.get_config()[parameter.name]["class_name"] == "GlorotUniform"
            continue
        if parameter.name in WORDS and (isinstance(value, str) or value == ["relu"]):
            continue
        with pytest.raises(Refused):
            keras_objects.make_layer(name, {**least, parameter.name: value}, CATALOG)
    assert set(sys.modules) == modules


@pytest.mark.parametrize(
    "argument", ["name", "dtype", "trainable", "autocast", "weights", "stateful", "batch_input_shape"]
)
def test_S18_arguments_that_are_no_parameters_are_refused(argument: str) -> None:
    with pytest.raises(Refused):
        keras_objects.make_layer("LSTM", {"units": 2, argument: "x"}, CATALOG)


@pytest.mark.parametrize("make", [keras_objects.loss, keras_objects.metric, keras_objects.optimizer])
@pytest.mark.parametrize("word", ["/etc/hostname", "deserialize", "get", "Loss", "", "plot_model"])
def test_S18_words_that_the_catalogue_does_not_know_are_refused(
    make: Callable[[str], Any], word: str
) -> None:
    with pytest.raises(Refused):
        make(word)


@pytest.mark.parametrize("name", ["CSVLogger", "LambdaCallback", "TensorBoard", "RemoteMonitor"])
def test_S18_callbacks_that_write_or_run_are_refused(name: str) -> None:
    with pytest.raises(Refused):
        keras_objects.callback(Named(name=name, config={}))


MAKERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.losses: keras_objects.loss,
    Kind.metrics: keras_objects.metric,
    Kind.optimizers: keras_objects.optimizer,
    Kind.schedules: keras_objects.schedule,
    Kind.callbacks: keras_objects.callback,
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in MAKERS for name in CLASSES[kind]])
def test_S18_every_entry_is_made_with_its_defaults(kind: Kind, name: str) -> None:
    entry = getattr(CATALOG, kind.value)[name]
    config = {p.name: p.suggested if p.required else p.default for p in entry.parameters}
    assert type(MAKERS[kind](Named(name=name, config=config))) is getattr(MODULES[kind], name)


@pytest.mark.parametrize(
    ("kind", "argument"),
    [
        (Kind.initializers, "kernel_initializer"),
        (Kind.regularizers, "kernel_regularizer"),
        (Kind.constraints, "kernel_constraint"),
    ],
)
def test_S18_every_named_part_of_a_layer_is_made_by_word_and_by_name(kind: Kind, argument: str) -> None:
    for name, entry in getattr(CATALOG, kind.value).items():
        if entry.refused:
            continue
        for value in (name, *entry.aliases, {"name": name, "config": {}}):
            layer = keras_objects.make_layer("Dense", {"units": 2, argument: value}, CATALOG)
            assert type(getattr(layer, argument)) is CLASSES[kind][name]


def test_S18_every_activation_is_made_by_word() -> None:
    for name in usable(CATALOG.activations):
        for word in (name, *CATALOG.activations[name].aliases):
            layer = keras_objects.make_layer("Activation", {"activation": word}, CATALOG)
            assert layer.activation is CLASSES[Kind.activations][name]


def test_S18_a_learning_rate_may_be_a_schedule() -> None:
    decay: dict[str, Any] = {"name": "CosineDecay", "config": {"initial_learning_rate": 1, "decay_steps": 10}}
    made = keras_objects.optimizer(Named(name="sgd", config={"learning_rate": decay, "momentum": 0}))
    assert isinstance(made, keras.optimizers.SGD)
    assert isinstance(made._learning_rate, keras.optimizers.schedules.CosineDecay)


def test_S18_whole_numbers_are_floats_where_keras_wants_floats() -> None:
    """A browser writes 1.0 as 1, and Keras refuses a momentum of 1."""
    made = keras_objects.optimizer(Named(name="SGD", config={"learning_rate": 1, "momentum": 1}))
    assert made.momentum == 1.0
    with pytest.raises(ValueError, match="momentum"):
        keras.optimizers.SGD(momentum=1)


def test_S18_a_metric_by_word_is_logged_under_that_word() -> None:
    assert keras_objects.metric("mse").name == "mse"  # type: ignore[union-attr]
    assert keras_objects.metric(Named(name="mse")).name == "mean_squared_error"  # type: ignore[union-attr]
    assert keras_objects.metric("acc") == "acc"
    assert keras_objects.metric("accuracy") == "accuracy"


def test_S18_bounds_hold_here_too() -> None:
    for config in ({"units": 0}, {"units": True}, {"units": 2.5}, {"units": "64"}, {"units": None}):
        with pytest.raises(Refused):
            keras_objects.make_layer("Dense", config, CATALOG)
