"""Errors and residuals of an output that gives numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics

from layerloom_schema.runs.evaluations import NumberReport

BINS = 20
MOST_POINTS = 500
Array = NDArray[Any]


def number_report(targets: Array, predictions: Array) -> NumberReport | None:
    """The report on all numbers of an output; none where nothing is finite.

    Args:
        targets: Of any shape.
        predictions: Of the same shape.
    """
    true, given = targets.reshape(-1).astype("float64"), predictions.reshape(-1).astype("float64")
    finite = np.isfinite(true) & np.isfinite(given)
    true, given = true[finite], given[finite]
    if not len(true):
        return None
    residuals = given - true
    counts, edges = np.histogram(residuals, BINS)
    places = np.unique(np.linspace(0, len(true) - 1, MOST_POINTS).round().astype(int))
    return NumberReport(
        mean_absolute_error=float(metrics.mean_absolute_error(true, given)),
        root_mean_squared_error=float(metrics.root_mean_squared_error(true, given)),
        bias=float(residuals.mean()),
        r2=float(metrics.r2_score(true, given)) if np.ptp(true) else None,
        edges=edges.tolist(),
        counts=counts.tolist(),
        points=[[float(true[place]), float(given[place])] for place in places],
    )
