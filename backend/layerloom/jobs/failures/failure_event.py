"""From an exception to the fields of a `failed` event; the only place that does so."""

import errno

import tensorflow as tf

from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Where
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import LayerloomError
from layerloom_schema.runs.failures import Failure, FailureCode
from layerloom_schema.text.messages import phrase
from layerloom_schema.text.os_errors import os_reason

from .call_by_call import Shapes
from .failed_batch import KerasFailure, is_keras_error
from .keras_error_text import cause_of, first_line


def failure_fields(error: Exception, document: Document) -> dict[str, Json]:
    """The event fields of an exception, most specific case first. Keras's full text stays in the log."""
    if isinstance(error, KerasFailure):
        return _keras_failure(error)
    if isinstance(error, LayerloomError):
        body = error.body
        known = Failure(code=body.code, variant=body.variant, params=body.params or {})
        return {**known.model_dump(mode="json"), "message": body.message}
    batch_size = (document.training or Training()).batch_size
    if isinstance(error, MemoryError | tf.errors.ResourceExhaustedError):
        return _fields(FailureCode.out_of_memory, "batch", batch_size=batch_size)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _fields(FailureCode.disk_full, "training")
    if isinstance(error, OSError):
        return _fields(FailureCode.files, reason=os_reason(error))
    if is_keras_error(error):
        return _keras_failure(KerasFailure(error))
    return _fields(FailureCode.internal, kind=type(error).__name__)


def _fields(code: FailureCode, variant: str | None = None, **params: Json) -> dict[str, Json]:
    failure = Failure(code=code, variant=variant, params=params)
    return {**failure.model_dump(mode="json"), "message": failure.sentence()}


def _keras_failure(failure: KerasFailure) -> dict[str, Json]:
    """The value that a kernel refused, where its error names it; else the first line of the error."""
    point, node = failure.point, failure.node
    where: Json = None
    if point is not None and point.node_ref is not None:
        model, id_ = point.node_ref
        where = Where(node=id_, model=model).model_dump(mode="json", exclude_none=True)
    found = cause_of(failure.error) if node is not None else None
    if found is not None and point is not None:
        cause, numbers = found
        subject = node if point.step == "call" else phrase(f"step.start.{point.step}", node=node)
        return {**_fields(FailureCode.training_values, cause, node=subject, **numbers), "where": where}
    reason = first_line(failure.error)
    if node is None or point is None:
        return {**_fields(FailureCode.keras_stopped, "nowhere", reason=reason), "where": where}
    at = node if point.step == "call" else phrase(f"step.{point.step}", node=node)
    shapes = _shapes(point.shapes)
    params: dict[str, Json] = {"reason": reason, "node": at} | ({"shapes": shapes} if shapes else {})
    variant = "call" if shapes else "node"
    return {**_fields(FailureCode.keras_stopped, variant, **params), "where": where}


def _shapes(shapes: Shapes) -> str:
    """Shapes as text: `(32, 5)`, with port names where there are several ports."""
    rows = [(port, "(" + ", ".join(map(str, shape)) + ")") for port, shape in shapes]
    several = len({port for port, _ in rows}) > 1
    return ", ".join(f"{port} {row}" if several else row for port, row in rows)
