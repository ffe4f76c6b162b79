"""[I] Models saved by Keras 3, 2 and 1 come in as data, and how each compares with its file."""

import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest

from importers.former_models import MODELS as FORMER
from importers.models import of_chains, of_many_calls
from importers.rebuilt import LIMITS, by_name, rebuild, rows_for
from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.importers.model_files.model_file_importer import (
    import_model_file,
    import_model_json,
    read_model_file,
)
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.errors import Refused
from layerloom_schema.service import Imported

CATALOG, CACHE = read_catalog(), CallCache()
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation:DeprecationWarning", "ignore:You are saving your model as an HDF5"
)
"""What Keras warns about while it saves."""


def import_file(path: Path) -> Imported:
    return import_model_file(path, path.name, CATALOG, LIMITS)


def states(found: Imported) -> list[str]:
    assert found.parity is not None
    return [line.state for line in found.parity.lines]


def sound(found: Imported) -> Document:
    document = read_document(found.document)
    report = full_check(document, CATALOG, LIMITS, CACHE)
    assert [problem.message for problem in report.problems if problem.severity is Severity.error] == []
    return document


def saved(model: Any, path: Path) -> Path:
    model.save(path)
    return path


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("make", [of_many_calls, of_chains], ids=["many_calls", "chains"])
def test_I300_a_model_of_keras_3_comes_in_with_the_counts_of_its_file(
    make: Callable[[], keras.Model], ending: str, tmp_path: Path
) -> None:
    model = make()
    found = import_file(saved(model, tmp_path / f"model{ending}"))
    assert states(found) == ["equal", "equal", "equal", "not_compared"]
    assert [warning.code for warning in found.warnings] == ["import.file_weights"]
    assert rebuild(sound(found)).count_params() == model.count_params()


@pytest.mark.parametrize("ending", [".keras", ".h5", ".json"])
@pytest.mark.parametrize("name", FORMER)
def test_I301_a_model_of_keras_2_computes_what_keras_2_does(name: str, ending: str, tmp_path: Path) -> None:
    model = FORMER[name]()
    if ending == ".json":
        found = import_model_json(json.loads(model.to_json()), "model.json", CATALOG, LIMITS)
        assert states(found) == ["not_compared", "equal", "not_compared", "not_compared"]
    else:
        found = import_file(saved(model, tmp_path / f"model{ending}"))
        assert states(found) == ["equal", "equal", "equal", "not_compared"]
    document = sound(found)
    ours = rebuild(document)
    assert ours.count_params() == model.count_params()
    if ending != ".keras":
        return
    theirs = _layers(model)
    for layer_name, layer in by_name(ours).items():
        if layer.weights:
            layer.set_weights(theirs[layer_name].get_weights())
    rows = rows_for(ours)
    given = [rows[tensor.name] for tensor in model.inputs] if len(rows) > 1 else next(iter(rows.values()))
    expected = [np.asarray(part) for part in keras.tree.flatten(model.predict(given, verbose=0))]
    mine = [np.asarray(part) for part in keras.tree.flatten(ours.predict(rows, verbose=0))]
    for one, other in zip(expected, mine, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


def _layers(model: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for layer in model.layers:
        found |= _layers(layer) if hasattr(layer, "layers") else {layer.name: layer}
    return found


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_I302_how_a_model_was_compiled_is_carried(ending: str, tmp_path: Path) -> None:
    training = sound(import_file(saved(FORMER["sequences"](), tmp_path / f"model{ending}"))).training
    assert training is not None
    schedule = {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.9}
    rate = {"name": "ExponentialDecay", "config": schedule}
    optimizer = {"name": "SGD", "config": {"learning_rate": rate, "momentum": 0.9}}
    assert training.model_dump(mode="json", exclude_unset=True)["optimizer"] == optimizer
    assert training.outputs["kind"].loss == "categorical_crossentropy"
    two = sound(import_file(saved(FORMER["images"](), tmp_path / f"two{ending}"))).training
    assert two is not None
    assert (two.outputs["age"].weight, two.outputs["age"].loss) == (0.5, "mse")
    assert two.outputs["last"].model_dump(mode="json", exclude_unset=True)["loss"] == {
        "name": "CategoricalCrossentropy",
        "config": {"from_logits": True},
    }


KERAS_1 = {
    "class_name": "Model",
    "keras_version": "1.2.2",
    "config": {
        "name": "model_1",
        "input_layers": [["input_1", 0, 0]],
        "output_layers": [["predictions", 0, 0]],
        "layers": [
            {
                "name": "input_1",
                "class_name": "InputLayer",
                "config": {
                    "name": "input_1",
                    "batch_input_shape": [None, 12, 12, 3],
                    "input_dtype": "float32",
                    "sparse": False,
                },
                "inbound_nodes": [],
            },
            {
                "name": "conv1",
                "class_name": "Convolution2D",
                "config": {
                    **{
                        "name": "conv1",
                        "trainable": True,
                        "nb_filter": 4,
                        "nb_row": 3,
                        "nb_col": 5,
                        "bias": True,
                    },
                    **{
                        "init": "glorot_uniform",
                        "activation": "relu",
                        "border_mode": "same",
                        "subsample": [2, 2],
                    },
                    **{
                        "dim_ordering": "tf",
                        "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01},
                    },
                    **{"b_regularizer": None, "activity_regularizer": None, "W_constraint": None},
                },
                "inbound_nodes": [[["input_1", 0, 0]]],
            },
            {
                "name": "again",
                "class_name": "MaxPooling2D",
                "config": {
                    **{"name": "again", "trainable": True, "pool_size": [2, 2], "strides": [2, 2]},
                    **{"border_mode": "valid", "dim_ordering": "tf"},
                },
                "inbound_nodes": [[["conv1", 0, 0]]],
            },
            {
                "name": "merge_1",
                "class_name": "Merge",
                "config": {
                    **{"name": "merge_1", "mode": "concat", "concat_axis": -1, "dot_axes": -1},
                    **{"mode_type": "raw", "output_shape": None, "output_mask": None, "arguments": {}},
                },
                "inbound_nodes": [[["again", 0, 0], ["again", 0, 0]]],
            },
            {
                "name": "flatten_1",
                "class_name": "Flatten",
                "config": {"name": "flatten_1", "trainable": True},
                "inbound_nodes": [[["merge_1", 0, 0]]],
            },
            {
                "name": "predictions",
                "class_name": "Dense",
                "config": {
                    **{
                        "name": "predictions",
                        "trainable": True,
                        "output_dim": 5,
                        "init": "normal",
                        "bias": True,
                    },
                    **{
                        "activation": "softmax",
                        "input_dim": None,
                        "W_regularizer": None,
                        "b_constraint": None,
                    },
                },
                "inbound_nodes": [[["flatten_1", 0, 0]]],
            },
        ],
    },
}


def test_I303_a_config_of_keras_1_means_what_it_meant() -> None:
    found = import_model_json(KERAS_1, "old.json", CATALOG, LIMITS)
    document = sound(found)
    assert found.warnings == []
    configs = {node.name: node.config for node in document.graph.nodes if isinstance(node, LayerNode)}
    assert configs["conv1"] == {
        **{"filters": 4, "kernel_size": [3, 5], "strides": 2, "padding": "same", "activation": "relu"},
        "kernel_regularizer": {"name": "L1L2", "config": {"l2": 0.01}},
    }
    assert configs["predictions"] == {
        **{"units": 5, "activation": "softmax", "kernel_initializer": "RandomNormal"},
    }
    assert rebuild(document).count_params() == 4 * (3 * 5 * 3 + 1) + 5 * (3 * 3 * 8 + 1)


def test_I303_channels_first_is_refused_with_the_reason() -> None:
    text = json.dumps(KERAS_1).replace('"dim_ordering": "tf"', '"dim_ordering": "th"')
    with pytest.raises(Refused, match="puts the channels of images first"):
        import_model_json(json.loads(text), "old.json", CATALOG, LIMITS)


def test_I304_names_that_a_document_cannot_have_become_labels() -> None:
    image = keras.Input((4,), name="입력")
    model = keras.Model(image, keras.layers.Dense(2, name="conv-1.a b")(image))
    found = import_model_json(json.loads(model.to_json()), "m.json", CATALOG, LIMITS)
    nodes = read_document(found.document).graph.nodes
    assert [(node.name, node.label) for node in nodes[:2] if not hasattr(node, "of")] == [
        ("node", "입력"),
        ("conv-1.a_b", "conv-1.a b"),
    ]
    assert [warning.message for warning in found.warnings][-1] == "conv-1.a b is named conv-1.a_b here."


def test_I305_code_in_a_model_file_stays_a_placeholder(tmp_path: Path) -> None:
    rows = keras.Input((4,))
    model = keras.Model(rows, keras.layers.Dense(2)(keras.layers.Lambda(lambda x: x * 2, name="twice")(rows)))
    found = import_file(saved(model, tmp_path / "code.keras"))
    assert "twice is a Lambda, which cannot be drawn here." in [each.message for each in found.warnings]
    assert "marshal" not in json.dumps(found.document)
    assert states(found)[0] == "not_compared"


def _linked(file: h5py.File, canary: Path) -> None:
    file["secret"] = h5py.ExternalLink(str(canary), "/data")


def _soft(file: h5py.File, _: Path) -> None:
    file["secret"] = h5py.SoftLink("/elsewhere")


def _external(file: h5py.File, canary: Path) -> None:
    file.create_dataset("secret", (8,), "uint8", external=[(str(canary), 0, 8)])


def _virtual(file: h5py.File, canary: Path) -> None:
    layout = h5py.VirtualLayout((8,), "uint8")
    layout[:] = h5py.VirtualSource(str(canary), "data", (8,))
    file.create_virtual_dataset("secret", layout)


def _bomb(file: h5py.File, _: Path) -> None:
    file.create_dataset("huge", (10**12,), "float32", chunks=(1024,))


@pytest.mark.parametrize(
    ("trick", "variant"),
    [
        (_linked, "link"),
        (_soft, "link"),
        (_external, "outside_data"),
        (_virtual, "outside_data"),
        (_bomb, "declares_more"),
    ],
)
@pytest.mark.parametrize("inside", [False, True], ids=["h5", "keras"])
def test_I306_what_leads_out_of_a_file_is_refused_unread(
    trick: Callable[[h5py.File, Path], None], variant: str, inside: bool, tmp_path: Path
) -> None:
    canary = tmp_path / "canary"
    canary.write_bytes(b"unread!!")
    before = os.stat(canary).st_atime_ns
    path = tmp_path / "model.h5"
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(KERAS_1)
        trick(file, canary)
    if inside:
        with zipfile.ZipFile(tmp_path / "model.keras", "w") as archive:
            archive.writestr("config.json", json.dumps(KERAS_1))
            archive.write(path, "model.weights.h5")
        path = tmp_path / "model.keras"
    with pytest.raises(Refused) as refused:
        read_model_file(path, path.name)
    assert (refused.value.body.code, refused.value.body.variant) == ("model.unreadable", variant)
    assert os.stat(canary).st_atime_ns == before


def _no_config(archive: zipfile.ZipFile) -> None:
    archive.writestr("else.json", "{}")


def _large_config(archive: zipfile.ZipFile) -> None:
    archive.writestr("config.json", b" " * (65 * 1024**2), zipfile.ZIP_DEFLATED)


def _broken_weights(archive: zipfile.ZipFile) -> None:
    archive.writestr("config.json", "{}")
    archive.writestr("model.weights.h5", b"\x89HDF\r\n\x1a\n" + struct.pack("<200Q", *range(200)))


def _traversal(archive: zipfile.ZipFile) -> None:
    archive.writestr("../config.json", "{}")


@pytest.mark.parametrize(
    ("write", "code", "variant"),
    [
        (_no_config, "model.unreadable", "no_config"),
        (_large_config, "data.unreadable", "archive_inflates"),
        (_broken_weights, "model.unreadable", "damaged"),
        (_traversal, "data.unreadable", "archive_name"),
    ],
)
def test_I306_a_damaged_or_hostile_archive_is_refused(
    write: Callable[[zipfile.ZipFile], None], code: str, variant: str, tmp_path: Path
) -> None:
    path = tmp_path / "model.keras"
    with zipfile.ZipFile(path, "w") as archive:
        write(archive)
    with pytest.raises(Refused) as refused:
        read_model_file(path, path.name)
    assert (refused.value.body.code, refused.value.body.variant) == (code, variant)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\x89HDF\r\n\x1a\n", b"no model", b"PK\x05\x06" + bytes(18)]
)
def test_I306_what_is_no_model_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    path.write_bytes(content)
    with pytest.raises(Refused):
        read_model_file(path, path.name)


def test_I306_weights_alone_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "only.weights.h5"
    of_chains().save_weights(path)
    with pytest.raises(Refused, match="holds weights only"):
        import_file(path)


def test_I307_a_file_with_other_weights_than_its_config_says_so(tmp_path: Path) -> None:
    rows = keras.Input((4,))
    narrow = keras.Model(rows, keras.layers.Dense(2)(rows))
    wide = keras.Model(rows, keras.layers.Dense(3)(rows))
    narrow.save(tmp_path / "narrow.keras")
    wide.save(tmp_path / "wide.keras")
    with (
        zipfile.ZipFile(tmp_path / "narrow.keras") as config,
        zipfile.ZipFile(tmp_path / "wide.keras") as weights,
        zipfile.ZipFile(tmp_path / "mixed.keras", "w") as mixed,
    ):
        mixed.writestr("config.json", config.read("config.json"))
        mixed.writestr("model.weights.h5", weights.read("model.weights.h5"), zipfile.ZIP_DEFLATED)
    found = import_file(tmp_path / "mixed.keras")
    assert states(found) == ["differs", "equal", "differs", "not_compared"]
    assert found.parity is not None
    assert [line.message for line in found.parity.lines[:3]] == [
        "10 parameters here, 15 in the file.",
        "1 layer, as in the file.",
        "The shapes of weights differ: (2) and (4, 2) here, (3) and (4, 3) in the file.",
    ]
