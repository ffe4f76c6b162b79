"""Which numbers reach a layer that looks up rows: Keras itself is asked what a call makes of numbers that are known."""

import re
from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import pytest

from layerloom.build.real.model import build_model
from layerloom.datasets.dataset import Dataset, dataset
from layerloom.datasets.row_binder import bind
from layerloom.datasets.rules.lookup_rules import lookup_problems
from layerloom.datasets.synthetic import Distribution, generate, plan_fields
from layerloom.graph.edits import apply
from layerloom_schema.checks.problems import Code, Problem
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.graph import InputNode
from support.drawing import look, structure_of
from support.sketch import again, chain, graph, layer, model, op, sketch, source, target

EMBED = layer("embed", "Embedding", input_dim=10, output_dim=2)
FLAT = layer("flat", "Flatten")
DENSE = layer("dense", "Dense", units=1)
ALL = {"slice": [None, None, None]}


def reader(*nodes: dict[str, Any]) -> dict[str, Any]:
    """A nested model of a chain that begins with four numbers."""
    return graph(chain([source("p", 4), *nodes, target("q")]))


def followed(*nodes: dict[str, Any], shape: tuple[int, ...] = (4,), **more: Any) -> Document:
    """Numbers that take their way through some calls to an Embedding of ten rows, or to one that is among them."""
    inside = [node for node in nodes if node["id"] == "embed"] or "embed" in str(more) + str(nodes)
    ends = [*([] if inside else [EMBED]), FLAT, DENSE, target("y")]
    return sketch(chain([source("x", *shape), *nodes, *ends]), **more)


def two_inputs(*nodes: dict[str, Any], wires: str, **more: Any) -> Document:
    whole = [source("x", 4), source("z", 4), *nodes, FLAT, DENSE, target("y")]
    return sketch((whole, f"{wires} flat>dense dense>y"), **more)


WAYS: Mapping[str, tuple[Document, int]] = {
    "straight": (followed(), 0),
    "column": (followed(op("g", "get_item", key=[ALL, 3])), 0),
    "reshaped": (followed(layer("r", "Reshape", target_shape=[2, 2]), layer("p", "Permute", dims=[2, 1])), 0),
    "repeated": (followed(layer("r", "RepeatVector", n=3)), 0),
    "padded": (
        followed(
            layer("r", "Reshape", target_shape=[4, 1]),
            layer("z", "ZeroPadding1D", padding=2),
            layer("c", "Cropping1D", cropping=[1, 2]),
        ),
        0,
    ),
    "moved": (followed(op("a", "add", x2=3)), 3),
    "moved down": (followed(op("a", "add", x2=3), op("s", "subtract", x2=3)), 0),
    "cast": (
        followed(
            op("c", "cast", dtype="float32"), op("m", "multiply", x2=1.0), op("i", "cast", dtype="int32")
        ),
        0,
    ),
    "parts": (
        sketch(
            (
                [
                    source("x", 4),
                    op("s", "split", indices_or_sections=2, axis=1),
                    EMBED,
                    FLAT,
                    DENSE,
                    target("y"),
                ],
                "x>s s.1>embed embed>flat flat>dense dense>y",
            )
        ),
        0,
    ),
    "taken": (followed(op("t", "take", indices=[3, 1], axis=1), op("f", "flip", axis=1)), 0),
    "joined": (two_inputs(layer("j", "Concatenate"), EMBED, wires="x>j:0 z>j:1 j>embed embed>flat"), 0),
    "stacked": (
        two_inputs(
            op("s", "stack", axis=1),
            op("t", "transpose", axes=[0, 2, 1]),
            EMBED,
            wires="x>s:0 z>s:1 s>t t>embed embed>flat",
        ),
        0,
    ),
    "in a model": (followed(model("m", "reader"), models={"reader": reader(EMBED, FLAT)}), 0),
    "in a model twice": (
        two_inputs(
            model("m", "reader"),
            again("n", "m"),
            layer("j", "Subtract"),
            wires="x>m z>n m>j:0 n>j:1 j>flat",
            models={"reader": reader(op("a", "add", x2=2), EMBED)},
        ),
        2,
    ),
    "in a model in a model": (
        followed(
            op("a", "add", x2=1),
            model("m", "outer"),
            models={"inner": reader(EMBED, FLAT), "outer": reader(op("b", "add", x2=1), model("i", "inner"))},
        ),
        2,
    ),
    "moved by a model": (
        followed(model("m", "mover"), models={"mover": reader(op("b", "add", x2=4))}),
        4,
    ),
    "over time": (
        followed(
            layer("r", "Reshape", target_shape=[2, 2]),
            layer(
                "t",
                "TimeDistributed",
                layer={"layer": "Embedding", "config": {"input_dim": 10, "output_dim": 2}},
            ),
        ),
        0,
    ),
    "over time in a model": (
        followed(
            layer("r", "RepeatVector", n=2),
            layer("t", "TimeDistributed", layer={"model": "reader"}),
            models={"reader": reader(op("a", "add", x2=1), EMBED, FLAT)},
        ),
        1,
    ),
    "the very layer": (
        two_inputs(
            EMBED,
            layer("r", "RepeatVector", n=2),
            layer("t", "TimeDistributed", layer={"of": "embed"}),
            layer("f", "Flatten"),
            layer("g", "Flatten"),
            layer("j", "Concatenate"),
            wires="z>embed x>r r>t embed>f t>g f>j:0 g>j:1 j>flat",
        ),
        0,
    ),
    "in a pipeline": (
        followed(
            layer(
                "s",
                "Pipeline",
                layers=[
                    {"layer": "Reshape", "config": {"target_shape": [2, 2]}},
                    {"layer": "Embedding", "config": {"input_dim": 10, "output_dim": 2}},
                ],
            )
        ),
        0,
    ),
}
"""Ways from inputs to an Embedding of ten rows, with what they add to the numbers."""


def bound(document: Document, highest: int) -> tuple[Document, Dataset]:
    """Numbers up to `highest` in every input; only the last column has all of them."""
    names = [node.name for node in document.graph.nodes if isinstance(node, InputNode)]
    data = {"inputs": {name: name for name in names}, "targets": {"y": "y"}}
    ids = np.arange(40).reshape(10, 4) % 2
    ids[:, 3] = np.linspace(0, highest, 10).round()
    made = dataset("made", "Made", "", {**dict.fromkeys(names, ids), "y": np.zeros((10, 1), "float32")})
    written = document.model_dump(mode="json", exclude_unset=True)
    return read_document({**written, "format": 1, "data": data}), made


def found(document: Document, data: Dataset | None = None) -> list[Problem]:
    return lookup_problems(structure_of(document), document, look(document), data.info if data else None)


def keras_takes(document: Document, data: Dataset) -> bool:
    """Whether the real model can be called on the rows."""
    try:
        build_model(document, structure_of(document))(dict(bind(document, data).training.x))
    except Exception:  # whatever TensorFlow raises of an index, by the kernel at hand
        return False
    return True


@pytest.mark.parametrize("name", WAYS)
def test_D20_what_a_field_brings_is_followed_through_every_kind_of_call(name: str) -> None:
    drawn, added = WAYS[name]
    document, data = bound(drawn, 9 - added)
    assert found(document, data) == []
    assert keras_takes(document, data)
    document, data = bound(drawn, 10 - added)
    problem = found(document, data)[0]
    assert (problem.code, problem.expected) == (Code.data_range, [0, 9])
    assert re.search(r"looks up rows 0 to 9; field [xz] brings it \d+ to 10\.", problem.message)
    assert not keras_takes(document, data)
    mended = apply(document, problem.fixes[0].edits)
    assert found(mended, data) == []
    assert keras_takes(mended, data)


@pytest.mark.parametrize("name", WAYS)
def test_D21_random_fits_whatever_way_the_numbers_take(name: str) -> None:
    written = WAYS[name][0].model_dump(mode="json", exclude_unset=True)
    document = read_document({**written, "format": 1, "data": {"dataset": "random"}})
    plans = [
        plan
        for plan in plan_fields(document)
        if plan.distribution in (Distribution.integers, Distribution.between)
    ]
    assert plans
    assert all(plan.high > 4 for plan in plans)
    assert keras_takes(document, generate(document))


@pytest.mark.parametrize(
    ("calls", "low", "high"),
    [
        ([op("s", "subtract", x2=5)], 5, 15),
        ([op("n", "negative")], -9, 1),
        ([op("d", "floor_divide", x2=7)], 0, 70),
        ([op("m", "multiply", x2=3)], 0, 4),
        ([op("m", "minimum", x2=9)], 0, 10),
        ([op("c", "clip", x_min=0, x_max=9)], 0, 10),
        ([op("u", "square")], 0, 10),
    ],
)
def test_D21_the_room_is_the_largest_that_the_layers_behind_leave(
    calls: list[dict[str, Any]], low: int, high: int
) -> None:
    (plan, _) = plan_fields(followed(*calls, data={"dataset": "random"}))
    assert (plan.low, plan.high) == (low, high)


def test_D21_whole_numbers_go_into_an_input_of_floats_that_is_looked_up_and_fit_a_small_type() -> None:
    nodes = [source("x", 4, dtype="float32"), EMBED, FLAT, DENSE, target("y")]
    assert (
        plan_fields(sketch(chain(nodes), data={"dataset": "random"}))[0].distribution is Distribution.integers
    )
    wide = layer("embed", "Embedding", input_dim=1000, output_dim=2)
    nodes = [source("x", 4, dtype="int8"), wide, FLAT, DENSE, target("y")]
    assert plan_fields(sketch(chain(nodes), data={"dataset": "random"}))[0].high == 128


def test_D21_what_a_lookup_knows_is_drawn_through_a_nested_model_too() -> None:
    known = layer("know", "IntegerLookup", vocabulary=[300, 100, 200], num_oov_indices=0)
    few = layer("embed", "Embedding", input_dim=3, output_dim=2)
    document = followed(
        model("m", "reader"), models={"reader": reader(known, few, FLAT)}, data={"dataset": "random"}
    )
    data = generate(document)
    assert set(np.unique(data.arrays["x"])) == {100, 200, 300}
    assert keras_takes(document, data)


def test_D20_a_layer_that_numbers_is_held_to_its_embedding_without_data() -> None:
    """As many as Keras says: with words that are not known, a mask, and names for both in the vocabulary."""
    for config in (
        {"vocabulary": ["a", "b"]},
        {"vocabulary": ["a", "b"], "mask_token": ""},
        {"vocabulary": ["a", "b"], "num_oov_indices": 3},
        {"vocabulary": ["a", "b"], "num_oov_indices": 0},
        {"vocabulary": ["", "[UNK]", "a"], "mask_token": ""},
        {"vocabulary": ["[UNK]", "a"]},
    ):
        size = keras.layers.StringLookup(**config).vocabulary_size()
        for rows_of, wrong in ((size, 0), (size - 1, 1)):
            few = layer("embed", "Embedding", input_dim=rows_of, output_dim=2)
            nodes = [
                source("x", 4, dtype="string"),
                layer("s", "StringLookup", **config),
                few,
                FLAT,
                DENSE,
                target("y"),
            ]
            assert len(found(sketch(chain(nodes)))) == wrong
