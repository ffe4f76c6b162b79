"""A document whose raw columns go through recipes, and a file of such columns."""

from pathlib import Path
from typing import Any

import numpy as np

from codegen.documents import begin, document, end, layer
from codegen.trained import CROSS, options
from layerloom_schema.documents.document import Document

RECIPES: dict[str, Any] = {
    "numbers": {
        "from": ["rooms", "area"],
        "steps": [
            {"step": "fill", "config": {"with": "median"}},
            {"step": "clip", "config": {"high": 2}},
            {"step": "stack"},
            {"layer": "Normalization", "adapt": True},
        ],
    },
    "when": {
        "from": ["day"],
        "steps": [
            {"step": "date", "config": {"parts": ["month", "weekday"]}},
            {"step": "stack"},
            {"layer": "Rescaling", "config": {"scale": 0.125}},
        ],
    },
    "where": {
        "from": ["district"],
        "steps": [
            {"step": "fill", "config": {"with": "most_frequent"}},
            {"layer": "StringLookup", "config": {"max_tokens": 6}, "adapt": True},
        ],
    },
    "kind_number": {
        "from": ["kind_name"],
        "steps": [{"step": "classes", "config": {"classes": ["flat", "house", "villa"]}}],
    },
}


def prepared(recipes: dict[str, Any] = RECIPES, **data: Any) -> Document:
    """Missing numbers, dates, texts, and classes that are texts; rows split by class."""
    return document(
        [
            begin("numbers", 2),
            begin("when", 2),
            begin("where", 1, dtype="int32"),
            layer("embed", "Embedding", input_dim=6, output_dim=3),
            layer("flat", "Flatten"),
            layer("both", "Concatenate"),
            layer("kind", "Dense", units=3, activation="softmax"),
            end("kind"),
        ],
        "where>embed embed>flat numbers>both#0 when>both#1 flat>both#2 both>kind kind>out_kind",
        training=options({"kind": {**CROSS, "class_weight": "balanced"}}, batch_size=16),
        data={
            "recipes": recipes,
            "split": {"validation": 0.2, "test": 0.1, "by": "stratified", "column": "kind_name", "seed": 1},
            "inputs": {name: name for name in ("numbers", "when", "where")},
            "targets": {"kind": "kind_number"},
            **data,
        },
    )


def file_of_columns(folder: Path) -> Path:
    generator = np.random.default_rng(4)
    path = folder / "columns.npz"
    rooms = generator.normal(size=120)
    rooms[::7] = np.nan
    np.savez(
        path,
        rooms=rooms,
        area=generator.normal(size=(120, 1)).astype("float32"),
        day=generator.integers(0, 2 * 10**9, 120),
        district=np.array(["north", "south", "west", ""])[generator.integers(0, 4, 120)],
        kind_name=np.array(["villa", "flat", "house"])[generator.integers(0, 3, 120)],
    )
    return path
