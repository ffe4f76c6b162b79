"""Reading, checking and writing documents for the commands. Keras is imported only by those that check."""

import os
import shutil
import sys
from pathlib import Path
from secrets import token_hex
from typing import Any

import typer

from layerloom.cli.terminal import ERR, print_report
from layerloom.graph.edits import apply
from layerloom.jobs.checkpoints.atomic_files import write_whole
from layerloom.runtime.settings import load_settings
from layerloom.trained_models import put_weights_beside, run_resolver
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.document import Document, read_document, write_document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.limits import Limits
from layerloom_schema.text.messages import phrase
from layerloom_schema.text.os_errors import os_reason
from layerloom_schema.text.output import printed


def read_bytes(path: Path) -> bytes:
    """The content of a file, or of standard input for `-`. Raises `Unreadable`."""
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise file_error(path, error) from error


def file_error(path: Path | str | None, error: OSError) -> Unreadable:
    """The error for a file or folder that cannot be read or written; `None` where nobody says which it is."""
    name: Json = None if path is None else str(path)
    params: dict[str, Json] = {"path": name or phrase("os.file"), "why": os_reason(error)}
    return Unreadable(ErrorCode.unreadable, variant="file", params=params, got=name)


def read(path: Path) -> Document:
    """A document as it is written. Raises `Unreadable`."""
    return read_document(strict_json.loads(read_bytes(path)))


def read_with_runs(path: Path) -> Document:
    """A document with the graphs of the trained runs that it contains. Raises `Unreadable`."""
    return run_resolver(load_settings().runs_dir)(read(path))


def to_text(document: Document) -> str:
    """A document as the JSON text of a file."""
    return strict_json.dumps(write_document(document), indent=2) + "\n"


def write(text: str | bytes, output: Path | None) -> None:
    """Write to a file, or to standard output for `None`. Raises `Unreadable`; the file is then as it was."""
    if isinstance(text, str) and strict_json.holds_surrogate(text):  # of a script that says it
        raise Unreadable(ErrorCode.unreadable, variant="surrogate")
    body = text.encode() if isinstance(text, str) else text
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
        return
    try:
        _write_file(output, body)
    except OSError as error:
        raise file_error(output, error) from error


def _write_file(path: Path, body: bytes) -> None:
    """Write a file, or replace it with its permissions. Raises `OSError`.

    A pipe, a device, a file that is mounted by itself, and one in a folder where none can be made, are written to.
    """
    path = path.resolve()  # a link goes on leading to its file
    if path.exists() and (not path.is_file() or path.is_mount() or not os.access(path.parent, os.W_OK)):
        path.write_bytes(body)
        return

    def put(beside: Path) -> None:
        if path.exists():
            path.open("ab").close()  # raises where the file is protected from writing
        beside.write_bytes(body)
        if path.exists():
            shutil.copymode(path, beside)

    write_whole(path, put, Path.stat, path.with_name(f".{path.stem}.{token_hex(8)}{path.suffix}"))


def with_data(document: Document, data: str | None) -> tuple[Document, Any]:
    """The document with other data: a data set by name, or a file, which is returned as a `Dataset`."""
    if data is None:
        return document, None
    from layerloom.check.full_check import with_all_sections
    from layerloom.datasets.ingest.files import read_file

    document = with_all_sections(document)
    if library().find(data) is None and (Path(data).suffix or Path(data).exists()):
        return document, read_file(Path(data).resolve()).data
    return apply(document, [SetField(path=["data", "dataset"], value=data)]), None


def write_weights_beside(document: Document, script: Path) -> None:
    """Put the weights that a script loads into its folder: of trained runs, and those that the model starts from."""
    from layerloom.graph.check import check_structure
    from layerloom.jobs.start_weights import write_start_weights

    runs = load_settings().runs_dir
    try:
        placed = put_weights_beside(document, runs, script.parent)
        started = write_start_weights(
            document, check_structure(document, read_catalog(), limits()), runs, script.parent
        )
    except OSError as error:
        raise file_error(script.parent, error) from error
    for path in (*placed, *([started] if started else [])):
        ERR.print(printed("export.weights", path=str(path)))


def run_check(document: Document, **options: Any) -> CheckReport:
    """The whole check, with Keras. `options` are those of `layerloom.check.full_check.full_check`."""
    from layerloom.build.dry.call_cache import CallCache
    from layerloom.check.full_check import full_check

    return full_check(document, read_catalog(), limits(), CallCache(), library=library(), **options)


def library() -> Any:
    """The data set library of the settings."""
    from layerloom.datasets.library import DataLibrary

    return DataLibrary(load_settings().datasets_dir)


def limits() -> Limits:
    """The limits of the settings."""
    return load_settings().limits


def exit_if_broken(document: Document, report: CheckReport) -> None:
    """Print the report and exit with 1 if it has errors."""
    if not report.ok:
        print_report(document, report)
        raise typer.Exit(1)
