"""The callbacks that are made by constructors of our own, in a real fit."""

from pathlib import Path

import keras
import numpy as np
import pytest

from layerloom.catalog.callback_constructors import (
    BEST_MODEL,
    BEST_WEIGHTS,
    learning_rate_scheduler,
    model_checkpoint,
)

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation:DeprecationWarning"
)  # Keras, in a fit


def small() -> keras.Model:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    return model


def fit(model: keras.Model, *callbacks: keras.callbacks.Callback) -> dict[str, list[float]]:
    rows = np.ones((4, 2)), np.ones((4, 1))
    history = model.fit(*rows, validation_data=rows, epochs=3, verbose=0, callbacks=[*callbacks]).history
    return {name: [float(number) for number in numbers] for name, numbers in history.items()}


def test_S29_a_schedule_sets_the_rate_of_every_epoch() -> None:
    halved = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=1, decay_rate=0.5)
    rates = fit(small(), learning_rate_scheduler(halved))["learning_rate"]
    assert rates == pytest.approx([0.1, 0.05, 0.025])


def test_S29_a_number_is_the_rate_of_all_epochs() -> None:
    assert fit(small(), learning_rate_scheduler(0.25))["learning_rate"] == [0.25, 0.25, 0.25]


def test_S29_a_checkpoint_goes_into_the_folder_it_is_given_and_nowhere_else(tmp_path: Path) -> None:
    model = small()
    fit(model, model_checkpoint(folder=tmp_path, save_best_only=True))
    assert [file.name for file in tmp_path.iterdir()] == [BEST_MODEL]
    loaded = keras.models.load_model(tmp_path / BEST_MODEL)
    np.testing.assert_array_equal(loaded.get_weights()[0], model.get_weights()[0])


def test_S29_of_weights_alone_the_file_says_so(tmp_path: Path) -> None:
    fit(small(), model_checkpoint(folder=tmp_path, save_weights_only=True))
    assert [file.name for file in tmp_path.iterdir()] == [BEST_WEIGHTS]
