"""`preprocess.py`, which goes with an exported model: it reads files like the one that a run was trained on.

It needs NumPy and Polars, and Keras only where a layer is before a step that no tensor operation does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from inspect import getsource
from typing import Any, NamedTuple

from layerloom.datasets.recipes.division import DividedRecipe, Division
from layerloom.datasets.recipes.reader import read_cells
from layerloom.datasets.recipes.steps import cells
from layerloom_schema.base import Json
from layerloom_schema.data_preparation import Recipe, RecipeStepName
from layerloom_schema.datasets import ColumnInfo, DatasetVersion
from layerloom_schema.document import Document
from layerloom_schema.learned_recipes import LearnedRecipes

from .formatter import STEP, Bracket, Part, call, lay_out, listing, mapping, quote
from .recipe_lines import learned_lines, literal, step_functions
from .table_lines import IMPORT, cell_expression, new_rows_lines, reads_table


class _Reader(NamedTuple):
    """How the columns of a file are read."""

    signature: str
    argument: str
    """What `read` is called with, in the example."""
    text: str
    lines: Sequence[str]
    columns: Mapping[str, Bracket]
    """The expression of each column."""
    functions: Sequence[Callable[..., Any]]
    imports: Sequence[str]


def preprocess_script(
    document: Document, division: Division, manifest: DatasetVersion | None, learned: LearnedRecipes
) -> str:
    """The text of `preprocess.py`; without a manifest the data is arrays by name."""
    reader = _reader(division, manifest)
    classes = _classes(document, learned.recipes)
    before = [recipe for recipe in division.recipes.values() if recipe.before]
    steps = [step for recipe in before for step in recipe.before]
    imports = ["import keras"] if any(step.layer is not None for step in steps) else []
    lines = [
        *_docstring(document, division, reader, classes),
        "",
        *(["from collections.abc import Iterator", ""] if imports else []),
        *imports,
        "import numpy as np",
        *reader.imports,
        *_class_lines(classes),
    ]
    for function in dict.fromkeys([*reader.functions, *step_functions(steps)]):
        lines += ["", "", *getsource(function).rstrip("\n").split("\n")]
    lines += ["", "", f"def read({reader.signature}):"]
    lines += [f'{STEP}"""{reader.text}"""', *(f"{STEP}{line}" for line in reader.lines)]
    found = mapping([*reader.columns.items()])
    if not before:
        return "\n".join([*lines, *lay_out(found, before="return ", indent=STEP)]) + "\n"
    lines += lay_out(found, before="found = ", indent=STEP)
    for number, recipe in enumerate(before):
        lines += [f"{STEP}{line}" for line in _prepared(recipe, number)]
    taken = mapping([(column.name, f"found[{quote(column.name)}]") for column in division.columns])
    return "\n".join([*lines, *lay_out(taken, before="return ", indent=STEP)]) + "\n"


def _docstring(
    document: Document, division: Division, reader: _Reader, classes: Iterable[str]
) -> Iterator[str]:
    yield f'"""Reads data for model.keras, the model of {_plain(document.name)}. Written by Layerloom.'
    yield ""
    yield "    import keras"
    yield "    from preprocess import read"
    yield ""
    yield '    model = keras.saving.load_model("model.keras")'
    yield f"    predictions = model.predict(read({reader.argument}), batch_size=32)"
    yield ""
    yield "`read` gives an array for each input of the model: float32 with NaN or text with an empty one where a cell"
    yield "is missing, int64 for whole numbers, and for dates, which are seconds since 1970 in UTC. What follows lies"
    yield "in the model."
    for name, (number, step) in division.stopped.items():
        what = step.step or step.layer
        yield ""
        yield f"Of recipe {_plain(name)} steps 1 to {number} are done here: step {number}, {what}, cannot lie in a model."
    for output in classes:
        yield ""
        yield f"Output {_plain(output)} numbers its classes: CLASSES[{_plain(quote(output))}] has their names."
    yield '"""'


def _plain(text: str) -> str:
    """A text that cannot end a docstring, nor begin an escape in it."""
    shown = " ".join(text.split()).replace("\\", "/").replace('"', "'")
    return "".join(character for character in shown if character.isprintable())[:80]


def _classes(document: Document, learned: Mapping[str, Recipe]) -> dict[str, Json]:
    """The classes of each output whose target a recipe numbers, in order."""
    targets = document.data.targets if document.data else {}
    found: dict[str, Json] = {}
    for output, name in targets.items():
        steps = learned[name].steps if name in learned else []
        if steps and steps[-1].step == RecipeStepName.classes:
            found[output] = steps[-1].config["classes"]
    return found


def _class_lines(classes: Mapping[str, Json]) -> Iterator[str]:
    if classes:
        written = mapping([(name, literal(each)) for name, each in classes.items()])
        yield from ["", *lay_out(written, before="CLASSES = ")]


def _prepared(recipe: DividedRecipe, number: int) -> Iterator[str]:
    yield from lay_out(listing([f"found[{quote(source)}]" for source in recipe.sources]), before="columns = ")
    yield from learned_lines(recipe.before, number)
    for place, column in enumerate(recipe.columns):
        yield f"found[{quote(column.name)}] = columns[{place}]"


def _reader(division: Division, manifest: DatasetVersion | None) -> _Reader:
    if manifest is not None and reads_table(manifest):
        return _table(division, manifest)
    columns = {column.name: call("cells", [Part(f"data[{quote(column.name)}]")]) for column in division.read}
    text = "The columns that the model takes, from arrays by name, such as `np.load` gives of an NPZ file."
    return _Reader("data", "arrays", text, [], columns, [cells], [])


def _table(division: Division, manifest: DatasetVersion) -> _Reader:
    infos = {column.name: column for column in manifest.columns}
    dialect = manifest.source.dialect
    columns = {
        column.name: call(
            "read_cells",
            [
                Part("data"),
                Part(quote(column.name)),
                Part(cell_expression(infos[column.name], dialect, lenient=True)),
                Part(quote(column.dtype)),
            ],
        )
        for column in division.read
    }
    needed: list[ColumnInfo] = [infos[column.name] for column in division.read]
    file = manifest.source.files[0]
    text = f"The columns that the model takes, from a file like {_plain(file)}."
    lines = [*new_rows_lines(manifest, needed)]
    return _Reader("path", quote(file), text, lines, columns, [read_cells], [IMPORT])
