"""`preprocess.py`, which goes with an exported model: it reads files like the one that a run was trained on.

It needs NumPy, Polars for tables and Pillow for images; Keras only for images of several sizes, and where a layer is
before a step that no tensor operation does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from layerloom.codegen.data.archive_lines import Functions
from layerloom.codegen.data.recipe_lines import learned_lines, literal, step_functions
from layerloom.codegen.data.window_lines import FUNCTIONS, WindowLines
from layerloom.codegen.formatter import STEP, Expression, Part, call, lay_out, listing, mapping, quote
from layerloom.codegen.written_functions import in_order, source_lines
from layerloom.datasets.complete_rows import complete_rows, is_missing
from layerloom.datasets.recipes.division import DividedRecipe, Division
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import DatasetVersion, FieldInfo
from layerloom_schema.data.learned_recipes import LearnedRecipes
from layerloom_schema.documents.data_preparation import Recipe, RecipeStepName, Windows
from layerloom_schema.documents.document import Document
from layerloom_schema.runs.folder import TABLES

from .dropped_rows import name_dropped
from .joined_tables import JoinedTable, needed_tables
from .new_rows import NewRows, new_rows, plain_text, with_tables

NO_FIELDS: Mapping[str, FieldInfo] = {}


def preprocess_script(
    document: Document,
    division: Division,
    manifest: DatasetVersion | None,
    learned: LearnedRecipes,
    tables: Sequence[JoinedTable] = (),
    own: Mapping[str, FieldInfo] = NO_FIELDS,
) -> str:
    """The text of `preprocess.py`; without a manifest the data is arrays by name.

    `tables` are joined to the data, whose own fields are `own`.
    """
    columns, joined = needed_tables(division.read, tables, own)
    reader = with_tables(new_rows(columns, manifest), [table for table, _ in joined])
    classes = _classes(document, learned.recipes)
    before = [recipe for recipe in division.recipes.values() if recipe.before]
    steps = [step for recipe in before for step in recipe.before]
    dropping = [column.name for column in division.read if column.name in _dropping(document)]
    layers = any(step.layer is not None for step in steps)
    needs_keras = layers or any(step.step == RecipeStepName.image for step in steps)
    imports = ["import keras"] if needs_keras else []
    standard = [*reader.standard_imports, *(["import sys"] if dropping else [])]
    standard += ["from collections.abc import Iterator"] if layers else []
    lines = [
        *_docstring(document, division, reader, classes),
        "",
        *in_order(standard),
        *([""] if standard else []),
        *imports,
        "import numpy as np",
        *in_order(reader.imports),
        *_class_lines(classes),
        *_tables_lines(joined),
    ]
    dropped: Functions = [is_missing, complete_rows, name_dropped] if dropping else []
    windows = _windows(division)
    of_windows = FUNCTIONS if windows is not None else ()
    for function in dict.fromkeys([*reader.functions, *dropped, *step_functions(steps), *of_windows]):
        lines += ["", "", *source_lines(function)]
    if before:
        lines += ["", "", *_prepare_function(before, division)]
    name = "read_rows" if dropping else "read"
    lines += ["", "", f"def {name}({reader.parameters}):"]
    lines += [*_reads(reader, dropping, division.windows), *(f"{STEP}{line}" for line in reader.lines)]
    found = mapping([*reader.columns.items()])
    if not before and not dropping and not joined and windows is None:
        return "\n".join([*lines, *lay_out(found, before="return ", indent=STEP)]) + "\n"
    lines += lay_out(found, before="found = ", indent=STEP)
    if joined:
        lines += [f"{STEP}with np.load(TABLES) as kept_tables:", f"{STEP}{STEP}tables = dict(kept_tables)"]
    for table, wanted in joined:
        lines += [f"{STEP}{line}" for line in table.lines(wanted)]
    if dropping:
        lines += [f"{STEP}{line}" for line in _dropped_lines(dropping)]
    if windows is not None:
        lines += [f"{STEP}{line}" for line in windows.whole(["_"], ["slice(None)"])]
        lines += [f"{STEP}found = prepare(found)"] if before else []
    prepared = before and windows is None
    taken: Expression = "prepare(found)" if prepared else _taken(division, in_windows=windows is not None)
    after = (", kept[rows[:, -1]]" if windows is not None else ", kept") if dropping else ""
    lines += lay_out(taken, before="return ", after=after, indent=STEP)
    if dropping:
        lines += ["", "", f"def read({reader.parameters}):"]
        lines += [f'{STEP}"""The columns alone of what `read_rows` gives."""']
        lines += [f"{STEP}return read_rows({reader.parameters})[0]"]
    return "\n".join(lines) + "\n"


def _prepare_function(before: Sequence[DividedRecipe], division: Division) -> Iterator[str]:
    """The function that does the steps before the model, for columns of any source."""
    yield "def prepare(found):"
    yield f'{STEP}"""What the model takes, made of the columns of a file by name."""'
    yield f"{STEP}found = dict(found)"
    for number, recipe in enumerate(before):
        yield from (f"{STEP}{line}" for line in _prepared(recipe, number))
    yield from lay_out(_taken(division, in_windows=False), before="return ", indent=STEP)


def _windows(division: Division) -> WindowLines | None:
    """The windows of new rows: of any that follow one another, whatever comes after them."""
    if division.windows is None:
        return None
    settings = division.windows.model_copy(update={"step": 1, "ahead": 0})
    groups = None if settings.group is None else f"found[{quote(settings.group)}]"
    return WindowLines(settings, f"found[{quote(division.read[0].name)}]", groups)


def _taken(division: Division, *, in_windows: bool) -> Expression:
    """What the model takes of each column: its rows, or `rows` of its windows."""
    cells: list[tuple[str, str]] = []
    for column in division.columns:
        rows = ("[rows]" if division.in_windows(column) else "[rows[:, -1]]") if in_windows else ""
        cells.append((column.name, f"found[{quote(column.name)}]{rows}"))
    return mapping(cells)


def _dropping(document: Document) -> Sequence[str]:
    return document.data.drop_missing if document.data else []


def _reads(reader: NewRows, dropping: Sequence[str], windows: Windows | None) -> Iterator[str]:
    """The docstring of the function that reads."""
    if not dropping and windows is None:
        yield f'{STEP}"""{reader.text}"""'
        return
    yield f'{STEP}"""{reader.text}'
    if windows is not None:
        yield ""
        yield f"{STEP}Each row ends a window of {windows.length}; rows with too few before them are left out."
        yield f"{STEP}Steps from the last row of a window to the row that the model predicts: {windows.ahead}."
    if dropping:
        yield ""
        yield f"{STEP}Rows that miss a cell of {plain_text(', '.join(dropping))} are left out and named;"
        yield f"{STEP}the numbers of the others, from 0, come second."
    yield f'{STEP}"""'


def _dropped_lines(dropping: Sequence[str]) -> Iterator[str]:
    cells = listing([f"found[{quote(name)}]" for name in dropping])
    yield from lay_out(call("complete_rows", [Part(cells)]), before="kept = ")
    yield f"name_dropped(len(found[{quote(dropping[0])}]), kept)"
    yield "found = {name: column[kept] for name, column in found.items()}"


def _docstring(
    document: Document, division: Division, reader: NewRows, classes: Iterable[str]
) -> Iterator[str]:
    yield f'"""Reads data for model.keras, the model of {plain_text(document.name)}. Written by Layerloom.'
    yield ""
    yield "    import keras"
    yield "    from preprocess import read"
    yield ""
    yield '    model = keras.saving.load_model("model.keras")'
    yield f"    predictions = model.predict(read({reader.arguments}), batch_size=32)"
    yield ""
    yield "`read` gives an array for each input of the model: float32 with NaN or text with an empty one where a cell"
    yield "is missing, int64 for whole numbers, and for dates, which are seconds since 1970 in UTC. What follows lies"
    yield "in the model."
    for name, (number, step) in division.stopped.items():
        what = step.step or step.layer
        yield ""
        steps = f"Of recipe {plain_text(name)} steps 1 to {number} are done here"
        yield f"{steps}: step {number}, {what}, cannot lie in a model."
    for output in classes:
        yield ""
        yield f"Output {plain_text(output)} numbers its classes: CLASSES[{plain_text(quote(output))}] has their names."
    yield '"""'


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


def _tables_lines(joined: Sequence[object]) -> Iterator[str]:
    if joined:
        yield from ["", f"TABLES = Path(__file__).with_name({quote(TABLES)})"]
        yield '"""The columns of joined tables, as they were in training."""'


def _prepared(recipe: DividedRecipe, number: int) -> Iterator[str]:
    yield from lay_out(listing([f"found[{quote(source)}]" for source in recipe.sources]), before="columns = ")
    yield from learned_lines(recipe.before, number)
    for place, column in enumerate(recipe.columns):
        yield f"found[{quote(column.name)}] = columns[{place}]"
