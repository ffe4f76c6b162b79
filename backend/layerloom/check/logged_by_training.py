"""What the epochs of a document's training log, by the names of Keras: what a sweep can seek."""

from layerloom.check.rules.training.logged_metrics import Mode, logged_numbers
from layerloom.datasets.row_shares import validates
from layerloom.graph.closest_match import closest_match
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.sweeps import Direction, LoggedMetric, LoggedMetrics
from layerloom_schema.text.messages import did_you_mean

_RATE = "learning_rate"


def logged_by_training(document: Document) -> LoggedMetrics:
    """The metrics of the validation, where there is one, then those of the training rows."""
    numbers = logged_numbers(document, document.training or Training())
    plain = [number for number in numbers.values() if number.name != _RATE]
    prefixes = ("val_", "") if validates(document) else ("",)
    return LoggedMetrics(
        metrics=[
            LoggedMetric(name=f"{prefix}{number.name}", better=_direction(number.better))
            for prefix in prefixes
            for number in plain
        ]
    )


def refuse_unlogged(document: Document, metric: str) -> None:
    """Raise `Refused` for an objective that no epoch logs."""
    known = [each.name for each in logged_by_training(document).metrics]
    if metric not in known:
        params: dict[str, Json] = {"metric": metric, "near": did_you_mean(closest_match(metric, known))}
        where: dict[str, Json] = {"field": "objective.metric"}
        raise Refused(422, ErrorCode.sweep, variant="objective", params=params, where=where, got=metric)


def _direction(better: Mode | None) -> Direction | None:
    if better is None:
        return None
    return "minimize" if better == "min" else "maximize"
