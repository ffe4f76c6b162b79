"""Every operation that can be drawn, on an input it takes: checked, built, run on numbers, saved and loaded."""

from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np
import pytest

from layerloom_schema.base import NodeId
from layerloom_schema.catalog.entries import ParameterType as T
from support.drawing import CATALOG, look
from support.oracles.op_places import ALLOWED, Place, place_of, placed, rows, with_choice, with_constant
from support.oracles.oracle import holds

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # Keras, when it saves
    pytest.mark.filterwarnings("ignore:NotImplemented should not:DeprecationWarning"),  # tensordot of Keras
]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session(free_memory=False)


def runs(name: str, place: Place) -> keras.Model:
    """The model, checked and run on numbers: what comes out of the operation is what was said of it."""
    entry = CATALOG.ops[name]
    document = placed(entry, place)
    found = look(document)
    if any(problem.variant == "no_batch" for problem in found.problems):
        document = placed(entry, place, apart=True)
        found = look(document)
    assert [problem.message for problem in found.problems] == []
    model = holds(document)
    operation = next(made for made in model.operations if made.name == "it")
    answers = keras.tree.flatten(keras.Model(model.input, operation.output)(rows(place.tensors)))
    for answer, said in zip(answers, found.nodes[NodeId("it")].outputs, strict=True):
        assert keras.backend.standardize_dtype(answer.dtype) == said.dtype
        assert len(answer.shape) == len(said.shape)
        assert all(length in (None, real) for length, real in zip(said.shape, answer.shape, strict=True))
    return model


def is_saved(model: keras.Model, place: Place, folder: Path) -> None:
    """What is loaded gives what was saved gave."""
    given = rows(place.tensors)
    model.save(folder / "model.keras")
    loaded = keras.models.load_model(folder / "model.keras")
    for was, now in zip(keras.tree.flatten(model(given)), keras.tree.flatten(loaded(given)), strict=True):
        np.testing.assert_array_equal(was, now)


@pytest.mark.parametrize("name", ALLOWED)
def test_S39_every_operation_is_what_the_dry_build_says_and_is_saved_as_it_is(
    name: str, tmp_path: Path
) -> None:
    place = place_of(CATALOG.ops[name])
    model = runs(name, place)
    model.predict(rows(place.tensors), batch_size=3, verbose=0)  # compiled, for a batch of unknown length
    is_saved(model, place, tmp_path)


STAND_INS = [
    (name, parameter.name)
    for name in ALLOWED
    for parameter in CATALOG.ops[name].parameters
    if parameter.type is T.constant and any(port.name == parameter.name for port in CATALOG.ops[name].inputs)
]


@pytest.mark.parametrize(("name", "port"), STAND_INS)
def test_S39_a_constant_stands_in_for_a_tensor(name: str, port: str, tmp_path: Path) -> None:
    place = with_constant(name, port)
    is_saved(runs(name, place), place, tmp_path)


CHOICES = [
    pytest.param(name, parameter.name, choice, id=f"{name}-{parameter.name}-{choice}")
    for name in ALLOWED
    for parameter in CATALOG.ops[name].parameters
    for choice in (parameter.choices or [True, False] if parameter.type in (T.choice, T.bool) else [])
    if choice != parameter.default
]


@pytest.mark.parametrize(("name", "argument", "choice"), CHOICES)
def test_S39_every_choice_of_a_setting_runs(name: str, argument: str, choice: str | bool) -> None:
    runs(name, with_choice(name, argument, choice))
