"""The command that goes on with a run that was stopped, failed or was killed."""

from typing import Annotated, Any

import typer

from layerloom.cli.documents import library
from layerloom.cli.run_commands import run_folder
from layerloom.cli.terminal import RunProgress, print_event
from layerloom.rundir.lock import is_locked
from layerloom.rundir.next_attempt import next_attempt
from layerloom.runs.recorded_run import recorded_run
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.checkpoints import ResumeRun


def resume(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="The folder of a run that `layerloom train` made.")
    ],
    epochs: Annotated[int, typer.Option(min=0, help="How many epochs more than it was to have.")] = 0,
    anyway: Annotated[
        bool, typer.Option(help="Go on with another machine or version, where the last bits differ.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one event a line.")] = False,
) -> None:
    """Go on with a run from its last checkpoint, as if it had never ended."""
    folder, settings = run_folder(run), load_settings()
    if folder.parent == settings.runs_dir:
        raise Refused(
            409, ErrorCode.run_state, variant="of_server", params={"run": folder.name}, got=folder.name
        )
    if is_locked(folder):
        raise Refused(409, ErrorCode.run_state, variant="not_ended", got=str(folder))
    attempt = next_attempt(folder, recorded_run(folder), ResumeRun(epochs=epochs, anyway=anyway))
    redirect_native_stderr()
    from layerloom.jobs.train.headless import resume_document

    options: dict[str, Any] = {"runs": settings.runs_dir, "library": library()}
    if as_json:
        raise typer.Exit(resume_document(folder, attempt, print_event, **options))
    with RunProgress() as progress:
        code = resume_document(folder, attempt, progress.show, **options)
    raise typer.Exit(code)
