"""[D45] The steps of recipes as tensors of Keras give the bits that they give as arrays."""

from typing import Any

import keras
import numpy as np
import pytest

from layerloom.datasets.dataset import Array, Dataset, dataset
from layerloom.datasets.recipes.run_recipes import run_learned
from layerloom.datasets.recipes.steps import cells
from layerloom.datasets.recipes.tensor_steps import apply_tensor_step, is_tensor_step
from layerloom_schema.documents.data_preparation import Recipe, RecipeStep

NUMBERS = np.array([0.1, np.nan, -3.5, np.inf, -np.inf, 2.0, -0.0, 1e30], "float32")
WHOLE = np.array([0, -7, 3, 2**53 + 1, -(2**53) - 1, 2, 1, 9])
SECONDS = np.array([0, -1, 951_782_400, 951_868_799, 1_709_164_800, -(10**10), 4_107_542_400, 86_399])
TEXTS = np.array(["a", "", "größe", "b c", "", "日本", "b", "a"])
DATA = dataset(
    "made",
    "Made",
    "",
    {
        "number": NUMBERS,
        "other": NUMBERS[::-1].copy(),
        "whole": WHOLE,
        "seconds": SECONDS,
        "text": TEXTS,
        "more": TEXTS[::-1].copy(),
        "image": np.random.default_rng(0).random((8, 6, 6, 3)).astype("float32") * 255,
    },
)


def through_keras(recipe: Recipe, data: Dataset) -> Array:
    """What a model of nothing but the recipe predicts."""
    columns = {name: cells(data.arrays[name]) for name in recipe.sources}
    inputs = {
        name: keras.Input(
            column.shape[1:], dtype="string" if column.dtype == "O" else column.dtype.name, name=name
        )
        for name, column in columns.items()
    }
    tensors = [*inputs.values()]
    for step in recipe.steps:
        tensors = apply_tensor_step(step, tensors)
    if tensors[0].dtype == "string":  # `predict` gives no texts
        return np.asarray(
            keras.Model(inputs, tensors[0])({k: keras.ops.convert_to_tensor(v) for k, v in columns.items()})
        )
    found: Array = keras.Model(inputs, tensors[0]).predict(columns, verbose=0)
    return found


def step(name: str, **config: Any) -> RecipeStep:
    return RecipeStep(step=name, config=config)


def layer(name: str, **config: Any) -> RecipeStep:
    return RecipeStep(layer=name, config=config)


@pytest.mark.parametrize(
    ("sources", "steps"),
    [
        (["number"], [step("fill", **{"with": [0.1]})]),
        (["whole"], [step("fill", **{"with": [3.5]})]),
        (["text", "more"], [step("fill", **{"with": ["größe", "x"]}), step("stack")]),
        (["number"], [step("clip", low=0)]),
        (["number"], [step("clip", low=-3.3, high=0.1)]),
        (["whole"], [step("clip", low=-6.5, high=2.5)]),
        (["whole"], [step("clip", low=1.5)]),
        (["whole"], [step("clip", high=-1.5)]),
        (["number", "other"], [step("stack"), step("reshape", shape=[2, 1])]),
        (["number", "whole"], [step("stack")]),
        (["whole", "seconds"], [step("stack")]),
        (["seconds"], [step("date"), step("stack")]),
        (["seconds", "whole"], [step("date", parts=["weekday", "year"]), step("stack")]),
        (["number"], [step("fill", **{"with": [1]}), layer("Normalization", mean=[0.3], variance=[1.7])]),
        (["number"], [layer("Discretization", bin_boundaries=[0.1, 2.0])]),
        (["number"], [layer("Discretization", bin_boundaries=[0.1, 2.0], output_mode="one_hot")]),
        (["text"], [layer("StringLookup", vocabulary=["a", "b"], num_oov_indices=2)]),
        (["text"], [layer("StringLookup", vocabulary=["a", "b"], output_mode="multi_hot")]),
        (["text"], [layer("TextVectorization", vocabulary=["b", "c"], output_sequence_length=3)]),
        (["text"], [layer("Hashing", num_bins=5, salt=3)]),
        (["text", "whole"], [layer("HashedCrossing", num_bins=7)]),
        (["text", "more"], [layer("HashedCrossing", num_bins=7, output_mode="one_hot")]),
        (["whole"], [layer("IntegerLookup", vocabulary=[2, 9])]),
        (["whole"], [step("clip", low=0, high=3), layer("CategoryEncoding", num_tokens=4)]),
        (["image"], [layer("Resizing", height=4, width=5), layer("Rescaling", scale=1 / 255)]),
        (["image"], [layer("CenterCrop", height=4, width=4)]),
    ],
)
def test_D45_a_step_gives_the_same_bits_inside_a_model(sources: list[str], steps: list[RecipeStep]) -> None:
    recipe = Recipe.model_validate({"from": sources, "steps": steps})
    assert all(map(is_tensor_step, steps))
    expected = run_learned("made", recipe, DATA)
    found = through_keras(recipe, DATA)
    if expected.dtype == "O":
        assert [text.decode() for text in found.reshape(-1)] == expected.reshape(-1).tolist()
    else:
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        assert found.tobytes() == expected.tobytes()
