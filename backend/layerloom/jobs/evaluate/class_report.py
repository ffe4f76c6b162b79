"""Confusion, scores, curves and calibration of an output that tells classes apart."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics

from layerloom_schema.runs.evaluations import CalibrationBin, ClassReport, ClassScores, Curve

MOST_CONFUSED = 100
"""Classes of a confusion matrix at most."""
MOST_CURVES = 20
"""Classes that get curves of their own at most."""
MOST_POINTS = 101
BINS = 10
Array = NDArray[Any]


def exclusive_classes(labels: Array, probabilities: Array, names: Sequence[str]) -> ClassReport:
    """The report on one class a row.

    Args:
        labels: The class of each row, from 0; shape (rows,).
        probabilities: Of each class; shape (rows, classes).
        names: Of the classes.
    """
    predicted = probabilities.argmax(axis=-1)
    numbers = np.arange(len(names))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, predicted, labels=numbers, zero_division=0.0
    )
    scores = [
        ClassScores(name=name, precision=float(p), recall=float(r), f1=float(f), rows=int(count))
        for name, p, r, f, count in zip(names, precision, recall, f1, support, strict=True)
    ]
    confusion = None
    if len(names) <= MOST_CONFUSED:
        confusion = metrics.confusion_matrix(labels, predicted, labels=numbers).tolist()
    # With two classes the curve of one is that of the other, seen from behind.
    shown = [1] if len(names) == 2 else [*numbers] if len(names) <= MOST_CURVES else []
    sides = [(names[each], labels == each, probabilities[:, each]) for each in shown]
    confidence = probabilities.max(axis=-1)
    return ClassReport(
        classes=scores,
        confusion=confusion,
        roc=[_roc(*side) for side in sides],
        precision_recall=[_precision_recall(*side) for side in sides],
        calibration=_calibration(confidence, predicted == labels),
    )


def yes_or_no(labels: Array, probabilities: Array, names: Sequence[str]) -> ClassReport:
    """The report on a yes or no for each of several units.

    Args:
        labels: 0 or 1; shape (rows, units).
        probabilities: Of 1; shape (rows, units).
        names: Of the units.
    """
    predicted = probabilities > 0.5
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, predicted, average=None, zero_division=0.0
    )
    parts = zip(names, np.ravel(precision), np.ravel(recall), np.ravel(f1), np.ravel(support), strict=True)
    scores = [
        ClassScores(name=name, precision=float(p), recall=float(r), f1=float(f), rows=int(count))
        for name, p, r, f, count in parts
    ]
    sides = [
        (name, labels[:, unit] == 1, probabilities[:, unit]) for unit, name in enumerate(names[:MOST_CURVES])
    ]
    return ClassReport(
        classes=scores,
        roc=[_roc(*side) for side in sides],
        precision_recall=[_precision_recall(*side) for side in sides],
    )


def _roc(name: str, truth: Array, score: Array) -> Curve:
    if truth.all() or not truth.any():
        return Curve(name=name, x=[], y=[], area=None)
    false, true, _ = metrics.roc_curve(truth, score)
    return Curve(name=name, x=_thinned(false), y=_thinned(true), area=float(metrics.auc(false, true)))


def _precision_recall(name: str, truth: Array, score: Array) -> Curve:
    if not truth.any():
        return Curve(name=name, x=[], y=[], area=None)
    precision, recall, _ = metrics.precision_recall_curve(truth, score)
    area = float(metrics.average_precision_score(truth, score))
    return Curve(name=name, x=_thinned(recall[::-1]), y=_thinned(precision[::-1]), area=area)


def _thinned(values: Array) -> list[float]:
    places = np.unique(np.linspace(0, len(values) - 1, MOST_POINTS).round().astype(int))
    return [float(value) for value in values[places]]


def _calibration(confidence: Array, right: Array) -> list[CalibrationBin]:
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    found = []
    for place in range(BINS):
        inside = places == place
        if inside.any():
            found.append(
                CalibrationBin(
                    confidence=float(confidence[inside].mean()),
                    accuracy=float(right[inside].mean()),
                    rows=int(inside.sum()),
                )
            )
    return found
