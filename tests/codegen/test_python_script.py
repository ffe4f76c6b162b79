"""The exported script against our own trainer: two processes, one set of numbers."""

import ast
import inspect
import json
import math
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keras
import numpy as np
import pytest

from codegen.documents import DOCUMENTS as MODELS
from codegen.scripts import assert_formatted_and_clean, epochs_of, script_of
from jobs.models import edited, iris, reader, structure_of, twins
from layerloom.catalog.keras_classes import CLASSES
from layerloom.catalog.overrides.allowlist import WORDS, Kind
from layerloom.codegen.argument_values import MODULES
from layerloom.templates import templates
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.migrations import FORMAT
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import Refused
from support.cases import cases
from support.processes.warm_python import WarmPython
from support.script_history import history_of

CALLBACKS = [
    {
        "name": "ReduceLROnPlateau",
        "config": {"monitor": "loss", "patience": 1, "min_delta": 10.0, "factor": 0.5},
    },
    {"name": "EarlyStopping", "config": {"monitor": "val_loss", "patience": 2, "min_delta": 1.0}},
]


def regression(name: str) -> Document:
    """A model of `MODELS`, trained on drawn rows."""
    training = Training.model_validate({"outputs": {"score": {"loss": "mse"}}, "epochs": 2})
    return MODELS[name]().model_copy(update={"training": training, "data": DataBinding(dataset="random")})


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "a shared layer, batch normalization, dropout, validation": twins,
    "initializers and a regularizer": iris,
    "an embedding, an LSTM, two outputs with weights": reader,
    "two callbacks that end it early": lambda: twins(epochs=8, batch_size=100, callbacks=CALLBACKS),
    "rows as they stand, a last batch of one": lambda: iris(shuffle=False, batch_size=149),
    "masks by wire": lambda: regression("masks by wire"),
    "states of stacks, and directions apart": lambda: regression("states of stacks, and directions apart"),
}


def test_T8_a_metric_for_each_class_can_be_printed(tmp_path: Path) -> None:
    """Keras logs an array, which JSON does not know."""
    outputs = {"species": {"loss": "categorical_crossentropy", "metrics": ["F1Score"]}}
    script = script_of(iris(outputs=outputs))
    printed = script.splitlines()[-1].strip().removeprefix("print(").removesuffix(")")
    history = SimpleNamespace(history={"f1_score": [np.array([0.5, 1.0])]})
    assert eval(printed, {"json": json, "np": np, "history": history}) == '{"f1_score": [[0.5, 1.0]]}'


@pytest.mark.parametrize("name", DOCUMENTS)
def test_T6_a_run_and_its_script_give_the_same_numbers_to_the_bit(
    name: str, tmp_path: Path, warm_python: WarmPython
) -> None:
    document = DOCUMENTS[name]()
    ours = epochs_of(document, tmp_path / "run")
    theirs = history_of(script_of(document), tmp_path, warm_python)
    assert ours == theirs
    assert all(math.isfinite(value) for values in theirs.values() for value in values)
    if document.training and document.training.callbacks:
        assert len(theirs["loss"]) < document.training.epochs
        assert len(set(theirs["learning_rate"])) > 1


def test_T6_a_column_of_scalars_is_normalized_as_one_column(tmp_path: Path, warm_python: WarmPython) -> None:
    """Keras would take rows of one axis for one row of many columns."""
    path = tmp_path / "columns.csv"
    path.write_text("x,y\n" + "".join(f"{row * row},{row}\n" for row in range(40)))
    normalized = {
        "kind": "layer",
        "id": "n",
        "name": "n",
        "layer": "Normalization",
        "config": {},
        "adapt": True,
    }
    nodes = [
        {"kind": "input", "id": "x", "name": "x", "shape": [1], "dtype": "float32"},
        normalized,
        {"kind": "layer", "id": "d", "name": "d", "layer": "Dense", "config": {"units": 1}},
        {"kind": "output", "id": "y", "name": "y"},
    ]
    edges = [{"source": "x", "target": "n"}, {"source": "n", "target": "d"}, {"source": "d", "target": "y"}]
    training = {"outputs": {"y": {"loss": "mse"}}, "epochs": 2, "validation": {"split": 0.2}}
    data = {"inputs": {"x": "x"}, "targets": {"y": "y"}}
    document = read_document(
        {
            "format": FORMAT,
            "name": "x",
            "graph": {"nodes": nodes, "edges": edges},
            "training": training,
            "data": data,
        }
    )
    ours = epochs_of(document, tmp_path / "run", path)
    assert ours == history_of(script_of(document, data_path=path), tmp_path, warm_python)


def test_T6_a_file_of_arrays_gives_the_same_numbers(tmp_path: Path, warm_python: WarmPython) -> None:
    generator = np.random.default_rng(3)
    path = tmp_path / 'it\'s "data".npz'
    np.savez(path, features=generator.random((70, 4)), label=generator.integers(0, 3, 70).astype("uint8"))
    document = iris(validation={"split": 0.1})
    ours = epochs_of(document, tmp_path / "run", path)
    assert ours == history_of(script_of(document, data_path=path), tmp_path, warm_python)


def test_T8_the_scripts_are_formatted_and_clean(tmp_path: Path) -> None:
    made = [make() for make in (*DOCUMENTS.values(), *MODELS.values())]
    made += [read_document(template.document) for template in templates()]
    made += [case.document for case in cases("valid")]
    for place, document in enumerate(drawn for drawn in made if structure_of(drawn).ok):
        (tmp_path / f"script_{place}.py").write_text(script_of(document))
    assert_formatted_and_clean(tmp_path)


def test_T8_names_that_python_needs_are_not_taken(tmp_path: Path, warm_python: WarmPython) -> None:
    document = iris(epochs=1)
    for place, name in enumerate(("keras", "class", "print")):
        document = edited(document, "graph", "nodes", str(place), "name", value=name)
    document = edited(document, "data", "inputs", value={"keras": "features"})
    script = script_of(document)
    assert "class_2 = keras.layers.Dense(" in script
    assert 'name="print")(class_2)' in script
    assert epochs_of(document, tmp_path / "run") == history_of(script, tmp_path, warm_python)


def test_T8_text_of_a_person_stays_text() -> None:
    hostile = '"""\nimport os\nos.system("x")\n"""'
    document = edited(iris(), "name", value=hostile)
    path = "a'b\"c\\\n).npz"
    tree = ast.parse(script_of(document))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported == {"json", "math", "keras", "numpy"}
    assert ast.literal_eval(_quoted(path)) == path


def _quoted(text: str) -> str:
    from layerloom.codegen.formatter import quote

    return quote(text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("graph", "nodes", "1", "config", "activation"), "os.system"),
        (("graph", "nodes", "1", "config", "kernel_initializer"), {"name": "eval", "config": {}}),
        (("training", "optimizer"), {"name": "Adam", "config": {"learning_rate": {"name": "open"}}}),
        (("training", "outputs", "species", "loss"), "keras.utils.plot_model"),
        (("training", "outputs", "species", "metrics"), ["exec"]),
        (("training", "callbacks"), [{"name": "CSVLogger", "config": {"filename": "x"}}]),
    ],
)
def test_T8_nothing_outside_the_catalogue_is_ever_written(path: tuple[str, ...], value: Any) -> None:
    with pytest.raises(Refused):
        script_of(edited(iris(), *path, value=value))


@pytest.mark.parametrize("kind", MODULES)
def test_T8_what_is_written_is_the_class_that_is_made(kind: str) -> None:
    entries = getattr(read_catalog(), kind)
    allowed = [name for name, entry in entries.items() if entry.refused is None]
    words = [word for word in allowed if kind == "metrics" and word in WORDS]
    for name in allowed:
        if name not in words:
            written = reduce(getattr, f"{MODULES[kind]}.{name}".split(".")[1:], keras)
            assert inspect.unwrap(CLASSES[Kind(kind)][name]) is written


def test_T8_a_document_without_data_gives_its_model(tmp_path: Path, warm_python: WarmPython) -> None:
    document = iris().model_copy(update={"training": None, "data": None})
    path = tmp_path / "model.py"
    path.write_text(script_of(document))
    done = warm_python.run(path)
    assert done.returncode == 0, done.stderr
    assert "species" not in done.stdout
    assert "hidden (Dense)" in done.stdout


def test_T8_a_draft_is_written_as_far_as_it_goes() -> None:
    no_loss = edited(iris(), "training", "outputs", value={})
    unbound = edited(iris(), "data", "targets", value={})
    assert "model.compile(" not in script_of(no_loss)
    assert "model.compile(" in script_of(unbound)
    assert all(script_of(draft).endswith("model.summary()\n") for draft in (no_loss, unbound))
    with pytest.raises(Refused, match="has no field colour"):
        script_of(edited(iris(), "data", "targets", "species", value="colour"))
