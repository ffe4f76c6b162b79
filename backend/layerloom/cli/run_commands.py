"""Commands that work on a run that has ended."""

import uuid
from pathlib import Path
from typing import Annotated

import typer

from layerloom.cli.documents import file_error
from layerloom.cli.terminal import ERR
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import BUNDLE, SPEC
from layerloom_schema.text.output import printed


def bundle(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run by its id, or its folder.")],
    output: Annotated[Path, typer.Option("-o", metavar="FILE", help="Where to write it.")] = Path(BUNDLE),
) -> None:
    """Write the model of a run with its preprocessing inside, and preprocess.py, as a ZIP archive."""
    redirect_native_stderr()
    from layerloom.jobs.model_bundle import write_bundle

    runs = load_settings().runs_dir
    try:
        division = write_bundle(run_folder(run), runs, output.resolve())
    except OSError as error:
        raise file_error(output, error) from error
    for recipe, (number, step) in division.stopped.items():
        ERR.print(printed("bundle.stopped", recipe=recipe, number=number, step=step.step or step.layer))
    ERR.print(printed("bundle.written", path=str(output)))


def run_folder(run: str) -> Path:
    """The folder of a run, by its id or path. Raises `Refused` where there is none."""
    try:
        folder = load_settings().runs_dir / str(uuid.UUID(run))
    except ValueError:
        folder = Path(run).resolve()
    if not (folder / SPEC).is_file():
        raise Refused(404, ErrorCode.not_found, variant="run", got=run)
    return folder
