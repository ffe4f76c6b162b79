"""Names, layers and operations of a script as nodes, and faults of its graph, which are drawn as they are."""

import pytest

from importers.script_reading import HEAD, checked, codes, read, units, warnings
from layerloom_schema.documents.graph import InputNode, OpNode, OutputNode


def test_I8_an_unrelated_input_is_drawn() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,))\nb = layers.Dense(2)(a)\nother = keras.Input((3,))\nmodel = keras.Model(other, b)\n"
    )
    found = read(text)
    assert codes(found) == ["graph.unrelated_input"]
    assert [node.name for node in found.document.graph.nodes if isinstance(node, InputNode)] == ["other", "a"]


def test_I8_two_tensors_for_a_layer_that_takes_one_are_drawn() -> None:
    text = (
        HEAD + "a = keras.Input((4,))\nf, g, last = layers.Dense(4), layers.Dense(4), layers.Dense(2)\n"
        "y = last(f(a), g(a))\nu = layers.concatenate([f(a), g(a)])\nmodel = keras.Model(a, layers.Dense(1)(u))\n"
    )
    found = read(
        text.replace("f(a), g(a))\nu", "p, q)\nu")
        .replace("y = last", "p, q = f(a), g(a)\ny = last")
        .replace("[f(a), g(a)]", "[p, q]")
    )
    assert "input.too_many" in codes(found)
    assert warnings(found) == ["line 6: last is called with 2 arguments, and takes one tensor."]


def test_I8_a_wrong_key_of_the_data_is_shown_with_the_near_one() -> None:
    text = (
        HEAD
        + "import numpy as np\na = keras.Input((4,), name='question')\nmodel = keras.Model(a, layers.Dense(2)(a))\n"
        "model.compile('adam', 'mse')\nq = np.random.random((10, 4))\nmodel.fit({'qustion': q}, np.zeros((10, 2)))\n"
    )
    (problem,) = checked(read(text)).problems
    assert problem.code.value == "data.unknown_field"
    assert "Did you mean question?" in problem.message


def test_I1_names_that_a_document_cannot_have_become_labels() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,), name='입력')\nb = layers.Dense(2, name='my/dense layer')(a)\nkeras.Model(a, b)\n"
    )
    document = read(text).document
    assert [getattr(node, "label", None) for node in document.graph.nodes] == ["입력", "my/dense layer", None]
    assert [node.name for node in document.graph.nodes if isinstance(node, OutputNode)] == ["my_dense_layer"]
    assert codes(read(text)) == []


def test_I1_nodes_have_the_names_of_their_variables_or_of_their_classes() -> None:
    text = (
        HEAD
        + "words = keras.Input((4,))\nx = layers.LayerNormalization()(words)\nhidden = layers.Dense(3)(x)\n"
        "x = layers.Dense(3)(hidden)\nmodel = keras.Model(words, layers.Dense(2)(x))\n"
    )
    names = [getattr(node, "name", None) for node in read(text).document.graph.nodes]
    assert names == ["words", "layer_normalization", "hidden", "dense", "dense_1", "dense_1"]


def test_I314_layers_without_a_name_have_the_one_that_keras_gives_them() -> None:
    text = (
        HEAD
        + "a = keras.Input((4,))\nx = layers.Dense(3)(a)\nx = layers.Dropout(0.1)(x)\nx = layers.Dense(5)(x)\n"
        "whole = keras.Model(a, layers.Dense(6)(x))\n"
        "part = keras.Model(whole.input, whole.get_layer('dense_1').output)\n"
    )
    assert units(read(text, model="part")) == [3, None, 5]


@pytest.mark.parametrize(
    ("module", "ops"),
    [
        ("xception", ["divide", "subtract"]),
        ("resnet50", ["get_item", "subtract"]),
        ("densenet", ["divide", "subtract", "divide"]),
        ("efficientnet", []),
    ],
)
def test_I315_preprocess_input_is_the_operations_that_it_is(module: str, ops: list[str]) -> None:
    text = (
        HEAD + f"from keras.applications.{module} import preprocess_input\na = keras.Input((8, 8, 3))\n"
        "model = keras.Model(a, layers.Conv2D(2, 3)(preprocess_input(a)))\n"
    )
    found = read(text)
    assert [node.op for node in found.document.graph.nodes if isinstance(node, OpNode)] == ops
    assert (warnings(found), codes(found)) == ([], [])


def test_I1_a_mean_of_features_is_the_operation_that_it_is() -> None:
    text = (
        HEAD + "a = keras.Input((5, 3))\n"
        "x = layers.GlobalAveragePooling1D(data_format='channels_first')(a)\nmodel = keras.Model(a, x)\n"
    )
    report = checked(read(text))
    assert [[*node.outputs[0].shape] for node in report.nodes.values()][-1] == [None, 5]
