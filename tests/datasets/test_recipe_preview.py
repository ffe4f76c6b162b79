"""[D46] What a recipe makes of some rows, with the lines of the script."""

from typing import Any

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.codegen.data.recipe_preview import preview_recipe
from layerloom.datasets.library import DataLibrary
from layerloom_schema.data.recipe_previews import RecipePreview
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.errors import Refused

CACHE = CallCache()
LONG = {letter: letter * 101 for letter in "ab"}
"""Texts too long for a field to list its different ones."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> DataLibrary:
    folder = tmp_path_factory.mktemp("preview")
    rows = [
        f"{index % 4 or ''},2020-01-{index + 1:02d},{'ab'[index % 2]},{LONG['ab'[index % 2]]}"
        for index in range(20)
    ]
    (folder / "seen.csv").write_text("\n".join(["rooms,day,kind,note", *rows]))
    library = DataLibrary(folder / "datasets")
    library.add([folder / "seen.csv"], "seen")
    return library


def preview(library: DataLibrary, *steps: dict[str, Any], sources: tuple[str, ...]) -> RecipePreview:
    return preview_recipe(with_recipe(*steps, sources=sources), "made", 3, library, CACHE)


def with_recipe(*steps: dict[str, Any], sources: tuple[str, ...]) -> Document:
    recipes = {"made": {"from": [*sources], "steps": [*steps]}}
    return read_document({"format": 2, "data": {"dataset": "seen", "recipes": recipes}})


def classes(*listed: str) -> dict[str, Any]:
    return {"step": "classes", "config": {"classes": [*listed]}}


def test_D46_each_stage_shows_its_rows_and_its_lines(library: DataLibrary) -> None:
    fill: dict[str, Any] = {"step": "fill", "config": {"with": "median"}}
    found = preview(library, fill, {"layer": "Rescaling", "config": {"scale": 2}}, sources=("rooms",))
    assert [stage.columns[0].cells for stage in found.stages] == [[None, 1, 2], [2, 1, 2], [[4], [2], [4]]]
    assert [stage.columns[0].name for stage in found.stages] == ["rooms", None, None]
    assert found.stages[1].python[-1] == "columns = fill(columns, values)"
    assert found.stages[2].python[0] == "layer = keras.layers.Rescaling(2.0)"
    assert (found.learned_from, found.error) == (20, None)


def test_D46_a_date_is_shown_as_one_and_its_parts_as_columns(library: DataLibrary) -> None:
    step: dict[str, Any] = {"step": "date", "config": {"parts": ["day", "month"]}}
    first, last = preview(library, step, sources=("day",)).stages
    assert first.columns[0].cells[0] == "2020-01-01T00:00:00Z"
    assert [column.cells for column in last.columns] == [[1, 2, 3], [1, 1, 1]]


def test_D46_stages_end_before_a_step_that_cannot_follow(library: DataLibrary) -> None:
    assert len(preview(library, {"step": "clip"}, sources=("kind",)).stages) == 1
    assert len(preview(library, classes("a"), sources=("kind",)).stages) == 1
    unseen = preview(library, classes(LONG["a"]), sources=("note",))
    assert len(unseen.stages) == 1
    assert unseen.error is not None
    assert unseen.error.params == {"recipe": "made", "classes": LONG["b"]}
    assert preview(library, sources=("no such",)).stages == []


def test_D46_a_recipe_that_is_not_there_is_refused(library: DataLibrary) -> None:
    with pytest.raises(Refused, match="no recipe named other"):
        preview_recipe(with_recipe(sources=("kind",)), "other", 3, library, CACHE)
