"""Commands that check, print, import and export documents."""

import os
from pathlib import Path
from typing import Annotated

import typer

from layerloom.cli.documents import (
    exit_if_broken,
    library,
    limits,
    read,
    read_bytes,
    read_with_runs,
    run_check,
    to_text,
    with_data,
    write,
    write_weights_beside,
)
from layerloom.cli.exported_models import write_run
from layerloom.cli.imported_files import read_any_file
from layerloom.cli.imported_models import print_parity
from layerloom.cli.imported_scripts import print_holes, print_models
from layerloom.cli.options import AsJson, DocumentPath
from layerloom.cli.terminal import ERR, print_json, print_report
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom_schema import strict_json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import read_document
from layerloom_schema.documents.migrations import is_newer
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.models.exports import ModelFormat
from layerloom_schema.text.languages import terminal_language


def check(document: DocumentPath, as_json: AsJson = False) -> None:
    """Check a document: exit 0 when it is fit to train, 1 with errors, 2 when unreadable."""
    drawn = read_with_runs(document)
    redirect_native_stderr()
    report = run_check(drawn)
    if as_json:
        print_json(report)
    else:
        print_report(drawn, report)
    raise typer.Exit(0 if report.ok else 1)


def summary(document: DocumentPath) -> None:
    """Print Keras's summary table, with "Connected to"."""
    drawn = read_with_runs(document)
    redirect_native_stderr()
    from layerloom.build.real.summary import summary as summarize
    from layerloom.graph.check import check_structure

    exit_if_broken(drawn, run_check(drawn.model_copy(update={"training": None, "data": None})))
    print(summarize(drawn, check_structure(drawn, read_catalog(), limits())))


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A document, or a Keras config as .json or .yaml; a saved model, script or notebook.",
        ),
    ],
    output: Annotated[Path | None, typer.Option("-o", metavar="DOC", help="Where to write it.")] = None,
    model: Annotated[str | None, typer.Option(help="Which model of a script, by its name.")] = None,
    models: Annotated[bool, typer.Option("--list", help="List the models of a script.")] = False,
    fill: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="A number or shape that a script leaves open."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read a file as a document and write it. A script is read, and never run; a model is read, and never loaded."""
    found = read_any_file(file, model, fill or [])
    if as_json:
        print_json(found.in_language(terminal_language(os.environ)))
        return
    for warning in found.warnings:
        ERR.print(warning.in_language(terminal_language(os.environ)).message, markup=False)
    print_parity(found)
    print_holes(found)
    if models:
        print_models(found)
    else:
        write(strict_json.dumps(found.document, indent=2) + "\n", output)


def export(
    document: DocumentPath,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="python, notebook or json; of a run weights, keras-json, savedmodel, tflite, tflite-int8, onnx, "
            "page or app.",
        ),
    ],
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Where to write it.")] = None,
    data: Annotated[str | None, typer.Option(help="A data set by name, or the path of a file.")] = None,
) -> None:
    """Write a document as a script, a notebook or JSON in today's format, or the model of a run for other programs."""
    if to in [*ModelFormat]:
        write_run(str(document), ModelFormat(to), output)
        return
    if to == "json":
        body = read_bytes(document)
        value = strict_json.loads(body)
        # A newer format goes on as it came: what is not understood must not be lost.
        text = body if is_newer(value) else to_text(read_document(value))
        write(text, output)
        return
    drawn = read(document)
    if to not in ("python", "notebook"):
        raise Unreadable(ErrorCode.bad_request, variant="export", params={"to": to}, got=to)
    redirect_native_stderr()
    from layerloom.codegen.notebook import to_notebook
    from layerloom.codegen.python_script import script
    from layerloom.graph.check import check_structure

    drawn, file = with_data(read_with_runs(document), data)
    exit_if_broken(drawn, run_check(drawn, for_training=data is not None, file=file))
    structure = check_structure(drawn, read_catalog(), limits())
    path = data if file else None
    written = script(drawn, structure, read_catalog(), data_path=path, library=library())
    write(to_notebook(written) if to == "notebook" else written.text, output)
    if output is not None:
        write_weights_beside(drawn, output)
