"""What leaves with a trained run: its model in a format, or something that predicts with it."""

from pathlib import Path

from layerloom.jobs.predict.predictor import Predictor
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.models.exports import ExportedModel, ModelFormat

from .export_model import export_model
from .int8_model import write_int8
from .offered_file import offer_file
from .prediction_page.write_page import write_page
from .small_app.write_app import write_app


def export_run(predictor: Predictor, format_: ModelFormat, folder: Path) -> ExportedModel:
    """Put the file of a format into a folder. Raises `Refused` where the format has no place for the run."""
    if format_ is ModelFormat.page:
        return offer_file(format_, folder, lambda path: write_page(predictor, path))
    if format_ is ModelFormat.app:
        return offer_file(format_, folder, lambda path: write_app(predictor, path))
    if format_ is ModelFormat.litert_int8:
        return offer_file(format_, folder, lambda path: write_int8(predictor, path))
    return export_model(
        predictor.model,
        predictor.built_again,
        predictor.document,
        format_,
        folder,
        read_catalog(),
        predictor.limits,
    )
