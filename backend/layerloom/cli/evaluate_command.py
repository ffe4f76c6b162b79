"""The command that says how well a trained run does on rows that its training did not see."""

from pathlib import Path
from typing import Annotated

import typer

from layerloom.cli.documents import library
from layerloom.cli.options import AsJson
from layerloom.cli.predict_command import RunPath
from layerloom.cli.run_commands import run_folder
from layerloom.cli.terminal import ERR, print_json, print_table
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom_schema.runs.evaluations import Evaluation, OutputReport
from layerloom_schema.runs.predictions import Checkpoint
from layerloom_schema.text.output import printed


def evaluate(
    run: RunPath,
    data: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help="Another data set or file, instead of the run's own."),
    ] = None,
    checkpoint: Annotated[Checkpoint, typer.Option(help="Which weights.")] = Checkpoint.last,
    as_json: AsJson = False,
) -> None:
    """Evaluate a trained run on its test rows, or on its validation rows where it has none."""
    redirect_native_stderr()
    from layerloom.datasets.ingest.files import read_file
    from layerloom.datasets.open_data import open_named
    from layerloom.jobs.predict.predictor import Predictor

    known = library()
    predictor = Predictor(run_folder(run), load_settings().runs_dir, known, checkpoint)
    other = None
    if data is not None:
        path = Path(data)
        other = read_file(path).data if path.exists() else open_named(data, known)
    found = predictor.evaluate(other)
    if as_json:
        print_json(found)
        return
    _print(found)


def _print(found: Evaluation) -> None:
    ERR.print(printed(f"evaluate.{found.share}", rows=found.rows, dataset=found.dataset or ""))
    print_table(("metric", "value"), ((name, _number(value)) for name, value in found.metrics.items()))
    for output in found.outputs:
        _print_output(output)


def _print_output(output: OutputReport) -> None:
    if output.classes is not None:
        rows = (
            (each.name, _number(each.precision), _number(each.recall), _number(each.f1), f"{each.rows:,}")
            for each in output.classes.classes
        )
        print_table((output.name, "precision", "recall", "f1", "rows"), rows)
    if output.numbers is not None:
        errors = output.numbers
        values = (errors.mean_absolute_error, errors.root_mean_squared_error, errors.bias, errors.r2)
        print_table((output.name, "MAE", "RMSE", "bias", "R2"), [(output.name, *map(_number, values))])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
