"""[D61] What recipes make is computed once for a version, its training rows and the steps, and is kept on the disk."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jobs.models import edited, iris
from layerloom.datasets.dataset import Dataset
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.recipes import run_recipes
from layerloom.datasets.recipes.recipe_cache import RecipeCache
from layerloom.datasets.recipes.run_recipes import PreparedData, with_recipes
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.events import EpochEnded, Event

RECIPES = {
    "scaled": {
        "from": ["a", "b"],
        "steps": [
            {"step": "fill", "config": {"with": "mean"}},
            {"step": "stack"},
            {"layer": "Normalization", "adapt": True},
        ],
    },
    "word": {"from": ["kind"], "steps": [{"step": "fill", "config": {"with": "most_frequent"}}]},
    "number": {"from": ["kind"], "steps": [{"step": "classes", "config": {"classes": ["", "x", "y", "z"]}}]},
}


@pytest.fixture
def library(tmp_path: Path) -> DataLibrary:
    generator = np.random.default_rng(1)
    rows = [
        f"{'' if row % 7 == 0 else number:.3},{row},{'' if row % 5 == 0 else 'xyz'[row % 3]},{row % 3}"
        for row, number in enumerate(map(str, generator.random(90)))
    ]
    (tmp_path / "table.csv").write_text("\n".join(["a,b,kind,label", *rows]) + "\n")
    library = DataLibrary(tmp_path / "datasets")
    library.add([tmp_path / "table.csv"], "table")
    return library


def document(recipes: Any = RECIPES, seed: int = 2) -> Document:
    data = {
        "dataset": "table",
        "recipes": recipes,
        "inputs": {"features": "scaled"},
        "targets": {"species": "label"},
        "split": {"by": "random", "validation": 0.2, "seed": seed},
    }
    return edited(edited(iris(epochs=2), "graph", "nodes", "0", "shape", value=[2]), "data", value=data)


def cache_of(library: DataLibrary, most_bytes: int = 2**30) -> RecipeCache:
    return RecipeCache(library.prepared_folder, most_bytes)


def entries(library: DataLibrary) -> list[str]:
    assert library.prepared_folder is not None
    return sorted(entry.name for entry in library.prepared_folder.glob("*"))


def fields(prepared: PreparedData) -> dict[str, list[Any]]:
    return {name: prepared.data.arrays[name].tolist() for name in RECIPES}


@pytest.mark.parametrize("most_bytes", [2**40, 0])
def test_D61_what_is_kept_equals_what_is_made(
    most_bytes: int, library: DataLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = library.open("table")
    plain = with_recipes(document(), data, data)
    first = with_recipes(document(), data, data, cache_of(library), most_bytes)
    assert fields(first) == fields(plain)
    assert len(entries(library)) == 3
    monkeypatch.setattr(run_recipes, "learn_step", None)  # nothing is learned again
    again = with_recipes(document(), library.open("table"), data, cache_of(library), most_bytes)
    assert fields(again) == fields(plain)
    assert again.learned == plain.learned
    assert again.validation is not None
    assert fields(PreparedData(again.validation)) == fields(plain)


def test_D61_other_rows_or_steps_are_another_entry(library: DataLibrary) -> None:
    data = library.open("table")
    with_recipes(document(), data, None, cache_of(library))
    with_recipes(document(seed=3), data, None, cache_of(library))
    assert len(entries(library)) == 6
    less = {**RECIPES, "scaled": {"from": ["a", "b"], "steps": RECIPES["scaled"]["steps"][:2]}}
    with_recipes(document(less), data, None, cache_of(library))
    assert len(entries(library)) == 7


def test_D61_the_least_recently_used_entries_go(library: DataLibrary) -> None:
    data = library.open("table")
    with_recipes(document(), data, None, cache_of(library))
    assert library.prepared_folder is not None
    for place, name in enumerate(entries(library)):
        os.utime(library.prepared_folder / name / "entry.json", (place, place))
    newest = entries(library)[2]
    cache_of(library, 0).sweep()
    assert entries(library) == [newest]
    library.remove("table")
    assert entries(library) == []


def test_D61_a_class_that_is_not_listed_leaves_nothing(library: DataLibrary) -> None:
    recipes = {
        "number": {"from": ["kind"], "steps": [{"step": "classes", "config": {"classes": ["", "x", "y"]}}]}
    }
    with pytest.raises(Refused, match="z"):
        with_recipes(document(recipes), library.open("table"), None, cache_of(library), 0)
    assert entries(library) == []


def test_D61_a_damaged_entry_is_made_again(library: DataLibrary) -> None:
    data = library.open("table")
    plain = fields(with_recipes(document(), data, None, cache_of(library)))
    assert library.prepared_folder is not None
    for entry in library.prepared_folder.iterdir():
        (entry / "column.bin").write_bytes(b"")
    assert fields(with_recipes(document(), data, None, cache_of(library))) == plain


def test_D61_without_a_folder_nothing_is_kept(library: DataLibrary) -> None:
    data = library.open("table")
    assert isinstance(data, Dataset)
    assert fields(with_recipes(document(), data, None, RecipeCache())) == fields(
        with_recipes(document(), data, None)
    )
    assert not (library.prepared_folder or Path()).exists()


def test_T31_recipes_are_streamed_to_the_same_losses(library: DataLibrary, tmp_path: Path) -> None:
    numbers = []
    for limit in (2**40, 0):
        events: list[Event] = []
        limits = Limits(training_bytes=limit)
        folder = tmp_path / str(limit)
        train_document(document(), folder, on_event=events.append, library=library, limits=limits)
        numbers.append([event.logs for event in events if isinstance(event, EpochEnded)])
        assert len(entries(library)) == 3
        library_folder = library.prepared_folder
        assert library_folder is not None
        RecipeCache(library_folder, 0).sweep()
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == 2
