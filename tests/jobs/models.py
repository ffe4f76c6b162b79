"""Documents that the tests of data, training and code share: small, and each with something that is easily got wrong."""

from typing import Any

from layerloom.graph.check import check_structure
from layerloom.graph.structure import Structure
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.limits import Limits

Json = dict[str, Any]


def twins(**training: Any) -> Document:
    """One convolution shared by two inputs, with batch normalization, dropout and rows held back, on `digits`."""
    return _document(
        "Twins",
        [
            {"kind": "input", "id": "n1", "name": "left", "shape": [8, 8, 1]},
            {"kind": "input", "id": "n2", "name": "right", "shape": [8, 8, 1]},
            _layer("n3", "look", "Conv2D", filters=8, kernel_size=3, activation="relu"),
            {"kind": "shared", "id": "n4", "of": "n3"},
            _layer("n5", "norm", "BatchNormalization"),
            _layer("n6", "flat_left", "Flatten"),
            _layer("n7", "flat_right", "Flatten"),
            _layer("n8", "both", "Concatenate"),
            _layer("n9", "drop", "Dropout", rate=0.3),
            _layer("n10", "classify", "Dense", units=10, activation="softmax"),
            {"kind": "output", "id": "n11", "name": "digit"},
        ],
        "n1>n3 n2>n4 n3>n5 n5>n6 n4>n7 n6>n8#0 n7>n8#1 n8>n9 n9>n10 n10>n11",
        {
            "optimizer": {"name": "Adam", "config": {"learning_rate": 0.01}},
            "outputs": {
                "digit": {
                    "loss": {"name": "SparseCategoricalCrossentropy", "config": {}},
                    "metrics": ["accuracy"],
                }
            },
            "epochs": 3,
            "seed": 7,
            "validation": {"split": 0.2},
        }
        | training,
        {
            "dataset": "digits",
            "inputs": {"left": "image", "right": "image"},
            "targets": {"digit": "label"},
        },
    )


def iris(**training: Any) -> Document:
    """A small classifier on `iris`: initializers and a regularizer with arguments, words for loss and metric."""
    return _document(
        "Iris",
        [
            {"kind": "input", "id": "n1", "name": "features", "shape": [4]},
            _layer(
                "n2",
                "hidden",
                "Dense",
                units=16,
                activation="relu",
                kernel_initializer={"name": "HeNormal", "config": {}},
                kernel_regularizer={"name": "L2", "config": {"l2": 0.001}},
            ),
            _layer("n3", "class", "Dense", units=3, activation="softmax"),
            {"kind": "output", "id": "n4", "name": "species"},
        ],
        "n1>n2 n2>n3 n3>n4",
        {
            "optimizer": "sgd",
            "outputs": {
                "species": {
                    "loss": "sparse_categorical_crossentropy",
                    "metrics": ["sparse_categorical_accuracy"],
                }
            },
            "epochs": 4,
            "batch_size": 16,
        }
        | training,
        {"dataset": "iris", "inputs": {"features": "features"}, "targets": {"species": "label"}},
    )


def reader(**training: Any) -> Document:
    """Words into an LSTM, with two outputs of different losses and weights, on `random`; the length is open."""
    return _document(
        "Reader",
        [
            {"kind": "input", "id": "n1", "name": "text", "shape": [None], "dtype": "int32"},
            _layer("n2", "embed", "Embedding", input_dim=50, output_dim=8),
            _layer("n3", "encode", "LSTM", units=6, recurrent_initializer="he_normal", dropout=0.1),
            _layer("n4", "topic", "Dense", units=4, activation="softmax"),
            _layer("n5", "score", "Dense", units=1),
            {"kind": "output", "id": "n6", "name": "topic"},
            {"kind": "output", "id": "n7", "name": "score"},
        ],
        "n1>n2 n2>n3 n3>n4 n3>n5 n4>n6 n5>n7",
        {
            "optimizer": {"name": "RMSprop", "config": {}},
            "outputs": {
                "topic": {
                    "loss": {"name": "CategoricalCrossentropy", "config": {}},
                    "weight": 0.25,
                    "metrics": [{"name": "CategoricalAccuracy", "config": {}}],
                },
                "score": {"loss": "mse", "weight": 2.0, "metrics": ["mae"]},
            },
            "epochs": 2,
            "batch_size": 64,
            "seed": 11,
        }
        | training,
        {"dataset": "random"},
    )


def structure_of(document: Document) -> Structure:
    """Its structural check, under the default limits."""
    return check_structure(document, read_catalog(), Limits())


def edited(document: Document, *path: str, value: Any) -> Document:
    """The document with one field set, wherever it is; lists are entered by number."""
    written = document.model_dump(mode="json", exclude_unset=True)
    place: Any = written
    for key in path[:-1]:
        place = place[int(key)] if isinstance(place, list) else place.setdefault(key, {})
    place[int(path[-1]) if isinstance(place, list) else path[-1]] = value
    return read_document(written | {"format": 1})


def _layer(id_: str, name: str, layer: str, **config: Any) -> Json:
    return {"kind": "layer", "id": id_, "name": name, "layer": layer, "config": config}


def _document(name: str, nodes: list[Json], wires: str, training: Json, data: Json) -> Document:
    edges = []
    for wire in wires.split():
        ends, _, order = wire.partition("#")
        source, target = ends.split(">")
        edges.append({"source": source, "target": target, **({"order": int(order)} if order else {})})
    return read_document(
        {
            "format": 1,
            "name": name,
            "graph": {"nodes": nodes, "edges": edges},
            "training": training,
            "data": data,
        }
    )
