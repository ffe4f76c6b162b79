"""The tables of intervals: what they say of each operation and layer is true of the numbers that Keras gives."""

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import pytest

from layerloom.build.real.model import build_model
from layerloom.datasets.intervals import layer_intervals, operation_intervals
from layerloom.datasets.intervals.interval import Interval, of_arrays
from layerloom.datasets.intervals.propagation import Trace
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code
from layerloom_schema.documents.document import Document, read_document
from support.drawing import CATALOG, look, one_layer, structure_of
from support.oracles.op_places import ALLOWED, Place, place_of, placed, rows, with_constant
from support.sketch import layer, target


def interval_at(document: Document, given: Mapping[str, np.ndarray]) -> Interval:
    """What is known of what comes to the Embedding `probe`, of these very rows."""
    inputs = {
        NodeId(name): of_arrays(
            array.min(axis=0, keepdims=True).astype(float),
            array.max(axis=0, keepdims=True).astype(float),
            reached=True,
        )
        for name, array in given.items()
    }
    trace = Trace(structure_of(document), look(document), inputs)
    return next(reached.given for reached in trace.reached if reached.site.node == "probe")


def probed(document: Document) -> Document:
    """The document with an Embedding behind `it`, whose rows nobody counts."""
    written = document.model_dump(mode="json", exclude_unset=True)
    written["graph"]["nodes"] += [
        layer("probe", "Embedding", input_dim=10**6, output_dim=1),
        target("probed"),
    ]
    written["graph"]["edges"] += [
        {"source": "it", "target": "probe"},
        {"source": "probe", "target": "probed"},
    ]
    return read_document({**written, "format": 1})


def holds(interval: Interval, answer: np.ndarray, *, by_itself: bool = False) -> None:
    """What was said of the numbers is true of them. What a call gives `by_itself` it can give, but need not."""
    low, high = (answer.min(), answer.max()) if interval.uniform else (answer.min(axis=0), answer.max(axis=0))
    bounds = [part if interval.uniform else part[0] for part in interval.parts]
    assert interval.uniform or bounds[0].shape == answer.shape[1:]
    slack = 1e-4
    assert np.all(bounds[0] <= low + slack)
    assert np.all(bounds[1] >= high - slack)
    if not by_itself:
        assert np.all(bounds[2] >= low - slack)
        assert np.all(bounds[3] <= high + slack)


BY_THEMSELVES = {"argmax", "argmin", "nanargmax", "nanargmin", "digitize", "searchsorted", "Discretization"}
"""What counts places or bins."""


def op_case(name: str, place: Place) -> None:
    document = placed(CATALOG.ops[name], place)
    if any(problem.code is Code.shape_rank for problem in look(document).problems):
        pytest.skip("gives no row for each row")
    given = {key: np.asarray(array) for key, array in rows(place.tensors).items()}
    built = build_model(document, structure_of(document))
    operation = next(made for made in built.operations if made.name == "it")
    answer = keras.tree.flatten(keras.Model(built.input, operation.output)(given))[0]
    holds(
        interval_at(probed(document), given),
        np.asarray(answer).astype(float),
        by_itself=name in BY_THEMSELVES,
    )


@pytest.mark.parametrize("name", [name for name in operation_intervals.RULES if name in ALLOWED])
def test_D20_what_is_said_of_an_operation_is_true_of_what_keras_gives(name: str) -> None:
    op_case(name, place_of(CATALOG.ops[name]))


@pytest.mark.parametrize(
    "name", ["add", "subtract", "multiply", "divide", "floor_divide", "mod", "maximum", "minimum"]
)
def test_D20_what_is_said_of_an_operation_with_a_constant_is_true(name: str) -> None:
    op_case(name, with_constant(name, "x2"))


LAYERS: list[tuple[str, dict[str, Any], tuple[tuple[int, ...], ...]]] = [
    ("Reshape", {"target_shape": [3, -1]}, ((6, 2),)),
    ("Flatten", {}, ((3, 2),)),
    ("Permute", {"dims": [2, 1]}, ((3, 2),)),
    ("RepeatVector", {"n": 3}, ((4,),)),
    ("Concatenate", {"axis": 1}, ((3, 2), (4, 2))),
    ("Cropping1D", {"cropping": [2, 1]}, ((6, 2),)),
    ("Cropping2D", {"cropping": [[0, 1], [2, 0]]}, ((5, 6, 1),)),
    ("Cropping2D", {"cropping": 1}, ((5, 6, 1),)),
    ("ZeroPadding1D", {"padding": 2}, ((3, 2),)),
    ("ZeroPadding2D", {"padding": [1, 2]}, ((3, 2, 1),)),
    ("ZeroPadding2D", {"padding": [[0, 1], [2, 0]]}, ((3, 2, 1),)),
    ("ZeroPadding3D", {"padding": 1}, ((2, 2, 2, 1),)),
    ("UpSampling1D", {}, ((3, 2),)),
    ("MaxPooling1D", {}, ((4, 2),)),
    ("GlobalMaxPooling1D", {}, ((4, 2),)),
    ("Average", {}, ((4,), (4,))),
    ("Add", {}, ((4,), (4,), (4,))),
    ("Subtract", {}, ((4,), (4,))),
    ("Multiply", {}, ((4,), (4,))),
    ("Maximum", {}, ((4,), (4,))),
    ("Minimum", {}, ((4,), (4,))),
    ("Rescaling", {"scale": -2.0, "offset": 3.0}, ((4,),)),
    ("Rescaling", {"scale": [1.0, 2.0], "offset": 0.5}, ((3, 2),)),
    ("Masking", {"mask_value": 2.0}, ((3, 1),)),
    ("Activation", {"activation": "relu"}, ((4,),)),
    ("Identity", {}, ((4,),)),
    ("ActivityRegularization", {}, ((4,),)),
    ("Discretization", {"bin_boundaries": [-1.0, 0.0, 1.0]}, ((4,),)),
]


@pytest.mark.parametrize(
    ("name", "config", "shapes"), LAYERS, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(LAYERS)]
)
def test_D20_what_is_said_of_a_layer_is_true_of_what_keras_gives(
    name: str, config: dict[str, Any], shapes: tuple[tuple[int, ...], ...]
) -> None:
    document = one_layer(name, config, *shapes)
    given = rows(tuple((shape, "float32") for shape in shapes))
    answer = build_model(document, structure_of(document))(given)
    holds(
        interval_at(probed(document), given),
        np.asarray(answer).astype(float),
        by_itself=name in BY_THEMSELVES,
    )


def test_D20_every_layer_of_the_table_is_held_against_keras() -> None:
    held = {name for name, *_ in LAYERS}
    numbered = {
        "StringLookup",
        "IntegerLookup",
        "TextVectorization",
        "Hashing",
        "HashedCrossing",
        "CategoryEncoding",
    }
    alike = {
        "Cropping3D",
        "UpSampling2D",
        "UpSampling3D",
        "MaxPooling2D",
        "MaxPooling3D",
        "GlobalMaxPooling2D",
    }
    assert set(layer_intervals.RULES) == held | numbered | alike
