"""What is known of one output from its targets and predictions, as its loss compares them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layerloom.datasets.target_encoding import Target
from layerloom_schema.base import Json
from layerloom_schema.runs.evaluations import ClassReport, OutputReport

from .class_report import exclusive_classes, yes_or_no
from .number_report import number_report

MOST_CELLS = 16
"""Numbers of a target or a prediction that are shown for one row."""
Array = NDArray[Any]


@dataclass(frozen=True)
class ReportedOutput:
    """An output, what its loss compares, and the names of its classes where they are known."""

    name: str
    target: Target | None
    logits: bool
    """Whether it gives logits, which its loss turns into probabilities."""
    names: Sequence[str] | None

    def class_names(self, count: int) -> Sequence[str]:
        """The names of its classes; their numbers where they have none."""
        fits = self.names is not None and len(self.names) == count
        return self.names if fits and self.names is not None else [str(number) for number in range(count)]


def output_report(output: ReportedOutput, targets: Array, given: Array) -> OutputReport:
    """The report on an output.

    Args:
        output: Which output.
        targets: Its targets, a row first.
        given: Its predictions, a row first.
    """
    if output.target in (Target.numbers, Target.counts):
        if targets.size != given.size:
            return OutputReport(name=output.name)
        return OutputReport(name=output.name, numbers=number_report(targets, given))
    return OutputReport(name=output.name, classes=_classes(output, targets, given))


def _classes(output: ReportedOutput, targets: Array, given: Array) -> ClassReport | None:
    units = given.shape[-1] if given.ndim > 1 else 1
    flat = given.reshape(-1, units)
    match output.target:
        case Target.classes if units > 1 and targets.size == len(flat):
            labels = targets.reshape(-1).astype("int64")
        case Target.one_hot if units > 1 and targets.size == flat.size:
            labels = targets.reshape(-1, units).argmax(axis=-1)
        case Target.binary | Target.signs if targets.size == flat.size:
            return _two_sided(output, targets.reshape(-1, units), flat)
        case _:
            return None
    if labels.min() < 0 or labels.max() >= units or not np.isfinite(flat).all():
        return None
    report = exclusive_classes(labels, _softmax(flat) if output.logits else flat, output.class_names(units))
    return (
        report if output.logits or _are_probabilities(flat) else report.model_copy(update={"calibration": []})
    )


def _two_sided(output: ReportedOutput, targets: Array, given: Array) -> ClassReport | None:
    signs = output.target is Target.signs
    labels = (targets > 0).astype("int64")
    if not np.isin(targets, (-1, 0, 1) if signs else (0, 1)).all() or not np.isfinite(given).all():
        return None
    # A sign is decided at 0, as logits are; the curves go by the order of the scores alone.
    probabilities = _sigmoid(given) if signs or output.logits else given
    if given.shape[1] > 1:
        return yes_or_no(labels, probabilities, output.class_names(given.shape[1]))
    both = np.concatenate([1 - probabilities, probabilities], axis=1)
    report = exclusive_classes(labels.reshape(-1), both, output.class_names(2))
    known = not signs and (output.logits or _are_probabilities(both))
    return report if known else report.model_copy(update={"calibration": []})


def target_json(output: ReportedOutput, target: Any) -> Json:
    """The target of one row: the name of its class, or its first numbers."""
    values = np.asarray(target)
    if values.size == 1 and output.target in (Target.classes, Target.binary, Target.signs):
        return _name(output, int(values.reshape(-1)[0] > 0) if output.target is Target.signs else int(values))
    if output.target is Target.one_hot and values.ndim == 1:
        return _name(output, int(values.argmax()))
    return _numbers(values)


def predicted_json(output: ReportedOutput, given: Any) -> Json:
    """The prediction of one row: the name of the most probable class, or its first numbers."""
    values = np.asarray(given)
    if output.target in (Target.classes, Target.one_hot) and values.ndim == 1 and values.size > 1:
        return _name(output, int(values.argmax()))
    if output.target in (Target.binary, Target.signs) and values.size == 1:
        at_zero = output.logits or output.target is Target.signs
        return _name(output, int(values.reshape(-1)[0] > (0.0 if at_zero else 0.5)))
    return _numbers(values)


def _name(output: ReportedOutput, number: int) -> str:
    names = output.names or ()
    return names[number] if 0 <= number < len(names) else str(number)


def _numbers(values: Array) -> Json:
    cells = values.reshape(-1)[:MOST_CELLS]
    listed = [float(cell) if np.isfinite(cell) else None for cell in cells]
    return listed[0] if values.size == 1 else list(listed)


def _are_probabilities(given: Array) -> bool:
    return bool(given.min() >= 0 and np.allclose(given.sum(axis=-1), 1, atol=1e-3))


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _sigmoid(logits: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -80, 80))))
