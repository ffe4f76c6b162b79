"""Houses: a table with missing numbers, dates of a time zone and texts, and a model of recipes of its columns."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from codegen.documents import begin, document, end, layer
from layerloom_schema.documents.document import Document

KINDS = ("flat", "house", "villa")
COLUMNS = ("kind", "rooms", "area", "built", "district", "note", "floors")
RECIPES: dict[str, Any] = {
    "numbers": {
        "from": ["rooms", "area"],
        "steps": [
            {"step": "fill", "config": {"with": "mean"}},
            {"step": "clip", "config": {"low": -1, "high": 60.5}},
            {"step": "stack"},
            {"layer": "Normalization", "adapt": True},
        ],
    },
    "area_bin": {
        "from": ["area"],
        "steps": [
            {"step": "fill", "config": {"with": "median"}},
            {"layer": "Discretization", "config": {"num_bins": 4, "output_mode": "one_hot"}, "adapt": True},
        ],
    },
    "when": {
        "from": ["built"],
        "steps": [
            {"step": "date"},
            {"step": "stack"},
            {"layer": "Rescaling", "config": {"scale": 0.125}},
            {"step": "reshape", "config": {"shape": [3, 2]}},
        ],
    },
    "where": {
        "from": ["district"],
        "steps": [
            {"step": "fill", "config": {"with": "most_frequent"}},
            {"layer": "StringLookup", "config": {"max_tokens": 6}, "adapt": True},
        ],
    },
    "words": {
        "from": ["note"],
        "steps": [
            {
                "layer": "TextVectorization",
                "config": {"max_tokens": 7, "output_sequence_length": 4},
                "adapt": True,
            }
        ],
    },
    "kind_number": {"from": ["kind"], "steps": [{"step": "classes", "config": {"classes": [*KINDS]}}]},
}


def houses(recipes: dict[str, Any] = RECIPES, **training: Any) -> Document:
    """The model: a number of floors goes in as it is, everything else through a recipe."""
    return document(
        [
            begin("numbers", 2),
            begin("area_bin", 4),
            begin("when", 3, 2),
            begin("where", 1, dtype="int64"),
            begin("words", 4),
            begin("floors", 1),
            layer("embed", "Embedding", input_dim=6, output_dim=3),
            layer("place", "Flatten"),
            layer("date", "Flatten"),
            layer("all", "Concatenate"),
            layer("hidden", "Dense", units=16, activation="relu"),
            layer("kind", "Dense", units=3, activation="softmax"),
            end("kind"),
        ],
        "where>embed embed>place when>date numbers>all#0 area_bin>all#1 date>all#2 place>all#3 words>all#4 "
        "floors>all#5 all>hidden hidden>kind kind>out_kind",
        training={
            "outputs": {"kind": {"loss": {"name": "SparseCategoricalCrossentropy", "config": {}}}},
            "epochs": 1,
            **training,
        },
        data={
            "recipes": recipes,
            "inputs": {name: name for name in ("numbers", "area_bin", "when", "where", "words", "floors")},
            "targets": {"kind": "kind_number"},
        },
    )


def table(path: Path, rows: int, *, zone: str, districts: Sequence[str], columns: Sequence[str]) -> Path:
    """A file of houses whose dates are written in a time zone."""
    generator = np.random.default_rng(rows)
    days = np.datetime64("1995-03-01") + generator.integers(0, 9_000, rows)
    seconds = generator.integers(0, 86_400, rows).tolist()
    made: dict[str, Sequence[object]] = {
        "kind": generator.choice(KINDS, rows).tolist(),
        "rooms": _some_missing(generator, generator.normal(4, 3, rows).round(3)),
        "area": _some_missing(generator, generator.normal(80, 30, rows)),
        "built": [f"{day}T{_clock(second)}{zone}" for day, second in zip(days, seconds, strict=True)],
        "district": generator.choice(districts, rows).tolist(),
        "note": generator.choice(["near the lake", "Loud; but near", "", "quiet: a garden"], rows).tolist(),
        "floors": generator.integers(1, 9, rows).tolist(),
    }
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*(made[name] for name in columns), strict=True))
    return path


def _some_missing(generator: np.random.Generator, numbers: np.ndarray) -> list[object]:
    missing = generator.random(len(numbers)) < 0.1
    return ["NA" if gone else number for number, gone in zip(numbers.tolist(), missing, strict=True)]


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second % 3600 // 60:02}:{second % 60:02}"
