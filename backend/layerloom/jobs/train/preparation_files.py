"""What new rows need before they come to the model of a run, written into its folder while its data is at hand."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from layerloom.codegen.data.preprocess.joined_tables import JoinedTable, needed_tables
from layerloom.codegen.data.preprocess.preprocess_script import preprocess_script
from layerloom.datasets.dataset import TEXT, Array
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_named
from layerloom.datasets.recipes.division import divide
from layerloom.datasets.recipes.field_types import cell_columns
from layerloom.jobs.prepare import PreparedRun
from layerloom_schema import strict_json
from layerloom_schema.data.datasets import DatasetInfo, DatasetVersion
from layerloom_schema.data.learned_recipes import LearnedRecipes
from layerloom_schema.errors import LayerloomError
from layerloom_schema.runs.folder import PREPROCESS, RECIPES, TABLES


def write_preparation(
    prepared: PreparedRun, data_path: str | None, library: DataLibrary, folder: Path
) -> None:
    """Write what recipes learned, `preprocess.py` and the tables that it joins; nothing where data follows the model.

    An error is printed to the log and does not end the run. One reason: a column without any number has no mean.
    """
    if prepared.info.follows_model:
        return
    document = prepared.document
    learned = LearnedRecipes(columns=cell_columns(prepared.info), recipes=prepared.learned)
    try:
        text = strict_json.dumps(learned.model_dump(mode="json", by_alias=True))
        division = divide(document, learned)
        manifest = _manifest(prepared.info, data_path, library)
        tables = _tables(prepared)
        own = {field.name: field for field in prepared.info.fields}
        script = preprocess_script(document, division, manifest, learned, tables, own)
        _write_tables(needed_tables(division.read, tables, own)[1], prepared, library, folder / TABLES)
        (folder / PREPROCESS).write_text(script, "utf-8")
        (folder / RECIPES).write_text(text, "utf-8")
    except (LayerloomError, OSError, ValueError) as error:
        print(f"How the data of the run is prepared could not be kept: {error}", flush=True)


def _manifest(info: DatasetInfo, data_path: str | None, library: DataLibrary) -> DatasetVersion | None:
    """How the data was read from its file; None for a built-in data set, and for a file of arrays."""
    if data_path is not None:
        return read_file(Path(data_path)).manifest
    return library.manifest(info.name, info.version) if info.versions else None


def _tables(prepared: PreparedRun) -> list[JoinedTable]:
    """The tables that the document joins, in order."""
    return [
        JoinedTable(number, each.join, {field.name: field for field in each.info.fields}, each.added)
        for number, each in enumerate(prepared.source.joined)
    ]


def _write_tables(
    joined: Sequence[tuple[JoinedTable, Mapping[str, str]]],
    prepared: PreparedRun,
    library: DataLibrary,
    path: Path,
) -> None:
    """Write the columns of joined tables that new rows need, texts as Unicode: nothing in the file is ever run."""
    columns: dict[str, Array] = {}
    for table, wanted in joined:
        info = prepared.source.joined[table.number].info
        data = open_named(info.name, library, {info.name: info.version})
        for name, dtype in table.kept(wanted).items():
            column = data.arrays[name].astype("str" if dtype == TEXT else dtype)
            columns[table.key(name)] = column.reshape(-1) if column.shape[1:] == (1,) else column
    if columns:
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **columns)
