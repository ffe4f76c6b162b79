"""How `preprocess.py` reads the columns of a file like the one that a run was trained on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from layerloom.codegen.data.archive_functions import open_files
from layerloom.codegen.data.archive_lines import (
    archive_imports,
    file_functions,
    files_expression,
    name_lines,
    reads_archive,
)
from layerloom.codegen.data.table_lines import IMPORT, cell_expression, new_rows_lines, reads_table
from layerloom.codegen.formatter import Expression, Part, call, quote
from layerloom.datasets.ingest.archive_ingest import FILE
from layerloom.datasets.ingest.member_names import files_by_name, labels_of
from layerloom.datasets.recipes.reader import read_cells
from layerloom.datasets.recipes.steps import cells
from layerloom_schema.data.datasets import ColumnInfo, DatasetVersion
from layerloom_schema.data.learned_recipes import CellColumn

from .joined_tables import FUNCTIONS, JoinedTable

_READS = "The columns that the model takes, from "


@dataclass(frozen=True)
class NewRows:
    """The function `read`: its parameters, its lines, the expression of each column, and what it needs."""

    parameters: str
    arguments: str
    """What it is called with, in the example."""
    text: str
    lines: Sequence[str]
    columns: Mapping[str, Expression]
    functions: Sequence[Callable[..., Any]]
    imports: Sequence[str] = ()
    standard_imports: Sequence[str] = field(default_factory=list)


def new_rows(read: Sequence[CellColumn], manifest: DatasetVersion | None) -> NewRows:
    """The function that reads columns of a version; without a manifest, or of arrays, it takes arrays by name."""
    if manifest is not None and reads_table(manifest):
        return _table(read, manifest)
    if manifest is not None and reads_archive(manifest):
        return _archive(read, manifest)
    columns = {column.name: call("cells", [Part(f"data[{quote(column.name)}]")]) for column in read}
    text = f"{_READS}arrays by name, such as `np.load` gives of an NPZ file."
    return NewRows("data", "arrays", text, [], columns, [cells])


def with_tables(reader: NewRows, tables: Sequence[JoinedTable]) -> NewRows:
    """The function with what joins tables, which are beside the script."""
    if not tables:
        return reader
    return replace(
        reader,
        text=f"{reader.text} Other tables are joined.",
        functions=[*reader.functions, *FUNCTIONS],
        standard_imports=[*reader.standard_imports, "from pathlib import Path"],
    )


def plain_text(text: str) -> str:
    """A text that cannot end a docstring, nor begin an escape in it."""
    shown = " ".join(text.split()).replace("\\", "/").replace('"', "'")
    return "".join(character for character in shown if character.isprintable())[:80]


def _table(read: Sequence[CellColumn], manifest: DatasetVersion) -> NewRows:
    file = manifest.source.files[0]
    infos = {column.name: column for column in manifest.columns}
    needed = [infos[column.name] for column in read]
    lines = [*new_rows_lines(manifest, manifest.columns, needed, "path")]
    columns = {column.name: _cells(column, infos[column.name], manifest) for column in read}
    text = f"{_READS}a file like {plain_text(file)}."
    return NewRows("path", quote(file), text, lines, columns, [read_cells], [IMPORT])


def _cells(column: CellColumn, info: ColumnInfo, manifest: DatasetVersion) -> Expression:
    values = cell_expression(info, manifest.source.dialect, lenient=True)
    return call(
        "read_cells", [Part("data"), Part(quote(column.name)), Part(values), Part(quote(column.dtype))]
    )


def _archive(read: Sequence[CellColumn], manifest: DatasetVersion) -> NewRows:
    """Files alone are in the order of their names; where the model takes columns of a table, the table says the order."""
    source = manifest.source
    own, others = archive_imports(manifest)
    files = manifest.fields[-1].name
    columns: dict[str, Expression] = {}
    functions: list[Callable[..., Any]] = [open_files, *file_functions(manifest)]
    lines = ["names, content = open_files(path)", *name_lines(manifest)]
    parameters, arguments = "path", quote(source.files[0])
    text = f"{_READS}a folder or ZIP archive like {plain_text(source.files[0])}, in the order of names."
    table = [column for column in read if column.name != files and source.file_column is not None]
    if table:
        infos = {column.name: column for column in manifest.columns}
        file_column = infos[source.file_column or ""]
        needed = [file_column, *(infos[column.name] for column in table)]
        lines += new_rows_lines(manifest, manifest.columns[:-1], needed, "table")
        lines += [
            "by_name = files_by_name(names)",
            f"names = [by_name[name] for name in data[{quote(file_column.name)}]]",
        ]
        columns = {column.name: _cells(column, infos[column.name], manifest) for column in table}
        functions += [files_by_name, read_cells]
        parameters, arguments = "path, table", f"{arguments}, {quote(source.files[-1])}"
        text = f"{_READS}a folder or ZIP archive, and a table that names its files."
    for column in read:
        if column.name == files:
            columns[column.name] = files_expression(manifest)
        elif not table and column.name == FILE:
            columns[column.name] = 'np.array(names, "object")'
        elif not table:
            columns[column.name] = 'np.array(labels_of(names), "object")'
            functions.append(labels_of)
    imports = [each for each in others if table or each != IMPORT]
    return NewRows(parameters, arguments, text, lines, columns, functions, imports, own)
