"""The commands that say which rows a document uses of its data."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from layerloom.cli.documents import read, run_check, to_text, write
from layerloom.cli.options import DocumentPath
from layerloom.cli.terminal import ERR
from layerloom.graph.edits import apply
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom.trained_models import run_resolver
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.output import printed

_PATHS = ("data.joined", "data.drop_missing", "data.windows")
Output = Annotated[Path | None, typer.Option("-o", metavar="DOC", help="Where to write it.")]


def join(
    document: DocumentPath,
    name: str,
    on: Annotated[
        list[str], typer.Option(metavar="KEY=KEY", help="A key of the data, and that of the table.")
    ],
    output: Output = None,
) -> None:
    """Join the columns of a data set to the rows of a document's, and write the document."""
    drawn = read(document)
    keys: dict[str, Json] = {}
    for text in on:
        own, _, other = text.partition("=")
        if not own or not other:
            raise Refused(422, ErrorCode.bad_request, variant="key_pair", params={"text": text}, got=text)
        keys[own] = other
    joins = drawn.data.model_dump(mode="json", exclude_unset=True).get("joined", []) if drawn.data else []
    value: list[Json] = [*joins, {"dataset": name, "on": keys}]
    changed = apply(drawn, [SetField(path=["data", "joined"], value=value)])
    _print_rows(changed)
    write(to_text(changed), output)


def drop(
    document: DocumentPath,
    columns: Annotated[list[str], typer.Argument(metavar="COLUMN...", help="A row needs a cell in each.")],
    output: Output = None,
) -> None:
    """Leave out the rows of a document's data in which a cell of these columns is missing, and write the document."""
    drawn = read(document)
    before: Sequence[str] = drawn.data.drop_missing if drawn.data else []
    value: list[Json] = [*dict.fromkeys([*before, *columns])]
    changed = apply(drawn, [SetField(path=["data", "drop_missing"], value=value)])
    _print_rows(changed)
    write(to_text(changed), output)


def windows(
    document: DocumentPath,
    length: Annotated[int, typer.Option(min=0, help="The rows of a window; 0 for none.")],
    step: Annotated[int, typer.Option(min=1, help="A window begins every so many rows.")] = 1,
    ahead: Annotated[int, typer.Option(min=0, help="The target is this many rows later.")] = 1,
    group: Annotated[str | None, typer.Option(help="The column that tells series apart.")] = None,
    last: Annotated[
        list[str] | None, typer.Option(metavar="INPUT", help="Is fed the last row alone; may be repeated.")
    ] = None,
    output: Output = None,
) -> None:
    """Learn from windows of rows that follow one another, and write the document."""
    drawn = read(document)
    value: dict[str, Json] = {"length": length, "step": step, "ahead": ahead}
    value |= {"group": group} if group is not None else {}
    value |= {"last": [*last]} if last else {}
    path = ["data", "windows"]
    edit = SetField(path=path, value=value) if length else SetField(path=path, unset=True)
    changed = apply(drawn, [edit])
    _print_rows(changed)
    write(to_text(changed), output)


def _print_rows(document: Document) -> None:
    """Print how many rows are left out or find no partner, and what is wrong with that."""
    redirect_native_stderr()
    report = run_check(run_resolver(load_settings().runs_dir)(document))
    for problem in report.problems:
        if problem.where.field and problem.where.field.startswith(_PATHS):
            ERR.print(problem.message, style="yellow", markup=False)
    if report.rows is None:
        return
    for each in report.rows.joined:
        ERR.print(printed("data.alone", dataset=each.dataset, rows=each.alone), markup=False)
    rows = report.rows
    ERR.print(printed("data.dropped", dropped=rows.dropped, rows=rows.rows), markup=False)
    if rows.windows is not None:
        ERR.print(printed("data.windows", **rows.windows.model_dump()), markup=False)
