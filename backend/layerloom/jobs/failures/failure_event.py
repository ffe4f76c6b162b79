"""From an exception to the fields of a `failed` event; the only place that does so."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field

import tensorflow as tf

from layerloom_schema.base import Json
from layerloom_schema.document import Document, Training
from layerloom_schema.errors import LayerloomError
from layerloom_schema.failure_codes import FailureCode
from layerloom_schema.problems import Where

from .call_by_call import Shapes
from .failed_batch import KerasFailure, is_keras_error
from .keras_error_text import Cause, cause_of, first_line


@dataclass(frozen=True)
class FailureFields:
    """The fields of a `failed` event: code, sentence with the next step, and the values in it."""

    code: str
    message: str
    values: dict[str, Json] = field(default_factory=dict)
    where: dict[str, Json] | None = None


def failure_fields(error: Exception, document: Document) -> FailureFields:
    """The event fields of an exception, most specific case first. Keras's full text stays in the log."""
    batch_size = (document.training or Training()).batch_size
    if isinstance(error, LayerloomError):
        return FailureFields(error.body.code.value, error.body.message, error.body.where or {})
    if isinstance(error, MemoryError | tf.errors.ResourceExhaustedError):
        return FailureFields(
            FailureCode.out_of_memory,
            f"The memory did not suffice at a batch size of {batch_size}. "
            "Try a smaller batch size, or a smaller model.",
            {"batch_size": batch_size},
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FailureFields(FailureCode.disk_full, "The disk is full. Make room, then start the run again.")
    if isinstance(error, OSError):
        reason = error.strerror or "input or output failed"
        values: dict[str, Json] = {
            "file": None if error.filename is None else str(error.filename),
            "reason": reason,
        }
        return FailureFields(FailureCode.files, f"A file of the run could not be used: {reason}.", values)
    if isinstance(error, KerasFailure):
        return _keras_failure(error)
    if is_keras_error(error):
        return _keras_failure(KerasFailure(error))
    kind = type(error).__name__
    return FailureFields(
        FailureCode.internal,
        f"Training ended with an error that nobody foresaw ({kind}). The run's log has the details.",
        {"kind": kind},
    )


def _keras_failure(failure: KerasFailure) -> FailureFields:
    """The value that a kernel refused, where its error names it; else the first line of the error."""
    point, node = failure.point, failure.title
    where = None
    if point is not None and point.node_ref is not None:
        model, id_ = point.node_ref
        where = Where(node=id_, model=model).model_dump(mode="json", exclude_none=True)
    found = cause_of(failure.error) if node is not None else None
    if found is not None and node is not None:
        cause, numbers = found
        values: dict[str, Json] = {"rule": cause, "node": node, **numbers}
        sentence = _VALUES[cause].format(node=node[0].upper() + node[1:], **numbers)
        return FailureFields(FailureCode.training_values, f"{sentence} {_LOG}", values, where)
    reason = first_line(failure.error)
    shapes = _shapes(point.shapes) if point is not None else ""
    at = f" at {node}" if node else ""
    got = f", which got {shapes}," if shapes else ""
    values = {"reason": reason, "node": node, "shapes": shapes or None}
    return FailureFields(
        FailureCode.keras_stopped, f"Keras stopped{at}{got} with “{reason}”. {_LOG}", values, where
    )


_LOG = "The run's log has the details."
_VALUES: Mapping[Cause, str] = {
    "index": "{node} looks up rows 0 to {last}; the number {got} reached it.",
    "vocabulary": (
        "{node} knows only its vocabulary, because num_oov_indices is 0; {got} reached it. Set num_oov_indices to 1, or "
        "leave such rows out."
    ),
    "label": "{node} takes classes 0 to {last}; the target of a row is {got}.",
    "negative": "{node} takes numbers of at least 0; {got} reached it.",
}
"""Sentences about a value that a layer or loss cannot take."""


def _shapes(shapes: Shapes) -> str:
    """Shapes as text: `(32, 5)`, with port names where there are several ports."""
    rows = [(port, "(" + ", ".join(map(str, shape)) + ")") for port, shape in shapes]
    several = len({port for port, _ in rows}) > 1
    return ", ".join(f"{port} {row}" if several else row for port, row in rows)
