"""Commands that add, list, show, preview, bind and remove data sets."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from layerloom.cli.documents import library, read, run_check, to_text, write
from layerloom.cli.options import AsJson, DocumentPath
from layerloom.cli.terminal import ERR, human_bytes, print_json, print_table
from layerloom.graph.edits import apply
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom.trained_models import run_resolver, runs_using_dataset
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import ColumnInfo, DatasetList, FieldInfo, IngestOptions, TablePreview
from layerloom_schema.documents.document import write_document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.languages import terminal_language
from layerloom_schema.text.output import printed

Encoding = Annotated[str | None, typer.Option(help="The encoding of a text file; found out by default.")]
Separator = Annotated[str | None, typer.Option(help="The separator of cells; \\t for a tab.")]
Quote = Annotated[str | None, typer.Option(help="The quotation mark; an empty one for none.")]
Header = Annotated[
    bool | None, typer.Option("--header/--no-header", help="Whether the first line has names.")
]
Decimal = Annotated[str | None, typer.Option(help="The decimal sign: a point or a comma.")]
Thousands = Annotated[str | None, typer.Option(help="The sign between thousands; an empty one for none.")]
DayFirst = Annotated[
    bool | None, typer.Option("--day-first/--month-first", help="How 01/02/2020 is to be read.")
]
Missing = Annotated[list[str] | None, typer.Option(help="A cell that counts as missing; may be repeated.")]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="COLUMN=TYPE", help="The type of a column; may be repeated."),
]
Unreadable = Annotated[
    bool, typer.Option(help="Cells that are not of the type given are missing, not refused.")
]
Sheet = Annotated[str | None, typer.Option(help="The sheet of an Excel file.")]
SkipDamaged = Annotated[bool, typer.Option(help="Go on without the damaged files of an archive.")]


def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="A file or folder.")],
    name: Annotated[str | None, typer.Option(help="Its name; made from that of the file by default.")] = None,
    encoding: Encoding = None,
    separator: Separator = None,
    quote: Quote = None,
    header: Header = None,
    decimal: Decimal = None,
    thousands: Thousands = None,
    day_first: DayFirst = None,
    missing: Missing = None,
    types: Types = None,
    allow_unreadable: Unreadable = False,
    sheet: Sheet = None,
    skip_damaged: SkipDamaged = False,
    as_json: AsJson = False,
) -> None:
    """Add files as a data set, or as a new version of one."""
    chosen = _options(
        encoding=encoding,
        separator=separator,
        quote=quote,
        header=header,
        decimal=decimal,
        thousands=thousands,
        day_first=day_first,
        missing=missing,
        types=types,
        sheet=sheet,
        skip_damaged=skip_damaged,
        unreadable_cells="missing" if allow_unreadable else "refuse",
    )
    shelf = library()
    with _progress(hidden=as_json) as bar:
        task = bar.add_task(files[0].name, total=None)
        added = shelf.add(
            files, name, chosen, lambda done, total: bar.update(task, completed=done, total=total)
        )
    info = shelf.describe(added.name)
    if as_json:
        print_json(info)
        return
    if not info.versions:  # an archive of Keras, put where it looks for it
        ERR.print(f"{info.name}: {info.rows:,} rows", markup=False)
        return
    manifest = shelf.manifest(added.name)
    ERR.print(f"{added.name}: {manifest.rows:,} rows, {human_bytes(manifest.bytes)}", markup=False)
    _print_columns(manifest.columns, manifest.fields)


def list_(as_json: AsJson = False) -> None:
    """List the data sets: the built-in ones, then those that were added."""
    found = library().list()
    if as_json:
        print_json(DatasetList(datasets=found))
        return
    rows = ((info.name, f"{info.rows:,}", str(len(info.fields) or ""), info.text) for info in found)
    print_table(("name", "rows", "fields", ""), rows)


def show(
    name: str,
    rows: Annotated[int, typer.Option(min=0, max=1000, help="How many rows to print.")] = 10,
    start: Annotated[int, typer.Option(min=0, help="The first of them, from 0.")] = 0,
    sort: Annotated[str | None, typer.Option(help="A column; with - before it, the largest first.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a data set: its columns, some rows, and what may be wrong with it."""
    shelf = library()
    info = shelf.describe(name)
    if not info.versions:
        if as_json:
            print_json(info)
        else:
            print_table(("field", "shape", "dtype"), ((f.name, str(f.shape), f.dtype) for f in info.fields))
        return
    manifest = shelf.manifest(name)
    page = shelf.rows(name, None, start, rows, sort)
    if as_json:
        value: dict[str, Json] = {
            "manifest": manifest.model_dump(mode="json"),
            "rows": page.model_dump(mode="json"),
            "statistics": shelf.statistics(name).model_dump(mode="json")["columns"],
            "suspicions": [found.model_dump(mode="json") for found in shelf.suspicions(name)],
        }
        print(strict_json.dumps(value, indent=2))
        return
    _print_columns(manifest.columns, manifest.fields)
    print_table(page.columns, ([_cell(cell) for cell in row] for row in page.rows))
    for found in shelf.suspicions(name):
        ERR.print(found.sentence(terminal_language(os.environ)), style="yellow", markup=False)


def preview(
    file: Path,
    encoding: Encoding = None,
    separator: Separator = None,
    quote: Quote = None,
    header: Header = None,
    decimal: Decimal = None,
    thousands: Thousands = None,
    day_first: DayFirst = None,
    missing: Missing = None,
    types: Types = None,
    sheet: Sheet = None,
    as_json: AsJson = False,
) -> None:
    """Show the beginning of a file and the types that it suggests, without adding it."""
    chosen = _options(
        encoding=encoding,
        separator=separator,
        quote=quote,
        header=header,
        decimal=decimal,
        thousands=thousands,
        day_first=day_first,
        missing=missing,
        types=types,
        sheet=sheet,
    )
    found = library().preview(file, chosen)
    if as_json:
        print_json(found)
        return
    _print_preview(found)


def bind(
    document: DocumentPath,
    name: str,
    output: Annotated[Path | None, typer.Option("-o", metavar="DOC", help="Where to write it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Bind a data set to the inputs and outputs of a document, by name or shape, and write the document."""
    info = library().describe(name)
    drawn = read(document)
    redirect_native_stderr()
    report = run_check(run_resolver(load_settings().runs_dir)(drawn))
    from layerloom.datasets.rules.binding_proposals import bind_dataset

    found = bind_dataset(drawn, report.nodes, info)
    bound = apply(drawn, found.edits)
    if as_json:
        value: dict[str, Json] = {
            "document": write_document(bound),
            "bound": {f"{part}.{slot}": field for (part, slot), field in found.bound.items()},
            "left": [f"{slot.part}.{slot.name}" for slot in found.left],
        }
        print(strict_json.dumps(value, indent=2))
        return
    for (part, slot), field in found.bound.items():
        ERR.print(f"{part}.{slot} = {field}", markup=False)
    if found.left:
        ERR.print(
            printed("data.left", slots=[slot.phrase for slot in found.left]), style="yellow", markup=False
        )
    write(to_text(bound), output)


def remove(name: str) -> None:
    """Remove a data set with all its versions, unless a run was trained on it."""
    runs = runs_using_dataset(load_settings().runs_dir, name)
    if runs:
        raise Refused(409, ErrorCode.data_used, params={"name": name, "runs": [*runs]})
    library().remove(name)


def _options(*, separator: str | None, types: Sequence[str] | None, **given: Any) -> IngestOptions:
    """Options of the command line. Raises `Refused` for one that cannot be."""
    named = dict(text.rpartition("=")[::2] for text in types or [])
    chosen = {name: value for name, value in given.items() if value is not None}
    if separator is not None:
        chosen["separator"] = separator.replace("\\t", "\t")
    try:
        return IngestOptions.model_validate({**chosen, "types": named})
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        params: dict[str, Json] = {"field": ".".join(map(str, first["loc"])), "why": first["msg"]}
        raise Refused(422, ErrorCode.bad_request, variant="field", params=params) from error


def _progress(*, hidden: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=ERR, disable=hidden, transient=True)


def _print_columns(columns: Sequence[ColumnInfo], fields: Sequence[FieldInfo]) -> None:
    rows = (
        (
            column.name,
            column.type.value,
            _range(field),
            f"{column.missing:,}" if column.missing else "",
            _note(column),
        )
        for column, field in zip(columns, fields, strict=True)
    )
    print_table(("column", "type", "range", "missing", ""), rows)


def _print_preview(found: TablePreview) -> None:
    names = [column.name for column in found.columns]
    print_table(("column", "type", ""), ((each.name, each.type.value, _note(each)) for each in found.columns))
    print_table(names, (list(row) for row in found.rows[:20]))


def _range(field: FieldInfo) -> str:
    return "" if field.minimum is None else f"{field.minimum:g} to {field.maximum:g}"


def _note(column: ColumnInfo) -> str:
    if column.changed_by is not None:
        return f"line {column.changed_by.line}: {column.changed_by.text}"
    if column.odd_cells:
        return "; ".join(f"line {cell.line}: {cell.text}" for cell in column.odd_cells)
    return ", ".join(column.date_formats)


def _cell(value: Json) -> str:
    return "" if value is None else str(value)[:40]
