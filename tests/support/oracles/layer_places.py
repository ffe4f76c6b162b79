"""Where each layer is put to the test, and what it must stand there: checked, built, trained, exported, saved."""

import io
import math
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import keras
import numpy as np

from layerloom.build.real.model import build_model
from layerloom.codegen.python_script import to_python
from layerloom_schema.catalog.entries import Port
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode
from support.drawing import CATALOG, Drawn, Shape, draw, look, structure_of
from support.oracles.oracle import holds, rows

DataLayer = keras.src.layers.preprocessing.data_layer.DataLayer
ALLOWED = [name for name, entry in CATALOG.layers.items() if entry.refused is None and not entry.inside]


@dataclass(frozen=True)
class Place:
    """Where a layer is put to the test, if the first shape that it takes is not the one."""

    config: Mapping[str, Any] = field(default_factory=dict)
    shapes: tuple[Shape, ...] = ()
    dtype: str | None = None


PLACES: Mapping[str, Place] = {
    # Lookups and codes are of whole numbers.
    "Embedding": Place(dtype="int32"),
    "ReversibleEmbedding": Place(dtype="int32"),
    "CategoryEncoding": Place(dtype="int32"),
    "Hashing": Place(dtype="int32"),
    "HashedCrossing": Place(dtype="int32", shapes=((1,),)),
    # One dropout of these on a single number may well be zero all over.
    "AlphaDropout": Place(shapes=((64,),)),
    # Keras takes less than a frame of sound too, and gives nothing for it.
    "MelSpectrogram": Place(shapes=((4096,),)),
    # What comes in is as long as a state.
    "LSTMCell": Place(config={"units": 6}, shapes=((6,),)),
    "GRUCell": Place(config={"units": 6}, shapes=((6,),)),
    "SimpleRNNCell": Place(config={"units": 6}, shapes=((6,),)),
    # What they would learn from data is given.
    "Normalization": Place(config={"mean": 0.5, "variance": 2.0}),
    "Discretization": Place(
        config={"num_bins": None, "bin_boundaries": [0.2, 0.6], "output_mode": "multi_hot"}
    ),
    "TextVectorization": Place(
        config={"vocabulary": ["1", "3", "5"], "output_mode": "count"}, shapes=((),), dtype="string"
    ),
    "StringLookup": Place(config={"vocabulary": ["1", "3", "5"], "output_mode": "multi_hot"}, dtype="string"),
    "IntegerLookup": Place(config={"vocabulary": [1, 3, 5], "output_mode": "multi_hot"}, dtype="int64"),
}
WHOLE = frozenset({"Hashing", "HashedCrossing"})
"""Layers that give whole numbers: there is nothing to learn from them as they are."""
SHAPES: tuple[Shape, ...] = (
    (6,),
    (6, 4),
    (6, 6, 3),
    (4, 6, 6, 3),
    (3, 4, 6, 6, 3),
    (6, 32),
    (4096,),
    (4096, 1),
)
"""Rows, sequences, images, films, films of volumes, many channels, sound."""


@cache
def placed(name: str) -> Document:
    """The layer, and a Dense so that there is something to learn.

    The Dense stands before the layer, so that a step of training must pass back through it; and after those that work
    on data as it comes (images, sound), through which no gradient need pass.
    """
    entry, place = CATALOG.layers[name], PLACES.get(name, Place())
    config = {p.name: p.suggested for p in entry.parameters if p.suggested is not None} | dict(place.config)
    return first_taken(
        document_of(name, config, shape, place.dtype or "float32") for shape in place.shapes or SHAPES
    )


def first_taken(documents: Iterable[Document]) -> Document:
    """The first document that has no problem.

    Keras is asked first: it refuses at once, where the dry build takes half a second to find causes and fixes.
    """
    for document in documents:
        if _is_built(document) and look(document).problems == []:
            return document
    raise AssertionError("the layer takes none of the shapes: give it a place")


def _is_built(document: Document) -> bool:
    structure = structure_of(document)
    if not structure.ok:
        return False
    try:
        build_model(document, structure)
    except Exception:  # Keras has no exception of its own for a shape that a layer does not take
        return False
    finally:
        keras.utils.clear_session(free_memory=False)
    return True


def document_of(name: str, config: Mapping[str, Any], shape: Shape, dtype: str = "float32") -> Document:
    """The layer with its config, on inputs of one shape."""
    ports = [port for port in CATALOG.layers[name].inputs if not port.optional]
    fed = [port.name for port in ports for _ in range(_tensors(port))]
    inputs = [f"x{number}" for number in range(len(fed))]
    layers: list[Drawn]
    if dtype == "float32" and not issubclass(getattr(keras.layers, name), DataLayer):
        layers = [(f"b{n}", "Dense", {"units": shape[-1]}, [x]) for n, x in enumerate(inputs)]
        sources = [f"b{n}>{port}" for n, port in enumerate(fed)]
        return draw(dict.fromkeys(inputs, (shape, dtype)), [*layers, ("it", name, dict(config), sources)])
    sources = [f"{x}>{port}" for x, port in zip(inputs, fed, strict=True)]
    layers = [("it", name, dict(config), sources)]
    if CATALOG.layers[name].name not in WHOLE:
        layers.append(("after", "Dense", {"units": 2}, ["it"]))
    return draw(dict.fromkeys(inputs, (shape, dtype)), layers)


def _tensors(port: Port) -> int:
    """Two where a list takes as many."""
    return min(max(port.minimum, 2), port.maximum or 2) if port.list else 1


def given(document: Document, count: int = 4) -> dict[str, Any]:
    """Rows for every input."""
    return {n.name: rows(n, count) for n in document.graph.nodes if isinstance(n, InputNode)}


def learns(document: Document) -> None:
    """The model is what the dry build says, and a step of training changes its weights."""
    model = holds(document)
    inputs = given(document)
    answers = _numbers(model(inputs, training=False))
    made = keras.tree.flatten(model.output)
    for answer, tensor in zip(answers, made, strict=True):
        assert answer.shape[1:] == tuple(tensor.shape[1:])
    if not model.trainable_weights:
        return
    before = [weight.numpy() for weight in model.trainable_weights]
    model.compile(optimizer=keras.optimizers.SGD(0.01), loss="mse")
    targets = keras.tree.map_structure(lambda tensor: np.zeros((4, *tensor.shape[1:])) + 0.5, model.output)
    history = model.fit(inputs, targets, batch_size=2, verbose=0).history
    assert math.isfinite(history["loss"][0])
    after = [weight.numpy() for weight in model.trainable_weights]
    assert any(not np.array_equal(was, now) for was, now in zip(before, after, strict=True))


def is_kept(document: Document, folder: Path) -> None:
    """The exported script makes the same model to the bit, and so does the saved file."""
    inputs = given(document)
    keras.utils.set_random_seed(0)
    model = build_model(document, structure_of(document))
    answers = _numbers(model(inputs, training=False))
    scope: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()):
        exec(
            to_python(document, structure_of(document), CATALOG), scope
        )  # our own script, as a person runs it
    model.save(folder / "model.keras")
    for other in (scope["model"], keras.models.load_model(folder / "model.keras")):
        for was, now in zip(answers, _numbers(other(inputs, training=False)), strict=True):
            np.testing.assert_array_equal(now, was)


def _numbers(answer: Any) -> list[Any]:
    return [tensor.numpy() for tensor in keras.tree.flatten(answer)]
