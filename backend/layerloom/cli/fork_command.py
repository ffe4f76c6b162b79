"""The command that trains a new run from the weights of another one."""

from pathlib import Path
from typing import Annotated, Any

import typer

from layerloom.cli.documents import exit_if_broken, library, limits, read, run_check
from layerloom.cli.predict_command import RunPath
from layerloom.cli.run_commands import run_folder
from layerloom.cli.terminal import ERR, print_table
from layerloom.cli.train_command import free_folder, train_in
from layerloom.graph.edits import apply
from layerloom.rundir.fork_origin import find_fork
from layerloom.rundir.lock import is_locked
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom.trained_models import run_resolver
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.edits import SetField
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.forks import ForkedLayer, ForkPoint, ForkReport
from layerloom_schema.text.output import printed


def fork(
    run: RunPath,
    document: Annotated[
        Path | None, typer.Option(metavar="DOC", help="What to train now, instead of the run's own document.")
    ] = None,
    checkpoint: Annotated[ForkPoint, typer.Option(help="Which checkpoint.")] = ForkPoint.last,
    epochs: Annotated[int | None, typer.Option(min=1, help="Instead of the document's epochs.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="The new run's folder; must not exist or be empty.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list, then one event a line.")] = False,
) -> None:
    """Train a new run that begins with the weights of another one, also after its graph was edited."""
    folder, settings = run_folder(run), load_settings()
    if is_locked(folder):
        raise Refused(409, ErrorCode.fork_refused, variant="not_ended", where={"run": run})
    redirect_native_stderr()
    from layerloom.graph.check import check_structure
    from layerloom.jobs.fork.fork_report import fork_report
    from layerloom.jobs.prepare import read_spec

    drawn = read(document) if document is not None else read_spec(folder).document
    drawn = run_resolver(settings.runs_dir)(drawn)
    if epochs is not None:
        drawn = apply(drawn, [SetField(path=["training", "epochs"], value=epochs)])
    exit_if_broken(drawn, run_check(drawn, for_training=True))
    structure = check_structure(drawn, read_catalog(), limits())
    report = fork_report(folder, checkpoint, drawn, structure)
    if as_json:
        print(report.model_dump_json())
    else:
        _print(report)
    options: dict[str, Any] = {
        "runs": settings.runs_dir,
        "library": library(),
        "limits": settings.limits,
        "fork": find_fork(folder, checkpoint, drawn),
    }
    new = out or free_folder(document or folder)
    raise typer.Exit(train_in(new, drawn, as_json=as_json, **options))


def _print(report: ForkReport) -> None:
    print_table(("layer", "weights", "optimizer"), map(_row, report.layers))
    for code, names in (
        ("left_over", report.left_over),
        ("learned", report.learned),
        ("adapted", report.adapted),
        ("other_optimizer", report.other_optimizers),
    ):
        if names:
            ERR.print(printed(f"fork.{code}", names=[*names]), markup=False)
    if any(layer.optimizer in ("new", "partly") for layer in report.layers) and report.steps:
        ERR.print(printed("fork.new_slots"), markup=False)
    if report.steps is not None:
        ERR.print(printed("fork.steps", steps=report.steps), markup=False)


def _row(layer: ForkedLayer) -> tuple[str, str, str]:
    shapes = ", ".join(
        f"{each.name} {each.saved_shape} -> {each.shape}" if each.saved_shape else each.name
        for each in layer.new
    )
    state = "kept" if not layer.new else "partly" if layer.kept else "new"
    return layer.layer, f"{state}: {shapes}" if shapes else state, layer.optimizer
