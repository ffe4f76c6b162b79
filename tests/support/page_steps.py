"""Recipes with rows and what becomes of them, for the page that predicts without a server.

Python writes what Keras gives; vitest compares what the page computes with the same file. `make golden` writes it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from layerloom.datasets.dataset import Array, dataset
from layerloom.datasets.recipes.run_recipes import run_learned
from layerloom.jobs.export.prediction_page.recipe_steps import page_steps
from layerloom_schema.documents.data_preparation import Recipe

PATH = Path(__file__).parents[1] / "cases" / "page_steps.json"
NUMBERS = np.array([-3.5, 0.1, 2.0, 7.25, np.nan, 1e6], "float32")
WHOLE = np.array([0, 3, 2, 5, 1, 3], "int64")
TEXTS = np.array(["red", "", "Blue!", "green sea,  the\tgrey", "ÉTÉ red", "x-y"], "object")
DATES = np.array([0, 951_782_400, 951_868_799, -86_401, 1_709_164_800, 4_102_444_799], "int64")
PAIRS = np.array([[1, 2], [0, 0], [3, 1], [2, 2], [1, 3], [0, 3]], "int64")
PIXELS = np.arange(6 * 2 * 2 * 3, dtype="uint8").reshape(6, 2, 2, 3) * 3
COLUMNS: dict[str, Array] = {
    "number": NUMBERS,
    "whole": WHOLE,
    "text": TEXTS,
    "date": DATES,
    "pair": PAIRS,
    "pixels": PIXELS,
}
_FILL = {"step": "fill", "config": {"with": [1.5]}}
_WORDS = ["red", "green", "sea", "the"]


def _layer(name: str, **config: Any) -> dict[str, Any]:
    return {"layer": name, "config": config}


CASES: list[tuple[list[str], list[dict[str, Any]]]] = [
    (["number"], [_FILL]),
    (["text"], [{"step": "fill", "config": {"with": ["none"]}}, _layer("StringLookup", vocabulary=["none"])]),
    (["number"], [{"step": "clip", "config": {"low": -1, "high": 5.1}}, _FILL]),
    (["whole"], [{"step": "clip", "config": {"low": 1.9}}]),
    (["number", "whole"], [{"step": "stack"}]),
    (["pair"], [{"step": "reshape", "config": {"shape": [2, 1]}}]),
    (["date"], [{"step": "date"}, {"step": "stack"}]),
    (["date"], [{"step": "date", "config": {"parts": ["weekday", "year"]}}, {"step": "stack"}]),
    (["pixels"], [{"step": "image", "config": {"size": [2, 2], "channels": 1}}]),
    (["pixels"], [{"step": "image", "config": {"size": [2, 2]}}, _layer("Rescaling", scale=1 / 255)]),
    (["number"], [_FILL, _layer("Normalization", mean=2.5, variance=3.7)]),
    (["pair"], [_layer("Normalization", mean=[1.1, 2.2], variance=[0.0, 4.0])]),
    (["pair"], [_layer("Normalization", mean=[1.1, 2.2], variance=[0.5, 4.0], invert=True)]),
    (["pair"], [_layer("Rescaling", scale=0.1, offset=-3.3)]),
    (["number"], [_layer("Discretization", bin_boundaries=[0.1, 2.0, 3.0])]),
    (["number"], [_layer("Discretization", bin_boundaries=[0.1, 2.0], output_mode="one_hot")]),
    (["pair"], [_layer("CategoryEncoding", num_tokens=4, output_mode="multi_hot")]),
    (["pair"], [_layer("CategoryEncoding", num_tokens=4, output_mode="count")]),
    (["whole"], [_layer("CategoryEncoding", num_tokens=6, output_mode="one_hot")]),
    (["pair"], [_layer("IntegerLookup", vocabulary=[2, 3])]),
    (["pair"], [_layer("IntegerLookup", vocabulary=[2, 3], mask_token=0)]),
    (["whole"], [_layer("IntegerLookup", vocabulary=[0, 1, 2, 3, 5], num_oov_indices=0)]),
    (["pair"], [_layer("IntegerLookup", vocabulary=[2, 3], output_mode="multi_hot")]),
    (["text"], [_layer("StringLookup", vocabulary=["red", "x-y"], mask_token="")]),
    (["text"], [_layer("StringLookup", vocabulary=["red", "x-y"], output_mode="one_hot")]),
    (["text"], [_layer("TextVectorization", vocabulary=_WORDS, output_sequence_length=3)]),
    (["text"], [_layer("TextVectorization", vocabulary=_WORDS, output_mode="count")]),
    (["text"], [_layer("TextVectorization", vocabulary=_WORDS, output_mode="multi_hot")]),
    (
        ["text"],
        [
            _layer(
                "TextVectorization",
                vocabulary=_WORDS,
                output_mode="tf_idf",
                idf_weights=[0.3, 0.5, 0.7, 1.1],
            )
        ],
    ),
    (
        ["text"],
        [
            _layer(
                "TextVectorization",
                vocabulary=["r", "e", "É", "-"],
                split="character",
                standardize="lower",
                output_sequence_length=7,
            )
        ],
    ),
    (
        ["text"],
        [
            _layer(
                "TextVectorization",
                vocabulary=["Blue", "xy"],
                standardize="strip_punctuation",
                output_sequence_length=2,
            )
        ],
    ),
]


def golden_steps() -> list[dict[str, Any]]:
    """Each case with the steps of the page, its rows, and the numbers that Keras makes of each."""
    return [*map(_case, CASES)]


def _case(case: tuple[list[str], list[dict[str, Any]]]) -> dict[str, Any]:
    sources, steps = case
    recipe = Recipe.model_validate({"from": sources, "steps": steps})
    data = dataset("cases", "cases", "", {name: COLUMNS[name] for name in sources})
    made = run_learned("made", recipe, data)
    return {
        "sources": sources,
        "steps": [step.model_dump() for step in page_steps(recipe.steps)],
        "rows": [[_plain(COLUMNS[name][row]) for name in sources] for row in range(len(NUMBERS))],
        "shape": [*made.shape[1:]],
        "made": [[*_flat(row)] for row in made],
    }


def _flat(cells: Array) -> Iterator[float | None]:
    for cell in np.asarray(cells).reshape(-1):
        yield None if np.isnan(cell) else float(cell)


def _plain(cells: Any) -> Any:
    if isinstance(cells, str):
        return cells
    found = np.asarray(cells)
    return None if found.ndim == 0 and np.isnan(found) else found.tolist()


def rewrite_steps() -> None:
    """Write what Keras gives today."""
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in golden_steps())
    PATH.write_text(f"[\n{lines}\n]\n", "utf-8")
