"""What leaves with a trained run: its model in a format, or something that predicts with it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from layerloom.jobs.predict.predictor import Predictor
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.models.exports import ExportedModel, ExportPhase, ModelFormat

from .export_model import export_model
from .int8_model import write_int8
from .offered_file import Comparison, Report, offer_file
from .prediction_page.write_page import write_page
from .small_app.write_app import write_app


def export_run(
    predictor: Predictor, format_: ModelFormat, folder: Path, report: Report = lambda _: None
) -> ExportedModel:
    """Put the file of a format into a folder. Raises `Refused` where the format has no place for the run."""
    report(ExportPhase.writing)
    writer = _OF_RUNS.get(format_)
    if writer is not None:
        return offer_file(format_, folder, lambda path: writer(predictor, path, report))
    return export_model(
        predictor.model,
        predictor.built_again,
        predictor.document,
        format_,
        folder,
        read_catalog(),
        predictor.limits,
        report,
    )


_OF_RUNS: Mapping[ModelFormat, Callable[[Predictor, Path, Report], Comparison]] = {
    ModelFormat.page: write_page,
    ModelFormat.app: write_app,
    ModelFormat.litert_int8: write_int8,
}
