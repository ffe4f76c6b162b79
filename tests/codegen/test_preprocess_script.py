"""[D45] `preprocess.py` reads what a model takes from files like the one that it was trained on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from codegen.pictures import pictures
from datasets.test_archives import packed, png, unpacked
from jobs.houses import COLUMNS, RECIPES, houses, table
from layerloom.codegen.data.preprocess.preprocess_script import preprocess_script
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.recipes.division import divide
from layerloom.datasets.recipes.field_types import cell_columns
from layerloom.datasets.recipes.run_recipes import run_learned
from layerloom.datasets.recipes.steps import cells
from layerloom_schema.data.learned_recipes import LearnedRecipes
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.documents.document import Document, read_document, write_document
from support.workbook import workbook

Columns = dict[str, np.ndarray]


def written(document: Document, path: Path) -> str:
    """The script for a document that was trained on a file; texts alone are filled in its recipes."""
    found = read_file(path)
    value = write_document(document)["data"]["recipes"]
    for recipe in value.values():
        for step in recipe["steps"]:
            if step.get("step") == "fill":
                step["config"] = {"with": [step["config"]["with"]]}
    recipes = {name: Recipe.model_validate(recipe) for name, recipe in value.items()}
    learned = LearnedRecipes(columns=cell_columns(found.data.info), recipes=recipes)
    return preprocess_script(document, divide(document, learned), found.manifest, learned)


def read_of(script: str) -> Callable[[Path], Columns]:
    space: dict[str, Any] = {}
    exec(compile(script, "preprocess.py", "exec"), space)
    read: Callable[[Path], Columns] = space["read"]
    return read


def taking(*fields: str, recipes: dict[str, Any] | None = None) -> Document:
    """A document with an input for each field."""
    value = write_document(houses())
    nodes = [node for node in value["graph"]["nodes"] if node["kind"] != "input"]
    inputs = [
        {"kind": "input", "id": f"in_{place}", "name": f"in_{place}", "shape": [1], "dtype": "float32"}
        for place in range(len(fields))
    ]
    value["graph"] = {"nodes": [*inputs, *nodes], "edges": []}
    bound = {f"in_{place}": field for place, field in enumerate(fields)}
    value["data"] = {"recipes": recipes or {}, "inputs": bound, "targets": {"kind": "kind_number"}}
    return read_document(value)


CODED = {
    "district_number": {
        "from": ["district"],
        "steps": [
            {"step": "fill", "config": {"with": "north"}},
            {"step": "classes", "config": {"classes": ["east", "north", "south"]}},
            {"layer": "CategoryEncoding", "config": {"num_tokens": 3}},
        ],
    },
    "kind_number": RECIPES["kind_number"],
}


def test_D45_a_step_that_cannot_lie_in_a_model_is_done_before_it(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", 50, zone="Z", districts=("north", "south", ""), columns=COLUMNS)
    document = taking("district_number", "floors", recipes=CODED)
    script = written(document, path)
    assert (
        "Of recipe district_number steps 1 to 2 are done here: step 2, classes, cannot lie in a model."
        in script
    )
    assert "CLASSES['kind']" in script
    assert 'CLASSES = {"kind": ["flat", "house", "villa"]}' in script
    found = read_of(script)(path)
    assert [*found] == ["district_number", "floors"]
    places = {"": 1, "north": 1, "south": 2}
    assert found["district_number"].tolist() == [
        places[text] for text in read_file(path).data.arrays["district"].tolist()
    ]


def test_D45_cells_that_a_model_does_not_know_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("n,when,flag\n1,2020-01-01,true\n2,2020-01-02,false\n")
    read = read_of(written(taking("n", "when", "flag"), path))
    for rows, message in {
        "1,2020-01-01,true\n,2020-01-01,true\n": "row 2, column 'n': cannot read None",
        "1,2020-01-01,true\n2,soon,true\n": "row 2, column 'when': cannot read 'soon'",
        "1.5,2020-01-01,true\n": "row 1, column 'n': cannot read '1.5'",
        "1,2020-01-01,maybe\n": "row 1, column 'flag': cannot read 'maybe'",
    }.items():
        (tmp_path / "new.csv").write_text(f"n,when,flag\n{rows}")
        with pytest.raises(ValueError, match=message):
            read(tmp_path / "new.csv")


def parquet(path: Path) -> Path:
    frame = pl.DataFrame({" n ": [1.5, None], "when": ["2020-01-01", "2020-01-02"], 'it\'s "x"': ["a", None]})
    frame.write_parquet(path)
    return path


def sheet(path: Path) -> Path:
    path.write_bytes(workbook({"s": [["n", "n", "text"], [1, 2.5, "a"], [2, None, None]]}))
    return path


def lines(path: Path) -> Path:
    path.write_text('{"a": 1, " b": 2.5}\n{"a": 2, "c": "x"}\n')
    return path


def headless(path: Path) -> Path:
    path.write_text("1;2,5;'x'\n2;;y\n")
    return path


def odd_names(path: Path) -> Path:
    path.write_text('a,a,"b ""c""",\n1,2,3,4\n')
    return path


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.parquet", parquet),
        ("a.xlsx", sheet),
        ("a.jsonl", lines),
        ("a.csv", headless),
        ("a.csv", odd_names),
    ],
)
def test_D45_files_of_every_format_are_read_as_they_were(
    name: str, make: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = make(tmp_path / name)
    arrays = read_file(path).data.arrays
    found = read_of(written(taking(*arrays), path))(path)
    assert [*found] == [*arrays]
    for field, array in arrays.items():
        assert found[field].tolist() == cells(np.asarray(array)).tolist() or np.array_equal(
            found[field], cells(np.asarray(array)), equal_nan=True
        )


def test_D45_arrays_are_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, x=np.arange(4, dtype="uint8"), y=np.ones((4, 1)))
    read = read_of(written(taking("x", "y"), path))
    found = read(np.load(path))
    assert (found["x"].dtype, found["y"].dtype, found["y"].shape) == (np.int64, np.float32, (4,))


@pytest.mark.parametrize("make", [packed, unpacked])
def test_D45_images_are_read_in_the_order_of_their_names(make: Any, tmp_path: Path) -> None:
    members = {"set/b/2.png": png((5, 6, 7)), "set/a/3.PNG": png(), "set/a/.1.png": b"x", "set/a/1.txt": b"x"}
    path = make(tmp_path / "pets.zip", members)
    script = written(taking("image"), path)
    assert "polars" not in script
    found = read_of(script)(path)
    assert found["image"].tobytes() == np.asarray(read_file(path).data.arrays["image"]).tobytes()


def test_D45_images_of_several_sizes_are_resized_before_the_model(tmp_path: Path) -> None:
    path = packed(tmp_path / "pets.zip", {"1.png": png(), "2.png": png((1, 2, 3), (7, 5))})
    step = {"step": "image", "config": {"size": [3, 4]}}
    document = taking("small", recipes={"small": {"from": ["image"], "steps": [step]}})
    assert document.data is not None
    script = written(document, path)
    assert "Of recipe small steps 1 to 1 are done here: step 1, image, cannot lie in a model." in script
    expected = run_learned("small", document.data.recipes["small"], read_file(path).data)
    assert read_of(script)(path)["small"].tobytes() == expected.tobytes()


def test_D45_a_table_beside_images_gives_its_columns_and_their_order(tmp_path: Path) -> None:
    archive, table = pictures(tmp_path)
    library = DataLibrary(tmp_path / "library")
    library.add([archive, table], "pictures")
    data, manifest = library.open("pictures"), library.manifest("pictures")
    learned = LearnedRecipes(columns=cell_columns(data.info))
    document = taking("image", "bright")
    read: Any = read_of(preprocess_script(document, divide(document, learned), manifest, learned))
    lines = table.read_text().splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text(
        "\n".join(["bright,file", *(f"{b},{a}" for a, _, b in (row.split(",") for row in lines[1:]))])
    )
    found = read(archive, turned)
    assert found["image"].tobytes() == np.asarray(data.arrays["image"]).tobytes()
    assert found["bright"].tobytes() == np.asarray(data.arrays["bright"]).tobytes()
