"""The command line: the same functions as the API and the canvas. Keras is imported only by commands that need it.

Exit codes: 0 done (check: fit to train), 1 errors or a failed run, 2 unreadable or wrongly called, 130 interrupted.
"""

import logging
import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import BaseModel

from layerloom_schema import strict_json
from layerloom_schema.catalog import CatalogEntry
from layerloom_schema.datasets import DatasetInfo
from layerloom_schema.document import Document, read_document, write_document
from layerloom_schema.document_migrations import is_newer
from layerloom_schema.edits import SetField
from layerloom_schema.errors import ErrorCode, LayerloomError, Refused, Unreadable
from layerloom_schema.events import Event
from layerloom_schema.generated_files import read_catalog
from layerloom_schema.keras_objects import plain_name
from layerloom_schema.limits import Limits
from layerloom_schema.reports import CheckReport

from .graph.edits import apply
from .runtime.logs import configure_logs
from .runtime.quiet_stderr import redirect_native_stderr
from .terminal import ERR, RunProgress, print_catalog, print_entry, print_report, print_table

app = typer.Typer(
    name="layerloom",
    help="Draw a Keras functional model, check it, train it and watch it learn.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
DocumentPath = Annotated[Path, typer.Argument(metavar="DOC", help="A document, or - for standard input.")]
KINDS = (
    *("layers", "ops", "applications", "losses", "metrics", "optimizers", "schedules", "callbacks"),
    *("initializers", "regularizers", "constraints", "activations"),
)
"""The parts of the catalogue, in the order in which a name is looked for."""
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """The entry point: data errors become a sentence and an exit code, never a traceback."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    configure_logs(logging.CRITICAL)  # a person at the terminal reads our sentences, not Keras's
    with _errors():
        app()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; if it is taken, the next free one.")] = None,
    data_dir: Annotated[str | None, typer.Option(help="Where documents and runs are kept.")] = None,
    allowed_host: Annotated[
        list[str] | None, typer.Option(help="A host name by which it may be reached.")
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Serve the canvas, and print the one-time link that opens it."""
    from .main import serve as run_server
    from .runtime.settings import load_settings

    given: dict[str, Any] = {
        "host": host,
        "port": port,
        "data_dir": data_dir,
        "allowed_hosts": allowed_host or None,
    }
    settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    run_server(settings, open_browser=not no_open)


@app.command()
def check(document: DocumentPath, as_json: AsJson = False) -> None:
    """Check a document: exit 0 when it is fit to train, 1 with errors, 2 when unreadable."""
    drawn = _read_whole(document)
    redirect_native_stderr()
    report = _check(drawn)
    if as_json:
        _print_json(report)
    else:
        print_report(drawn, report)
    raise typer.Exit(0 if report.ok else 1)


@app.command()
def summary(document: DocumentPath) -> None:
    """Print Keras's summary table, with "Connected to"."""
    drawn = _read_whole(document)
    redirect_native_stderr()
    from layerloom.build.real.summary import summary as summarize

    from .graph.check import check_structure

    _refuse_broken(drawn, _check(drawn.model_copy(update={"training": None, "data": None})))
    print(summarize(drawn, check_structure(drawn, read_catalog(), _limits())))


@app.command()
def train(
    document: DocumentPath,
    data: Annotated[str | None, typer.Option(help="A data set by name, or the path of an .npz.")] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Instead of the document's epochs.")] = None,
    out: Annotated[Path | None, typer.Option(help="The run's folder; must not exist or be empty.")] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one event a line, or a list of the problems that refused it."),
    ] = False,
) -> None:
    """Train a document here and now, with a progress bar or one event a line."""
    drawn = _read_whole(document)
    redirect_native_stderr()
    from layerloom.check.full_check import with_all_sections
    from layerloom.jobs.train.headless import train_document

    from .runtime.settings import load_settings
    from .trained_models import LAST_FINITE

    drawn, info = _with_data(with_all_sections(drawn), data)
    if epochs is not None:
        drawn = apply(drawn, [SetField(path=["training", "epochs"], value=epochs)])
    report = _check(drawn, for_training=True, dataset=info)
    path = Path(data).resolve() if data is not None and info is not None else None
    if as_json and not report.ok:
        # A list, so that nobody takes it for an event.
        print(strict_json.dumps([problem.model_dump(mode="json") for problem in report.problems]))
        raise typer.Exit(1)
    _refuse_broken(drawn, report)
    folder, settings = out or _free_folder(document), load_settings()
    options: dict[str, Any] = {"data_path": path, "runs": settings.runs_dir, "limits": settings.limits}
    if as_json:
        code = train_document(drawn, folder, on_event=_print_event, **options)
    else:
        ERR.print(f"The run is in {folder}")
        with RunProgress() as progress:
            code = train_document(drawn, folder, on_event=progress.show, **options)
        if (folder / LAST_FINITE).is_file():
            ERR.print(f"What it had learned before its loss was lost is in {folder / LAST_FINITE}")
    raise typer.Exit(code)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A document as .json.")],
    output: Annotated[Path | None, typer.Option("-o", metavar="DOC", help="Where to write it.")] = None,
) -> None:
    """Read a file as a document, bring it up to today's format and write it."""
    from .importers.json_document import import_json

    document, lost = import_json(_bytes(file), file.name)
    for sentence in lost:
        ERR.print(sentence)
    _write(_written(document), output)


@app.command()
def export(
    document: DocumentPath,
    to: Annotated[str, typer.Option("--to", help="python or json.")],
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Where to write it.")] = None,
    data: Annotated[str | None, typer.Option(help="A data set by name, or the path of an .npz.")] = None,
) -> None:
    """Write a document as a Python script, or as JSON in today's format."""
    if to == "json":
        body = _bytes(document)
        value = strict_json.loads(body)
        # A newer format goes on as it came: what is not understood must not be lost.
        text = body if is_newer(value) else _written(read_document(value))
        _write(text, output)
        return
    drawn = _read(document)
    if to != "python":
        raise Unreadable(
            ErrorCode.bad_request, f"There is no export to {to}; there are python and json.", got=to
        )
    redirect_native_stderr()
    from layerloom.codegen.python_script import to_python

    from .graph.check import check_structure

    drawn, info = _with_data(_read_whole(document), data)
    _refuse_broken(drawn, _check(drawn, for_training=data is not None, dataset=info))
    structure = check_structure(drawn, read_catalog(), _limits())
    path = data if info else None
    _write(to_python(drawn, structure, read_catalog(), data_path=path), output)
    if output is not None:
        _put_weights_beside(drawn, output)


def _with_data(document: Document, data: str | None) -> tuple[Document, DatasetInfo | None]:
    """The document on other data: a data set by name, or an `.npz`, which is described."""
    if data is None:
        return document, None
    from layerloom.check.full_check import with_all_sections
    from layerloom.datasets.library import describe_file

    document = with_all_sections(document)
    if data.endswith(".npz") or Path(data).exists():
        return document, describe_file(Path(data).resolve())
    return apply(document, [SetField(path=["data", "dataset"], value=data)]), None


def _put_weights_beside(document: Document, script: Path) -> None:
    from .runtime.settings import load_settings
    from .trained_models import put_weights_beside

    try:
        placed = put_weights_beside(document, load_settings().runs_dir, script.parent)
    except OSError as error:
        raise Unreadable(ErrorCode.unreadable, f"{script.parent}: {error.strerror}.") from error
    for path in placed:
        ERR.print(f"The weights that it loads are in {path}")


@app.command("templates")
def templates_(name: Annotated[str | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    """List the templates, or print one template's document."""
    from .templates import templates

    found = templates()
    if name is None:
        if as_json:
            print(strict_json.dumps([template.model_dump(mode="json") for template in found], indent=2))
        else:
            print_table(("name", "teaches"), ((template.name, template.teaches) for template in found))
        return
    for template in found:
        if template.name == name:
            print(strict_json.dumps(template.document, indent=2))
            return
    raise Refused(404, ErrorCode.not_found, f"There is no template {name}.", got=name)


@app.command()
def catalog(name: Annotated[str | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    """List what can be drawn, or one entry with its arguments."""
    known = read_catalog()
    if name is None:
        if as_json:
            _print_json(known)
        else:
            print_catalog(known)
        return
    entry = _find_entry(name)
    if as_json:
        _print_json(entry)
        return
    print_entry(entry)


@app.command()
def token(
    new: Annotated[
        bool,
        typer.Option(
            "--new", help="Make a new one: whoever is signed in with the old one must sign in again."
        ),
    ] = False,
) -> None:
    """Print the token that programs send as `Authorization: Bearer`."""
    from .api.auth.tokens import read_or_create, rotate
    from .runtime.settings import load_settings

    print(rotate(load_settings()) if new else read_or_create(load_settings()))


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing, and what to do about it."""
    from .doctor import examine

    findings = examine()
    print_table(("", "what", "found"), ((("ok" if f.ok else "problem"), f.what, f.found) for f in findings))
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except Unreadable as error:
        ERR.print(str(error), style="bold red", markup=False)
        sys.exit(2)
    except LayerloomError as error:
        ERR.print(str(error), style="bold red", markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        what = error.filename or "A file or folder"
        reason = (error.strerror or "input or output failed").lower()
        ERR.print(f"{what} cannot be used: {reason}.", style="bold red", markup=False)
        sys.exit(2)


def _bytes(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise Unreadable(ErrorCode.unreadable, f"{path}: {reason.lower()}.", got=str(path)) from error


def _read(path: Path) -> Document:
    return read_document(strict_json.loads(_bytes(path)))


def _read_whole(path: Path) -> Document:
    """With the graphs of the trained runs that stand in it."""
    from .runtime.settings import load_settings
    from .trained_models import run_resolver

    return run_resolver(load_settings().runs_dir)(_read(path))


def _written(document: Document) -> str:
    return strict_json.dumps(write_document(document), indent=2) + "\n"


def _write(text: str | bytes, output: Path | None) -> None:
    body = text.encode() if isinstance(text, str) else text
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
        return
    try:
        output.write_bytes(body)
    except OSError as error:
        raise Unreadable(ErrorCode.unreadable, f"{output}: {error.strerror}.", got=str(output)) from error


def _check(document: Document, **options: Any) -> CheckReport:
    from layerloom.build.dry.call_cache import CallCache
    from layerloom.check.full_check import full_check

    return full_check(document, read_catalog(), _limits(), CallCache(), **options)


def _limits() -> Limits:
    from .runtime.settings import load_settings

    return load_settings().limits


def _refuse_broken(document: Document, report: CheckReport) -> None:
    if not report.ok:
        print_report(document, report)
        raise typer.Exit(1)


def _print_json(value: BaseModel) -> None:
    print(strict_json.dumps(value.model_dump(mode="json"), indent=2))


def _print_event(event: Event) -> None:
    print(strict_json.dumps(event.model_dump(mode="json")), flush=True)


def _free_folder(document: Path) -> Path:
    stem = "document" if str(document) == "-" else document.stem
    return Path.cwd() / f"{stem}-run-{uuid.uuid4().hex[:8]}"


def _find_entry(name: str) -> CatalogEntry:
    """The entry by its name, an alias, or its name in Keras's modules. Raises `Refused` with the name that is meant."""
    known = read_catalog()
    kinds: dict[str, dict[str, CatalogEntry]] = {kind: getattr(known, kind) for kind in KINDS}
    asked = plain_name(name, {alias: kind for kind in kinds for alias in _names_of(kinds[kind])})
    for entries in kinds.values():
        entry = next((entry for entry in entries.values() if asked in (entry.name, *entry.aliases)), None)
        if entry is not None:
            return entry
    from .graph.former_names.layers import unknown_layer_text
    from .graph.former_names.name_lookup import find_in_all_kinds

    sentence, rule = unknown_layer_text(asked)
    meant = None if rule == "whole_model" else find_in_all_kinds(asked, kinds)
    sentence = f"The catalogue has no {name}." if rule == "unknown" else sentence
    hint = f" Did you mean {meant}?" if meant else ""
    raise Refused(404, ErrorCode.not_found, sentence + hint, got=name)


def _names_of(entries: dict[str, CatalogEntry]) -> Iterator[str]:
    for entry in entries.values():
        yield from (entry.name, *entry.aliases)
