"""Keras's own table and words."""

import keras
import pytest

from layerloom.build.real.model import build_model
from layerloom.build.real.summary import WIDTH, summary
from support.drawing import chain, draw, one_layer, structure_of
from templates.shelf import SOUND, opened


def test_S21_the_summary_is_keras_own_table() -> None:
    document = draw(
        {"left": (8, 8, 1), "right": (8, 8, 1)},
        [
            ("conv", "Conv2D", {"filters": 16, "kernel_size": 3}, ["left"]),
            ("again", "=conv", {}, ["right"]),
            ("both", "Concatenate", {}, ["conv", "again"]),
        ],
    )
    text = summary(document, structure_of(document))
    assert "Connected to" in text
    assert "left[0][0], right[0][0]" in text
    assert "conv[0][0], conv[1][0]" in text
    assert "Total params: 160" in text


@pytest.mark.parametrize("name", SOUND)
def test_S21_the_summary_of_a_template_is_that_of_the_model_itself(name: str) -> None:
    document = opened(name)
    structure = structure_of(document)
    assert summary(document, structure) == printed(build_model(document, structure))


def test_S21_the_summary_is_that_of_a_model_written_by_hand() -> None:
    """The same layers under the same names, called in the same order, by Keras alone."""
    tweet_a, tweet_b = (keras.Input((140, 256), name=f"tweet_{side}") for side in "ab")
    lstm = keras.layers.LSTM(64, name="shared_lstm")
    merged = keras.layers.Concatenate(name="merged_vector")([lstm(tweet_a), lstm(tweet_b)])
    answer = keras.layers.Dense(1, activation="sigmoid", name="predictions")(merged)
    model = keras.Model([tweet_a, tweet_b], answer, name="model")
    document = opened("same_author")
    assert summary(document, structure_of(document)) == printed(model)


def test_S21_a_nested_model_stands_in_the_summary_as_by_hand() -> None:
    inputs = keras.Input((784,), name="inputs")
    first = keras.layers.Dense(64, activation="relu", name="hidden_1")(inputs)
    second = keras.layers.Dense(64, activation="relu", name="hidden_2")(first)
    digit = keras.layers.Dense(10, activation="softmax", name="predictions")(second)
    mnist = keras.Model(inputs, digit, name="mnist")
    steps = keras.Input((20, 784), name="input_sequences")
    processed = keras.layers.TimeDistributed(mnist, name="processed_sequences")(steps)
    document = opened("model_as_layer")
    assert summary(document, structure_of(document)) == printed(keras.Model(steps, processed, name="model"))


def printed(model: keras.Model) -> str:
    """What `model.summary()` prints on a terminal as wide as ours, without the spaces at the ends of lines."""
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(WIDTH))
        model.summary(line_length=WIDTH - 1, print_fn=lines.append)
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()) + "\n"


def test_S21_a_summary_allocates_nothing_and_leaves_nothing() -> None:
    document = one_layer("Dense", {"units": 10**12}, (10**6,))
    assert "1,000,001,000,000,000,000" in summary(document, structure_of(document))
    keras.Variable([1.0])  # would make the variables that were never made


def test_S21_a_long_chain_has_a_summary() -> None:
    document = chain(400)
    assert "Total params: 8,000" in summary(document, structure_of(document))
