"""The command that asks a trained run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from layerloom.cli.documents import library
from layerloom.cli.options import AsJson
from layerloom.cli.run_commands import run_folder
from layerloom.cli.terminal import ERR, print_json, print_table
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.predictions import Checkpoint, Prediction
from layerloom_schema.text.output import printed

RunPath = Annotated[str, typer.Argument(metavar="RUN", help="The id of a run, or its folder.")]


def predict(
    run: RunPath,
    row: Annotated[
        list[str] | None, typer.Option(help="A row as a JSON object, by input or column; may be repeated.")
    ] = None,
    file: Annotated[Path | None, typer.Option(help="A file of rows, in any format of `data add`.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write the predictions: .csv, or JSON lines.")
    ] = None,
    checkpoint: Annotated[Checkpoint, typer.Option(help="Which weights.")] = Checkpoint.last,
    as_json: AsJson = False,
) -> None:
    """Predict rows, or a whole file, with the model of a trained run."""
    if (file is None) == (row is None):
        raise Refused(422, ErrorCode.prediction, variant="one_question")
    folder = run_folder(run)
    redirect_native_stderr()
    from layerloom.jobs.predict.predict_file import predict_file
    from layerloom.jobs.predict.predictor import Predictor

    predictor = Predictor(folder, load_settings().runs_dir, library(), checkpoint)
    if file is not None:
        to = out or file.with_name(f"{file.stem}-predicted.csv")
        rows = predict_file(predictor, file, to)
        if rows.dropped:
            ERR.print(printed("predict.dropped", rows=rows.dropped), style="yellow", markup=False)
        if rows.short:
            ERR.print(printed("predict.short", rows=rows.short), style="yellow", markup=False)
        ERR.print(printed("predict.written", rows=rows.predicted, path=str(to)), markup=False)
        return
    answer = predictor.answer(_rows(row or []))
    if as_json:
        print_json(answer)
    else:
        _print(answer)


def _rows(texts: Sequence[str]) -> list[dict[str, Json]]:
    rows: list[dict[str, Json]] = []
    for text in texts:
        value: Any = strict_json.loads(text)
        if not isinstance(value, dict):
            raise Refused(422, ErrorCode.prediction, variant="no_object", got=text)
        rows.append(value)
    return rows


def _print(answer: Prediction) -> None:
    for output in answer.outputs:
        labels = output.labels or [""] * len(output.values)
        titles = output.classes if output.classes is not None and len(output.classes) > 2 else [""]
        cells = (
            [label, *_numbers(value, len(titles))] for label, value in zip(labels, output.values, strict=True)
        )
        print_table((output.name, *titles), cells)


def _numbers(value: Json, most: int) -> list[str]:
    """The numbers of a row, one a class, or all in one cell."""
    flat = value if isinstance(value, list) else [value]
    if len(flat) == most:
        return [f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in flat]
    return [strict_json.dumps(value), *[""] * (most - 1)]
