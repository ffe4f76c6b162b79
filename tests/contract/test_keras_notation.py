"""[G110] Names and objects as Keras writes them are read as the document's own; Keras is the oracle of what it takes."""

import json
from typing import Any

import keras
import pytest

from layerloom.build.real.keras_objects import make_layer, optimizer
from layerloom.catalog.case_spellings import other_spellings
from layerloom_schema.catalog import keras_notation
from layerloom_schema.catalog.entries import Parameter
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.catalog.keras_objects import DTYPE_SPELLINGS
from layerloom_schema.documents.document import Document, read_document, write_document
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.documents.migrations import FORMAT
from layerloom_schema.documents.training import Training

CATALOG = read_catalog()
LAYERS = keras.layers


def layer(name: Any, config: dict[str, Any] | None = None, **fields: Any) -> LayerNode:
    node = {"kind": "layer", "id": "n1", "name": "n1", "layer": name, **fields}
    document = {"format": 1, "graph": {"nodes": [node | ({} if config is None else {"config": config})]}}
    (read,) = read_document(document).graph.nodes
    assert isinstance(read, LayerNode)
    return read


def written(thing: Any) -> Any:
    """What Keras writes of a thing, as JSON."""
    return json.loads(json.dumps(keras.saving.serialize_keras_object(thing)))


@pytest.mark.parametrize(
    "name",
    [
        "keras.layers.Conv2D",
        "tf.keras.layers.Conv2D",
        "tensorflow.keras.layers.Conv2D",
        "tensorflow.python.keras.layers.Conv2D",
        "keras.src.layers.convolutional.conv2d.Conv2D",
        "layers.Conv2D",
        "keras.layers.Convolution2D",
    ],
)
def test_G110_the_module_of_a_name_is_taken_off(name: str) -> None:
    assert layer(name).layer == name.rsplit(".", 1)[-1]


def test_G110_a_name_of_another_library_stays() -> None:
    assert layer("torchvision.ops.Conv2D").layer == "torchvision.ops.Conv2D"
    foreign = {"class_name": "Dense", "config": {}, "module": "my.layers", "registered_name": "my>Dense"}
    assert layer(foreign).layer == "my>Dense"
    assert layer({"class_name": "Dense", "config": {}, "module": "my.layers"}).layer == "my.layers.Dense"


@pytest.mark.parametrize(
    ("made", "name", "config"),
    [
        (lambda: LAYERS.Dense(3, activation="relu"), "Dense", {"units": 3, "activation": "relu"}),
        (
            lambda: LAYERS.Conv1D(2, 5, padding="causal", kernel_regularizer=keras.regularizers.L1(0.25)),
            "Conv1D",
            {
                "filters": 2,
                "kernel_size": 5,
                "padding": "causal",
                "kernel_regularizer": {"name": "L1", "config": {"l1": 0.25}},
            },
        ),
        (
            lambda: LAYERS.Bidirectional(LAYERS.GRU(4, recurrent_initializer="he_uniform")),
            "Bidirectional",
            {
                "layer": {
                    "layer": "GRU",
                    "config": {"units": 4, "recurrent_initializer": "HeUniform"},
                },
                "backward_layer": {
                    "layer": "GRU",
                    "config": {"units": 4, "recurrent_initializer": "HeUniform", "go_backwards": True},
                },
            },
        ),
        (
            lambda: LAYERS.RNN([LAYERS.LSTMCell(3), LAYERS.SimpleRNNCell(2)], return_sequences=True),
            "RNN",
            {
                "return_sequences": True,
                "cell": {
                    "layer": "StackedRNNCells",
                    "config": {
                        "cells": [
                            {"layer": "LSTMCell", "config": {"units": 3}},
                            {"layer": "SimpleRNNCell", "config": {"units": 2}},
                        ]
                    },
                },
            },
        ),
    ],
)
def test_G110_a_layer_as_keras_writes_it_is_the_layer(made: Any, name: str, config: dict[str, Any]) -> None:
    thing = written(made())
    for node in (layer(thing), layer(name, thing["config"]), layer_as_node(thing)):
        assert (node.layer, node.trainable) == (name, True)
        assert node.config == config


def layer_as_node(thing: dict[str, Any]) -> LayerNode:
    node = {**thing, "kind": "layer", "id": "n1", "name": "n1"}
    return LayerNode.model_validate(node)


@pytest.mark.parametrize(
    "name", ["Dense", "Conv2D", "LSTM", "SeparableConv1D", "MultiHeadAttention", "RandomZoom"]
)
def test_G110_what_keras_writes_makes_the_layer_that_wrote_it(name: str) -> None:
    begin = {p.name: p.suggested for p in CATALOG.layers[name].parameters if p.suggested is not None}
    before = make_layer(name, begin, CATALOG, name="same")
    read = layer(written(before))
    after = make_layer(read.layer, read.config, CATALOG, name="same")
    assert after.get_config() == before.get_config()


def test_G110_frozen_as_keras_writes_it_is_frozen() -> None:
    assert layer(written(LAYERS.Dense(2, trainable=False))).trainable is False


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (written(keras.activations.gelu), "gelu"),
        ("keras.activations.selu", "selu"),
        ("tf.nn.tanh", "tanh"),
        ({"name": "relu"}, "relu"),
        ({"name": "softplus", "config": {}}, "softplus"),
        ({"class_name": "ReLU", "config": {}}, "relu"),
        (written(LAYERS.LeakyReLU(negative_slope=0.2)), "leaky_relu"),
        (written(LAYERS.Activation("mish")), "mish"),
        (written(LAYERS.Softmax()), "softmax"),
    ],
)
def test_G112_an_activation_as_an_object_is_its_word(value: Any, word: str) -> None:
    assert layer("Dense", {"units": 1, "activation": value}).config["activation"] == word


@pytest.mark.parametrize(
    "value",
    [
        written(LAYERS.LeakyReLU(negative_slope=0.1)),
        written(LAYERS.ReLU(max_value=3)),
        {"class_name": "PReLU"},
    ],
)
def test_G112_an_activation_that_no_word_says_stays_an_object(value: Any) -> None:
    assert isinstance(layer("Dense", {"units": 1, "activation": value}).config["activation"], dict)


def test_G110_training_is_read_so_too() -> None:
    rate = keras.optimizers.schedules.PolynomialDecay(0.2, 50)
    training = {
        "optimizer": written(keras.optimizers.SGD(rate, momentum=0.9)),
        "outputs": {
            "y": {
                "loss": written(keras.losses.CategoricalCrossentropy(label_smoothing=0.1)),
                "metrics": ["keras.metrics.Recall", written(keras.metrics.AUC(curve="PR"))],
            }
        },
        "callbacks": ["EarlyStopping", {"class_name": "keras.callbacks.TerminateOnNaN"}],
        "dtype_policy": written(keras.DTypePolicy("mixed_bfloat16")),
    }
    read = write_document(read_document({"format": 1, "training": training}))["training"]
    loss = read["outputs"]["y"]["loss"]
    assert (loss["name"], loss["config"]["label_smoothing"]) == ("CategoricalCrossentropy", 0.1)
    assert read["outputs"]["y"]["metrics"][0] == "Recall"
    assert read["outputs"]["y"]["metrics"][1]["config"]["curve"] == "PR"
    assert read["callbacks"] == [{"name": "EarlyStopping"}, {"name": "TerminateOnNaN"}]
    assert read["dtype_policy"] == "mixed_bfloat16"
    assert read["optimizer"] == {
        "name": "SGD",
        "config": {
            "learning_rate": {
                "name": "PolynomialDecay",
                "config": {"initial_learning_rate": 0.2, "decay_steps": 50},
            },
            "momentum": 0.9,
        },
    }


def test_G110_inputs_operations_and_applications_too() -> None:
    document = read_document(
        {
            "format": 1,
            "graph": {
                "nodes": [
                    {"kind": "input", "id": "n1", "name": "a", "shape": [2], "dtype": "tf.int32"},
                    {"kind": "op", "id": "n2", "name": "b", "op": "keras.ops.image.resize"},
                    {
                        "kind": "op",
                        "id": "n3",
                        "name": "c",
                        "op": "ops.cast",
                        "config": {"dtype": "np.float16"},
                    },
                ]
            },
            "models": {"base": {"application": "tf.keras.applications.resnet50.ResNet50"}},
        }
    )
    a, b, c = document.graph.nodes
    assert (getattr(a, "dtype", None), getattr(b, "op", None)) == ("int32", "image.resize")
    assert (getattr(c, "op", None), getattr(c, "config", None)) == ("cast", {"dtype": "float16"})
    (base,) = document.models.values()
    assert base.application == "ResNet50"


@pytest.mark.parametrize(
    "name", ["RMSProp", "ADAM", "sgd", "ScheduleFreeAdamW", "schedulefreeADAMW", "adamW"]
)
def test_G111_optimizers_are_read_in_any_case(name: str) -> None:
    read = Training.model_validate({"optimizer": name}).optimizer
    assert type(optimizer(read)) is type(keras.optimizers.get(name))


@pytest.mark.parametrize(("field", "word"), [("activation", "RELU"), ("kernel_initializer", "HE_NORMAL")])
def test_G111_what_keras_does_not_take_in_any_case_stays(field: str, word: str) -> None:
    assert layer("Dense", {"units": 1, field: word}).config[field] == word


def test_G111_dtypes_are_spelt_as_keras_takes_them() -> None:
    for spelt, name in DTYPE_SPELLINGS.items():
        assert keras.utils.standardize_dtype(spelt) == name
    for spelt in ("float", "double", "INT32"):
        with pytest.raises(ValueError, match="dtype"):
            keras.utils.standardize_dtype(spelt)


SPELT = [
    (name, parameter)
    for name, entry in CATALOG.layers.items()
    for parameter in entry.parameters
    if parameter.choices and parameter.name in ("padding", "data_format", "interpolation")
]


@pytest.mark.parametrize(("name", "parameter"), SPELT, ids=[f"{name}-{p.name}" for name, p in SPELT])
def test_G111_a_spelling_is_read_as_its_choice_where_keras_takes_it(name: str, parameter: Parameter) -> None:
    for spelt, choice in other_spellings(parameter.choices).items():
        read = layer(name, {parameter.name: spelt}).config[parameter.name]
        assert read == (choice if parameter.spellings else spelt)


@pytest.mark.parametrize("pooling", ["MaxPooling2D", "AveragePooling1D"])
def test_G111_keras_does_not_take_SAME_for_pooling(pooling: str) -> None:
    rank = int(pooling[-2])
    made = getattr(keras.layers, pooling)(2, padding="SAME")
    with pytest.raises(ValueError, match="padding"):
        made(keras.KerasTensor((None, *[6] * rank, 1)))
    (padding,) = (p for p in CATALOG.layers[pooling].parameters if p.name == "padding")
    assert padding.spellings == {}


def test_G110_a_document_in_its_own_notation_is_left_as_it_is() -> None:
    own = {
        "format": FORMAT,
        "graph": {
            "nodes": [
                {"kind": "layer", "id": "n1", "name": "keras.layers.x", "layer": "Dense", "config": {"units": 1}},
                {"kind": "layer", "id": "n2", "name": "words", "layer": "StringLookup",
                 "config": {"vocabulary": ["keras.layers.Dense", "SAME"]}},
            ],
            "edges": [],
        },
        "training": {"optimizer": "adam", "outputs": {"y": {"loss": "MSE", "metrics": ["mse", "acc"]}}},
    }  # fmt: skip
    assert keras_notation.document(own) == own
    assert write_document(read_document(own)) == {"name": "Untitled", **own}


@pytest.mark.parametrize(
    "value",
    [None, 3, [], {"graph": 3}, {"graph": {"nodes": [3, {"kind": []}]}, "models": {"a": 3}, "training": []}],
)
def test_G110_what_is_no_document_is_left_to_the_reader(value: Any) -> None:
    assert keras_notation.document(value) == value


def test_G110_a_document_is_read_the_same_as_raw_json_and_in_parts() -> None:
    node = {"kind": "layer", "id": "n1", "name": "a", "layer": written(LAYERS.Dense(2))}
    inner = {"application": "keras.applications.VGG16", "graph": {"nodes": [node], "edges": []}}
    value = {
        "format": FORMAT,
        "name": "x",
        "graph": {"nodes": [node], "edges": []},
        "models": {"m": inner},
        "training": {"optimizer": "ADAM", "outputs": {"y": {"loss": "keras.losses.Dice"}}},
    }
    assert keras_notation.document(value) == write_document(Document.model_validate(value))


@pytest.mark.parametrize(
    "policy",
    [
        "mixed_float16",
        {"class_name": "DTypePolicy", "config": {"name": "mixed_bfloat16"}},
    ],
)
def test_G191_a_layer_that_keras_wrote_keeps_its_dtype_under_another_policy(policy: Any) -> None:
    head = written(LAYERS.TimeDistributed(LAYERS.Dense(2)))
    node = {"kind": "layer", "id": "n1", "name": "head", "layer": head}
    value = {
        "format": 1,
        "name": "x",
        "graph": {"nodes": [node], "edges": []},
        "training": {"dtype_policy": policy},
    }
    for read in (keras_notation.document(value), write_document(read_document(value))):
        config = read["graph"]["nodes"][0]["config"]
        assert config["dtype"] == "float32"
        assert config["layer"] == {"layer": "Dense", "config": {"units": 2, "dtype": "float32"}}


def test_G191_a_dtype_that_is_the_policy_says_nothing() -> None:
    node = {"kind": "layer", "id": "n1", "name": "head", "layer": written(LAYERS.Dense(2))}
    value = {"format": 1, "name": "x", "graph": {"nodes": [node], "edges": []}}
    for training in ({}, {"training": {"dtype_policy": "float32"}}):
        assert keras_notation.document(value | training)["graph"]["nodes"][0]["config"] == {"units": 2}
