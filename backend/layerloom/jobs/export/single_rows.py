"""Formats that take a row as it is: they have no place for what is done to several rows or tables before recipes."""

from layerloom.jobs.predict.predictor import Predictor
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.exports import ModelFormat


def require_single_rows(predictor: Predictor, format_: ModelFormat) -> None:
    """Raise `Refused` where a run makes windows of rows, or joins tables to them."""
    step = predictor.row_fields.before_recipes
    if step is not None:
        params: dict[str, Json] = {"format": format_.value, "step": step}
        raise Refused(422, ErrorCode.export_refused, variant="several_rows", params=params)
