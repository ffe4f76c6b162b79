"""Scripts of models inside models: what they make is what our own builder makes, weight for weight."""

import ast
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest

from codegen.documents import DOCUMENTS, application, clash, layer, tower
from jobs.models import edited
from layerloom.build.real.model import build_model
from layerloom.codegen.operation_names import operation_names
from layerloom.codegen.python_script import to_python
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from support.drawing import CATALOG, structure_of
from support.oracles.op_places import ALLOWED, place_of, placed, rows

pytestmark = pytest.mark.filterwarnings(
    "ignore:NotImplemented should not:DeprecationWarning"
)  # tensordot of Keras
SEED = 3


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session(free_memory=False)


def script_of(document: Document) -> str:
    return to_python(document, structure_of(document), CATALOG)


def run(script: str) -> Any:
    """The model that a script makes; it must not leave a policy behind."""
    names: dict[str, Any] = {}
    policy = keras.config.dtype_policy()
    keras.utils.clear_session(free_memory=False)
    try:
        exec(compile(ast.parse(script), "script.py", "exec"), names)
    finally:
        keras.config.set_dtype_policy(policy)
    return names["model"]


def built(document: Document) -> keras.Model:
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(document.training.seed if document.training else 0)
    return build_model(document, structure_of(document))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_T16_a_script_makes_the_very_model(name: str) -> None:
    document = DOCUMENTS[name]()
    assert structure_of(document).ok
    theirs, ours = run(script_of(document)), built(document)
    assert [w.shape for w in theirs.weights] == [w.shape for w in ours.weights]
    assert [w.trainable for w in theirs.weights] == [w.trainable for w in ours.weights]
    assert len(theirs.trainable_weights) == len(ours.trainable_weights)
    assert [w.dtype for w in theirs.weights] == [w.dtype for w in ours.weights]
    assert theirs.dtype_policy.name == ours.dtype_policy.name
    for one, other in zip(theirs.weights, ours.weights, strict=True):
        np.testing.assert_array_equal(one, other)
    given = keras.tree.map_structure(_rows, dict(ours.input))
    for one, other in zip(keras.tree.flatten(theirs(given)), keras.tree.flatten(ours(given)), strict=True):
        np.testing.assert_array_equal(one, other)


def _rows(tensor: keras.KerasTensor) -> Any:
    drawn = np.random.default_rng(SEED).random((2, *(length or 7 for length in tensor.shape[1:])))
    return (drawn * 9).astype(tensor.dtype) if "int" in tensor.dtype else drawn.astype(tensor.dtype)


@pytest.mark.parametrize("name", ALLOWED)
def test_T16_every_operation_is_written_as_it_is_called(name: str) -> None:
    entry = CATALOG.ops[name]
    document = placed(entry, place_of(entry))
    given = rows(place_of(entry).tensors)
    theirs = run(script_of(document))
    made = {
        operation.name
        for operation in theirs.operations
        if not isinstance(operation, keras.layers.InputLayer)
    }
    assert made <= operation_names(name)
    answers = keras.tree.flatten(theirs(given))
    for one, other in zip(answers, keras.tree.flatten(built(document)(given)), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("kind", ["add", "add_1", "dense"])
def test_T17_an_operation_gets_no_name_that_a_layer_bears(kind: str) -> None:
    model = run(script_of(clash(kind)))
    names = [operation.name for operation in model.operations]
    assert kind in names
    assert "multiply" in names
    assert len(set(names)) == len(names)


def test_T17_no_name_is_set_aside_without_need() -> None:
    assert "get_uid" in script_of(clash())
    assert "get_uid" not in script_of(tower())


def test_T16_an_application_that_takes_no_name_is_named_afterwards() -> None:
    named = {"application": "EfficientNetV2B0", "config": {"include_top": False, "pooling": "avg"}}
    script = script_of(edited(application(), "models", "base", value=named))
    assert 'pooling="avg")\nlook.name = "look"\nlook.trainable = False\n' in script


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("graph", "nodes", "6", "op"), "os.system"),
        (("graph", "nodes", "8", "config", "x2"), "__import__('os')"),
        (("graph", "nodes", "8", "config", "y"), 1),
        (("graph", "nodes", "5", "call_with"), {"training": "os.system"}),
        (("graph", "nodes", "5", "call_with"), {"exec": True}),
        (("models", "core", "graph", "nodes", "1", "name"), "x = 1\nimport os"),
        (("models", "core"), {"application": "keras.utils.plot_model"}),
        (("models", "core"), {"application": "MobileNet", "config": {"weights": "/etc/passwd"}}),
        (("models", "core", "graph", "nodes", "1", "layer"), "Lambda"),
        (("graph", "nodes", "2"), layer("first", "TimeDistributed", layer={"layer": "eval"})),
        (("graph", "nodes", "2"), layer("first", "TimeDistributed", layer={"of": "print"})),
    ],
)
def test_T8_nothing_outside_the_catalogue_is_written_inside(path: tuple[str, ...], value: Any) -> None:
    with pytest.raises(Refused):
        script_of(edited(tower(), *path, value=value))


def test_T8_a_run_is_named_by_its_id_or_not_at_all() -> None:
    held = edited(tower(), "models", "core", "run", value="11111111-2222-3333-4444-555555555555")
    assert 'core.load_weights("11111111-2222-3333-4444-555555555555.keras")' in script_of(held)
    with pytest.raises(Refused):
        script_of(edited(tower(), "models", "core", "run", value="../elsewhere\nimport os"))
