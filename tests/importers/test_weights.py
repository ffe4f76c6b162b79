"""[R] Weights of a file are matched with a drawn model as data; Keras, which wrote the files, is the oracle."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest

from importers.rebuilt import LIMITS, document_of, imported, rows_for
from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import Hooks
from layerloom.graph.check import check_structure
from layerloom.importers.weights.load_weights import load_weights
from layerloom.jobs.start_weights import assign_start_weights
from layerloom.trained_models import start_weights_file, start_weights_folder
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document, StartWeights
from layerloom_schema.errors import Refused
from layerloom_schema.runs.weights import WeightsReport


def written_model(units: int = 5) -> keras.Model:
    """Several layers of one class, a recurrent and a wrapped layer, normalization, and a nested model."""
    inside = keras.Input((8, 3), name="rows")
    tower = keras.Model(inside, keras.layers.Dense(units, name="squeeze")(inside), name="tower")
    given = keras.Input((8, 3), name="rows")
    x = tower(given)
    x = keras.layers.BatchNormalization(name="norm")(x)
    x = keras.layers.Bidirectional(keras.layers.LSTM(4, return_sequences=True), name="both")(x)
    x = keras.layers.MultiHeadAttention(2, 3, name="attend")(x, x)
    x = keras.layers.Flatten(name="flat")(x)
    x = keras.layers.Dropout(0.5, name="drop")(x)
    x = keras.layers.Dense(6, activation="relu", name="wide")(x)
    return keras.Model(given, keras.layers.Dense(2, name="narrow")(x), name="model")


pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5 file"),
]


@pytest.fixture(scope="module")
def model() -> keras.Model:
    keras.utils.set_random_seed(3)
    made = written_model()
    made.compile("adam", "mse")
    made.set_weights([np.random.default_rng(5).normal(size=weight.shape) for weight in made.weights])
    return made


@pytest.fixture(scope="module")
def document(model: keras.Model) -> Document:
    return document_of(imported(model))


def load(document: Document, path: Path, runs: Path, *, partly: bool = False) -> WeightsReport:
    structure = check_structure(document, read_catalog(), LIMITS)
    folder = start_weights_folder(runs)
    return load_weights(document, structure, path, path.name, folder, partly=partly)


def started(document: Document, report: WeightsReport, runs: Path) -> keras.Model:
    """The drawn model with the weights of a report."""
    assert report.file is not None
    graphs: dict[Any, Any] = {}
    built = build_model(
        document, check_structure(document, read_catalog(), LIMITS), Hooks(keep=graphs.__setitem__)
    )
    start = StartWeights(file=report.file, match=report.match)
    assign_start_weights(document.model_copy(update={"weights": [start]}), graphs, runs)
    return built


def named_arrays(model: keras.Model, path: Path) -> None:
    arrays = {}
    for layer in model.layers:
        inner = layer.layers if isinstance(layer, keras.Model) else [layer]
        for each in inner:
            names = [layer.name, each.name] if each is not layer else [each.name]
            for number, weight in enumerate(each.weights):
                own = weight.name if each.name in ("wide", "norm") else str(number)
                arrays["/".join([*names, own])] = weight.numpy()
    np.savez(path, **arrays)


WRITERS: dict[str, tuple[str, str, Callable[[keras.Model, Path], None]]] = {
    "keras": ("m.keras", "name", lambda model, path: model.save(path)),
    "weights_h5": ("m.weights.h5", "order", lambda model, path: model.save_weights(path)),
    "model_h5": ("m.h5", "name", lambda model, path: model.save(path)),
    "named_npz": ("m.npz", "name", named_arrays),
    "plain_npz": ("m.npz", "order", lambda model, path: np.savez(path, *model.get_weights())),
}


@pytest.mark.parametrize("format_", WRITERS)
def test_R280_the_weights_of_a_file_give_the_outputs_of_its_model(
    model: keras.Model, document: Document, tmp_path: Path, format_: str
) -> None:
    name, match, write = WRITERS[format_]
    write(model, tmp_path / name)
    report = load(document, tmp_path / name, tmp_path / "runs")
    assert (report.complete, report.match) == (True, match), report
    ours = started(document, report, tmp_path / "runs")
    rows = rows_for(model, 4)
    assert np.array_equal(ours.predict_on_batch(rows), model.predict_on_batch(rows["rows"]))


def test_R281_what_differs_is_listed_and_loaded_only_with_assent(
    model: keras.Model, document: Document, tmp_path: Path
) -> None:
    other = written_model(units=7)
    path = tmp_path / "other.keras"
    keras.Model(other.input, keras.layers.Dense(9, name="more")(other.output)).save(path)
    report = load(document, path, tmp_path / "runs")
    assert report.file is None
    assert not start_weights_folder(tmp_path / "runs").exists()
    assert [each.layer for each in report.misfits] == ["tower/squeeze", "norm", "both"]
    first = report.misfits[0]
    assert (first.shapes, first.saved_shapes) == ([[3, 5], [5]], [[3, 7], [7]])
    assert report.left_over == ["more"]
    assert report.without == []
    assert {each.layer for each in report.matched} == {"attend", "wide", "narrow"}
    partly = load(document, path, tmp_path / "runs", partly=True)
    ours = started(document, partly, tmp_path / "runs")
    for name in ("attend", "wide", "narrow"):
        for mine, theirs in zip(ours.get_layer(name).weights, other.get_layer(name).weights, strict=True):
            assert np.array_equal(mine.numpy(), theirs.numpy())


def test_R281_weights_of_a_backbone_reach_a_nested_model_by_its_names(
    model: keras.Model, document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "tower.keras"
    tower = model.get_layer("tower")
    tower.save(path)
    report = load(document, path, tmp_path / "runs", partly=True)
    assert [(each.layer, each.saved) for each in report.matched] == [("tower/squeeze", "squeeze")]
    ours = started(document, report, tmp_path / "runs")
    found = ours.get_layer("tower").get_layer("squeeze").get_weights()
    assert all(map(np.array_equal, found, tower.get_weights()))


def test_R280_loading_the_same_weights_twice_keeps_them_once(
    model: keras.Model, document: Document, tmp_path: Path
) -> None:
    model.save_weights(tmp_path / "m.weights.h5")
    runs = tmp_path / "runs"
    first, second = (load(document, tmp_path / "m.weights.h5", runs).file for _ in range(2))
    assert first == second
    assert [path.name for path in start_weights_folder(runs).iterdir()] == [f"{first}.npz"]
    assert start_weights_file(runs, "../runs/x") is None


def outside_link(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["layers/dense/vars/0"] = h5py.ExternalLink("/etc/hostname", "/x")


def outside_storage(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file.create_dataset("layers/dense/vars/0", (4,), "u1", external=[("/etc/hostname", 0, 4)])


def virtual(path: Path) -> None:
    layout = h5py.VirtualLayout(shape=(4,), dtype="f4")
    layout[:] = h5py.VirtualSource("/etc/hostname", "x", shape=(4,))
    with h5py.File(path, "w") as file:
        file.create_virtual_dataset("layers/dense/vars/0", layout)


def pickled(path: Path) -> None:
    np.savez(path, **{"wide/kernel": np.array([{}], object)})


def cut_short(path: Path) -> None:
    whole = io.BytesIO()
    with h5py.File(whole, "w") as file:
        file["layers/dense/vars/0"] = np.zeros(4096)
    path.write_bytes(whole.getvalue()[:3000])


def stranger(path: Path) -> None:
    np.savez(path, **{"elsewhere/kernel": np.zeros(3)})


def empty_zip(path: Path) -> None:
    zipfile.ZipFile(path, "w").close()


REFUSED: dict[str, tuple[Callable[[Path], Any], str]] = {
    "link": (outside_link, "link"),
    "storage": (outside_storage, "outside_data"),
    "virtual": (virtual, "outside_data"),
    "pickle": (pickled, "damaged"),
    "cut": (cut_short, "damaged"),
    "text": (lambda path: path.write_text("weights"), "format"),
    "stranger": (stranger, "no_match"),
    "empty": (empty_zip, "nothing"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_R282_a_file_that_is_no_weights_or_leads_elsewhere_is_refused(
    document: Document, tmp_path: Path, kind: str
) -> None:
    write, variant = REFUSED[kind]
    path = tmp_path / "weights.npz"
    write(path)
    with pytest.raises(Refused) as refused:
        load(document, path, tmp_path / "runs", partly=True)
    assert refused.value.body.variant == variant
    assert not start_weights_folder(tmp_path / "runs").exists()
