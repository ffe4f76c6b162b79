"""The command that loads the weights of a file into a document."""

from pathlib import Path
from typing import Annotated

import typer

from layerloom.cli.documents import exit_if_broken, limits, read, run_check, to_text, write
from layerloom.cli.options import AsJson, DocumentPath
from layerloom.cli.terminal import ERR, print_json, print_table
from layerloom.graph.edits import apply
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom.trained_models import run_resolver, start_weights_folder
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.edits import SetField
from layerloom_schema.runs.weights import WeightsReport
from layerloom_schema.text.output import printed


def weights(
    document: DocumentPath,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Weights: .keras, .h5, .weights.h5, or arrays as .npz.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", metavar="DOC", help="Where to write the document.")
    ] = None,
    partly: Annotated[bool, typer.Option("--partly", help="Load what fits, if not everything does.")] = False,
    as_json: AsJson = False,
) -> None:
    """Let the model of a document start from the weights of a file."""
    drawn = read(document)
    redirect_native_stderr()
    from layerloom.graph.check import check_structure
    from layerloom.importers.weights.load_weights import load_weights

    runs = load_settings().runs_dir
    whole = run_resolver(runs)(drawn)
    exit_if_broken(whole, run_check(whole.model_copy(update={"training": None, "data": None})))
    report = load_weights(
        whole,
        check_structure(whole, read_catalog(), limits()),
        file,
        file.name,
        start_weights_folder(runs),
        partly=partly,
    )
    if as_json:
        print_json(report)
    else:
        _print(report)
    if report.file is None:
        raise typer.Exit(1)
    start = {"file": report.file, "match": report.match, "name": file.name}
    if output is not None or not as_json:
        write(to_text(apply(drawn, [SetField(path=["weights"], value=[start])])), output)


def _print(report: WeightsReport) -> None:
    ERR.print(printed(f"weights.{report.match}", count=len(report.matched)))
    if report.misfits:
        rows = (
            (each.layer, _shapes(each.shapes), each.saved, _shapes(each.saved_shapes))
            for each in report.misfits
        )
        print_table(("layer", "shapes", "saved", "shapes"), rows)
    for code, names in (("left_over", report.left_over), ("without", report.without)):
        if names:
            ERR.print(printed(f"weights.{code}", names=[*names]), markup=False)
    if report.file is None:
        ERR.print(printed("weights.partly"), markup=False)


def _shapes(shapes: list[list[int]]) -> str:
    return ", ".join("x".join(map(str, shape)) or "1" for shape in shapes)
