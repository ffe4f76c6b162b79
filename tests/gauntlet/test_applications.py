"""Every application of Keras: what it weighs, and that it trains and is saved. The large ones run in `make test-long`."""

import math
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest

from layerloom.build.real.applications import make_application
from layerloom_schema.base import NodeId
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode
from support.drawing import CATALOG, look
from support.oracles.applications import NAMES, drawn, figures, small, table
from support.oracles.oracle import holds, rows

FIGURES = table()
BY_SIZE = sorted(NAMES, key=lambda name: FIGURES[name]["params"])
SMALL = [name for name in BY_SIZE if FIGURES[name]["params"] < 5_000_000]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session()


def test_S42_the_table_holds_every_application() -> None:
    assert [*FIGURES] == NAMES
    assert len(NAMES) == 40


@pytest.mark.parametrize("name", NAMES)
def test_S42_the_dry_build_counts_what_the_real_one_weighs(name: str) -> None:
    found = look(drawn(name, FIGURES[name]["side"]))
    assert found.problems == []
    assert found.totals.params == FIGURES[name]["params"]
    assert found.totals.trainable == FIGURES[name]["trainable"]
    assert found.nodes[NodeId("it")].outputs[0].shape == [None, 1000]


@pytest.mark.parametrize("name", SMALL)
def test_S42_small_ones_are_built_as_they_were_counted(name: str) -> None:
    document = small(name, classes=10)
    model = holds(document)
    assert model({"x": np.zeros((1, *model.input["x"].shape[1:]), "float32")}).shape == (1, 10)
    assert figures(make_application(name, {}, CATALOG, keras_name="base")) == FIGURES[name]


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, when it saves
def test_S42_a_small_one_trains_and_is_saved(tmp_path: Path) -> None:
    trains(small("MobileNetV2", classes=4), tmp_path)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, when it saves
@pytest.mark.parametrize("name", NAMES)
def test_S42_every_application_weighs_trains_and_is_saved(name: str, tmp_path: Path) -> None:
    assert figures(make_application(name, {}, CATALOG, keras_name="base")) == FIGURES[name]
    keras.utils.clear_session()
    trains(small(name, classes=4), tmp_path)


def trains(document: Document, folder: Path) -> None:
    """One step changes the weights; what is loaded gives what was saved gave."""
    keras.utils.set_random_seed(0)
    model = holds(document)
    given = {node.name: rows(node, 2) for node in document.graph.nodes if isinstance(node, InputNode)}
    first = model.trainable_weights[0]
    before = first.numpy()
    model.compile(optimizer=keras.optimizers.SGD(0.01), loss="sparse_categorical_crossentropy")
    history = model.fit(given, np.array([0, 1]), batch_size=2, verbose=0).history
    assert math.isfinite(history["loss"][0])
    assert not np.array_equal(before, first.numpy())
    answer = model(given, training=False).numpy()
    assert answer.shape == (2, 4)
    model.save(folder / "model.keras")
    loaded = keras.models.load_model(folder / "model.keras")
    np.testing.assert_array_equal(loaded(given, training=False).numpy(), answer)
