"""The real model: names, inputs and outputs, order of making, deep chains, and the lock on the door."""

import keras
import numpy as np
import pytest

from layerloom.build.real.model import build_model
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.errors import Refused
from support.drawing import Drawn, draw, one_layer, structure_of


def test_S16_inputs_go_by_name_and_one_output_is_the_tensor_itself() -> None:
    document = draw(
        {"b": (4,), "a": (3,)},
        [("join", "Concatenate", {}, ["b", "a"]), ("end", "Dense", {"units": 2}, ["join"])],
    )
    model = build_model(document, structure_of(document))
    answer = model.predict({"a": np.ones((2, 3)), "b": np.zeros((2, 4))}, verbose=0)
    assert answer.shape == (2, 2)
    assert {layer.name for layer in model.layers} == {"a", "b", "join", "end"}


def test_S16_one_shared_layer_that_feeds_two_outputs_keeps_their_losses_apart() -> None:
    document = draw(
        {"a": (4,), "b": (4,)},
        [("head", "Dense", {"units": 1}, ["a"]), ("again", "=head", {}, ["b"])],
        {"first": "head", "second": "again"},
    )
    model = build_model(document, structure_of(document))
    assert list(model.output) == ["first", "second"]
    model.compile(loss={"first": "mse", "second": "mae"}, metrics={"second": ["mae"]})
    x = {"a": np.ones((4, 4)), "b": np.ones((4, 4))}
    y = {"first": np.zeros((4, 1)), "second": np.zeros((4, 1))}
    logs = model.fit(x, y, verbose=0).history
    assert {"loss", "first_loss", "second_loss", "second_mae"} <= set(logs)


def test_S16_what_reaches_no_output_is_left_out() -> None:
    document = draw(
        {"x": (4,)},
        [("used", "Dense", {"units": 2}, ["x"]), ("aside", "Dense", {"units": 99}, ["x"])],
        {"y": "used"},
    )
    model = build_model(document, structure_of(document))
    assert model.count_params() == 10


def test_S16_an_input_can_be_an_output() -> None:
    document = draw({"x": (4,)}, [("d", "Dense", {"units": 2}, ["x"])], {"same": "x", "other": "d"})
    answer = build_model(document, structure_of(document)).predict({"x": np.ones((1, 4))}, verbose=0)
    assert answer["same"].tolist() == [[1.0] * 4]


def test_S16_a_frozen_layer_is_not_trained() -> None:
    document = one_layer("Dense", {"units": 2}, (4,))
    node = document.graph.nodes[1]
    assert isinstance(node, LayerNode)
    node.trainable = False
    assert build_model(document, structure_of(document)).trainable_weights == []


def test_S17_one_seed_gives_the_weights_of_a_script_to_the_bit() -> None:
    """Named initializers are made where Keras makes them; those with arguments before their layer."""
    document = draw(
        {"a": (6, 4), "b": (6, 4)},
        [
            ("read", "LSTM", {"units": 5, "recurrent_initializer": "he_normal", "dropout": 0.1}, ["a"]),
            ("drop", "Dropout", {"rate": 0.2}, ["read"]),
            ("again", "=read", {}, ["b"]),
            (
                "mix",
                "Dense",
                {
                    "units": 3,
                    "bias_initializer": {"name": "RandomNormal", "config": {"stddev": 1}},
                    "kernel_initializer": "random_uniform",
                },
                ["drop"],
            ),
            ("both", "Concatenate", {}, ["mix", "again"]),
            ("end", "Dense", {"units": 2}, ["both"]),
        ],
    )
    keras.utils.set_random_seed(11)
    ours = build_model(document, structure_of(document)).get_weights()

    keras.utils.set_random_seed(11)
    a, b = keras.Input((6, 4)), keras.Input((6, 4))
    read = keras.layers.LSTM(5, recurrent_initializer="he_normal", dropout=0.1)
    first = read(a)
    dropped = keras.layers.Dropout(0.2)(first)
    mix = keras.layers.Dense(
        3,
        bias_initializer=keras.initializers.RandomNormal(stddev=1.0),
        kernel_initializer="random_uniform",
    )
    # In call order: of what is ready, the first in the document.
    mixed_input = dropped
    second = read(b)
    mixed = mix(mixed_input)
    script = keras.Model([a, b], keras.layers.Dense(2)(keras.layers.Concatenate()([mixed, second])))
    theirs = script.get_weights()
    assert len(ours) == len(theirs)
    assert all(np.array_equal(one, other) for one, other in zip(ours, theirs, strict=True))


def test_S15_a_chain_of_three_thousand_layers_is_built_with_the_seed_of_the_thread_that_asked() -> None:
    names = [f"a{place}" for place in range(3000)]
    layers: list[Drawn] = [("d", "Dense", {"units": 4}, ["x"])]
    layers += [
        (name, "Activation", {"activation": "relu"}, [before])
        for name, before in zip(names, ["d", *names], strict=False)
    ]
    document = draw({"x": (4,)}, layers)
    keras.utils.set_random_seed(5)
    model = build_model(document, structure_of(document))
    assert len(model.layers) == 3002
    keras.utils.set_random_seed(5)
    again = build_model(document, structure_of(document))
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), again.get_weights(), strict=True))


def test_S10_a_document_with_errors_is_refused_in_words() -> None:
    document = one_layer("Dense", {"units": -1}, (4,))
    with pytest.raises(Refused, match="units"):
        build_model(document, structure_of(document))


def test_S10_what_only_keras_refuses_is_refused_in_words_too() -> None:
    document = one_layer("LSTM", {"units": 3}, (8, 8, 1))
    with pytest.raises(Refused, match="LSTM it") as caught:
        build_model(document, structure_of(document))
    assert "ndim" not in caught.value.body.message
