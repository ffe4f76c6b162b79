"""Clean data sets of many kinds, each with a document that it fits: nothing is to be said of them."""

import io
import zipfile
from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image

from .project import Data, Project, document

ROWS = 60
SOFTMAX, SIGMOID = "softmax", "sigmoid"
SPARSE, CATEGORICAL = "SparseCategoricalCrossentropy", "CategoricalCrossentropy"
BINARY, SQUARES = "BinaryCrossentropy", "MeanSquaredError"
FLAT = ("Flatten", {})
CONV = ("Conv2D", {"filters": 2, "kernel_size": 3})
HIDDEN = ("Dense", {"units": 4, "activation": "relu"})


def rng() -> np.random.Generator:
    """The same numbers for every project."""
    return np.random.default_rng(7)


def numbers(*shape: int) -> np.ndarray:
    """Numbers from 0 to 1 for each row."""
    return rng().random((ROWS, *shape)).astype("float32")


def labels(classes: int) -> np.ndarray:
    """A class for each row, each about as often."""
    return rng().permutation(np.arange(ROWS) % classes)


def flowers() -> Project:
    """Measurements and a class."""
    return Project(
        document(
            {"features": [4]},
            [HIDDEN],
            {"species": (3, SOFTMAX, SPARSE)},
            {"inputs": {"features": "features"}, "targets": {"species": "label"}},
        ),
        Data(arrays={"features": numbers(4), "label": labels(3)}),
    )


def shares() -> Project:
    """Classes as one number for each."""
    project = flowers()
    project.training["outputs"]["species"]["loss"]["name"] = CATEGORICAL
    project.data.arrays["label"] = np.eye(3, dtype="float32")[labels(3)]
    return project


def yes_or_no() -> Project:
    """Two classes, on one unit."""
    return Project(
        document(
            {"features": [4]},
            [HIDDEN],
            {"answer": (1, SIGMOID, BINARY)},
            {"inputs": {"features": "features"}, "targets": {"answer": "label"}},
        ),
        Data(arrays={"features": numbers(4), "label": labels(2)}),
    )


def tags() -> Project:
    """Several answers a row."""
    project = yes_or_no()
    project.node("answer_units")["config"]["units"] = 5
    project.data.arrays["label"] = (numbers(5) > 0.5).astype("int64")
    return project


def pictures() -> Project:
    """Grey images from 0 to 1."""
    return Project(
        document(
            {"image": [8, 8, 1]},
            [CONV, FLAT],
            {"digit": (10, SOFTMAX, SPARSE)},
            {"inputs": {"image": "image"}, "targets": {"digit": "label"}},
            validation={"split": 0.2},
        ),
        Data(arrays={"image": numbers(8, 8, 1), "label": labels(10)}),
    )


def colours() -> Project:
    """Colour images of bytes, which the model scales."""
    return Project(
        document(
            {"image": [8, 8, 3]},
            [("Rescaling", {"scale": 1 / 255}), CONV, FLAT],
            {"kind": (2, SOFTMAX, SPARSE)},
            {"inputs": {"image": "image"}, "targets": {"kind": "label"}},
        ),
        Data(arrays={"image": (numbers(8, 8, 3) * 255).astype("uint8"), "label": labels(2)}),
    )


def masks() -> Project:
    """Images, and what belongs to an object in them."""
    return Project(
        document(
            {"image": [8, 8, 3]},
            [("Conv2D", {"filters": 1, "kernel_size": 3, "padding": "same", "activation": SIGMOID})],
            {"mask": BINARY},
            {"inputs": {"image": "image"}, "targets": {"mask": "mask"}},
        ),
        Data(arrays={"image": numbers(8, 8, 3), "mask": (numbers(8, 8, 1) > 0.5).astype("uint8")}),
    )


def copies() -> Project:
    """Images that are to be made again."""
    return Project(
        document(
            {"image": [8, 8, 1]},
            [("Conv2D", {"filters": 1, "kernel_size": 3, "padding": "same"})],
            {"image_again": SQUARES},
            {"inputs": {"image": "image"}, "targets": {"image_again": "image"}},
        ),
        Data(arrays={"image": numbers(8, 8, 1)}),
    )


def words() -> Project:
    """Numbers of words."""
    return Project(
        document(
            {"text": [6]},
            [("Embedding", {"input_dim": 50, "output_dim": 3}), ("GlobalAveragePooling1D", {})],
            {"topic": (4, SOFTMAX, SPARSE)},
            {"inputs": {"text": "words"}, "targets": {"topic": "label"}},
            dtype="int32",
        ),
        Data(arrays={"words": (numbers(6) * 50).astype("int64"), "label": labels(4)}),
    )


def series() -> Project:
    """Sequences, and a number that follows."""
    return Project(
        document(
            {"steps": [10, 2]},
            [("LSTM", {"units": 3})],
            {"next": (1, None, SQUARES)},
            {"inputs": {"steps": "steps"}, "targets": {"next": "next"}},
        ),
        Data(arrays={"steps": numbers(10, 2), "next": numbers()}),
    )


def visits() -> Project:
    """Counts."""
    project = series()
    project.training["outputs"]["next"]["loss"]["name"] = "Poisson"
    project.node("next_units")["config"]["activation"] = "softplus"
    project.data.arrays["next"] = rng().integers(0, 9, ROWS)
    return project


def weighed() -> Project:
    """Rows that weigh differently."""
    project = flowers()
    project.binding["sample_weights"] = {"species": "weight"}
    project.data.arrays["weight"] = numbers()
    return project


def validated() -> Project:
    """Another data set to validate on."""
    project = flowers()
    project.training["validation"] = {"dataset": "other"}
    other = np.random.default_rng(8)
    project.other = Data(
        arrays={"features": other.random((30, 4)).astype("float32"), "label": np.arange(30) % 3}
    )
    return project


def houses() -> Project:
    """A table of numbers, and a price."""
    return Project(
        document(
            {"size": [1], "rooms": [1]},
            [HIDDEN],
            {"price": (1, None, SQUARES)},
            {"inputs": {"size": "size", "rooms": "rooms"}, "targets": {"price": "price"}},
        ),
        Data(
            columns={
                "size": [f"{value:.4f}" for value in numbers()],
                "rooms": rng().integers(1, 7, ROWS).tolist(),
                "town": [("Aachen", "Köln", "Bonn")[each] for each in labels(3)],
                "price": [f"{value:.3f}" for value in np.random.default_rng(9).random(ROWS) * 9],
            }
        ),
    )


def european() -> Project:
    """The same table with decimal commas."""
    project = houses()
    project.data.separator = ";"
    for name in ("size", "price"):
        project.data.columns[name] = [cell.replace(".", ",") for cell in project.data.columns[name]]
    return project


def species() -> Project:
    """A table whose target is a text."""
    project = houses()
    project.document = document(
        {"size": [1], "rooms": [1]},
        [HIDDEN],
        {"town": (3, SOFTMAX, SPARSE)},
        {
            "inputs": {"size": "size", "rooms": "rooms"},
            "targets": {"town": "town_number"},
            "recipes": {
                "town_number": {
                    "from": ["town"],
                    "steps": [{"step": "classes", "config": {"classes": ["Aachen", "Bonn", "Köln"]}}],
                }
            },
            "split": {"validation": 0.2, "test": 0.1, "by": "stratified", "column": "town"},
        },
    )
    return project


def gaps() -> Project:
    """A table with missing cells, which are filled, and large numbers, which are normalized."""
    project = houses()
    sizes = project.data.columns["size"]
    project.data.columns["size"] = [
        "" if row % 7 == 3 else str(round(float(cell) * 10_000)) for row, cell in enumerate(sizes)
    ]
    steps = [{"step": "fill", "config": {"with": "median"}}, {"layer": "Normalization", "adapt": True}]
    project.binding["recipes"] = {"size_ready": {"from": ["size"], "steps": steps}}
    project.binding["inputs"]["size"] = "size_ready"
    return project


def sales() -> Project:
    """A table in order of time, of which the latest rows are kept out of training."""
    project = houses()
    project.data.columns["day"] = [f"2024-{1 + row // 28:02d}-{1 + row % 28:02d}" for row in range(ROWS)]
    project.binding["split"] = {"validation": 0.2, "by": "time", "column": "day"}
    return project


def patients() -> Project:
    """Several rows of each patient, who are kept together."""
    project = houses()
    project.data.columns["patient"] = [f"P{row // 4}" for row in range(ROWS)]
    project.binding["split"] = {"validation": 0.2, "by": "group", "column": "patient"}
    return project


def joined() -> Project:
    """A table, and another one of the towns in it."""
    project = houses()
    project.binding["joined"] = [{"dataset": "other", "on": {"town": "name"}}]
    project.binding["inputs"]["rooms"] = "wealth"
    project.other = Data(columns={"name": ["Aachen", "Bonn", "Köln"], "wealth": [0.2, 0.9, 0.4]})
    return project


def windowed() -> Project:
    """Rows in order, of which the next one is foretold from three."""
    project = houses()
    project.document = document(
        {"size": [3, 1]},
        [FLAT],
        {"price": (1, None, SQUARES)},
        {
            "inputs": {"size": "size"},
            "targets": {"price": "price"},
            "windows": {"length": 3, "ahead": 1},
            "split": {"validation": 0.2, "by": "last"},
        },
    )
    return project


def two_questions() -> Project:
    """A model of two outputs."""
    return Project(
        document(
            {"features": [4]},
            [HIDDEN],
            {"species": (3, SOFTMAX, SPARSE), "weight": (1, None, SQUARES)},
            {"inputs": {"features": "features"}, "targets": {"species": "label", "weight": "weight"}},
            validation={"split": 0.2},
        ),
        Data(arrays={"features": numbers(4), "label": labels(3), "weight": numbers()}),
    )


def png(number: int, size: tuple[int, int] = (8, 8)) -> bytes:
    """A small image, of which each number gives another."""
    pixels = np.random.default_rng(number).integers(0, 256, (*size, 3), "uint8")
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def packed(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def album() -> Project:
    """An archive of images and a table that names them."""
    project = colours()
    named = [(f"{row}.png", kind) for row, kind in enumerate(labels(2)[:24].tolist())]
    table = "file,label\n" + "".join(f"{name},{kind}\n" for name, kind in named)
    images = {name: png(row) for row, (name, _) in enumerate(named)}
    project.data = Data(files={"images.zip": packed({**images, "table.csv": table.encode()})})
    return project


CLEAN: Mapping[str, Callable[[], Project]] = {
    make.__name__: make
    for make in (
        *(flowers, shares, yes_or_no, tags, pictures, colours, masks, copies, words, series, visits),
        *(
            weighed,
            validated,
            houses,
            european,
            species,
            gaps,
            sales,
            patients,
            joined,
            windowed,
            two_questions,
            album,
        ),
    )
}
"""By name."""
