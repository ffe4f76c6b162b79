"""The command that trains a document in this process."""

import uuid
from pathlib import Path
from typing import Annotated, Any

import typer

from layerloom.cli.documents import exit_if_broken, library, read_with_runs, run_check, with_data
from layerloom.cli.options import DocumentPath
from layerloom.cli.terminal import ERR, RunProgress, print_event
from layerloom.graph.edits import apply
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom_schema import strict_json
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.runs.folder import LAST_FINITE
from layerloom_schema.text.output import printed


def train(
    document: DocumentPath,
    data: Annotated[str | None, typer.Option(help="A data set by name, or the path of a file.")] = None,
    epochs: Annotated[int | None, typer.Option(min=1, help="Instead of the document's epochs.")] = None,
    out: Annotated[Path | None, typer.Option(help="The run's folder; must not exist or be empty.")] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one event a line, or a list of the problems that refused it."),
    ] = False,
) -> None:
    """Train a document here and now, with a progress bar or one event a line."""
    drawn = read_with_runs(document)
    redirect_native_stderr()
    from layerloom.check.full_check import with_all_sections

    drawn, file = with_data(with_all_sections(drawn), data)
    if epochs is not None:
        drawn = apply(drawn, [SetField(path=["training", "epochs"], value=epochs)])
    report = run_check(drawn, for_training=True, file=file)
    path = Path(data).resolve() if data is not None and file is not None else None
    if as_json and not report.ok:
        # A list, so that nobody takes it for an event.
        print(strict_json.dumps([problem.model_dump(mode="json") for problem in report.problems]))
        raise typer.Exit(1)
    exit_if_broken(drawn, report)
    folder, settings = out or free_folder(document), load_settings()
    options: dict[str, Any] = {
        "data_path": path,
        "runs": settings.runs_dir,
        "library": library(),
        "limits": settings.limits,
    }
    raise typer.Exit(train_in(folder, drawn, as_json=as_json, **options))


def train_in(folder: Path, document: Document, *, as_json: bool, **options: Any) -> int:
    """Train in a folder, with one event a line or a progress bar. `options` and result are those of `train_document`."""
    from layerloom.jobs.train.headless import train_document

    if as_json:
        return train_document(document, folder, on_event=print_event, **options)
    ERR.print(printed("train.folder", path=str(folder)))
    with RunProgress() as progress:
        code = train_document(document, folder, on_event=progress.show, **options)
    if (folder / LAST_FINITE).is_file():
        ERR.print(printed("train.last_finite", path=str(folder / LAST_FINITE)))
    return code


def free_folder(document: Path) -> Path:
    """A new folder for a run of a document, in the current one."""
    stem = "document" if str(document) == "-" else document.stem
    return Path.cwd() / f"{stem}-run-{uuid.uuid4().hex[:8]}"
