"""How a run that failed says so: the one door from exceptions to `failed` events."""

import errno
from dataclasses import dataclass, field

import tensorflow as tf

from layerloom_schema.base import Json
from layerloom_schema.document import Document, Training
from layerloom_schema.errors import LayerloomError
from layerloom_schema.failures import FailureCode


@dataclass(frozen=True)
class Fault:
    """A code, a sentence for a person with the next step, and what the sentence is made of."""

    code: str
    message: str
    values: dict[str, Json] = field(default_factory=dict)


def fault_of(error: Exception, document: Document) -> Fault:
    """What to tell a person of an exception, most specific first. Keras's own text stays in the log."""
    batch_size = (document.training or Training()).batch_size
    if isinstance(error, LayerloomError):
        return Fault(error.body.code.value, error.body.message, error.body.where or {})
    if isinstance(error, MemoryError | tf.errors.ResourceExhaustedError):
        return Fault(
            FailureCode.out_of_memory,
            f"The memory did not suffice at a batch size of {batch_size}. "
            "Try a smaller batch size, or a smaller model.",
            {"batch_size": batch_size},
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Fault(FailureCode.disk_full, "The disk is full. Make room, then start the run again.")
    if isinstance(error, OSError):
        reason = error.strerror or "input or output failed"
        values = {"file": error.filename, "reason": reason}
        return Fault(FailureCode.files, f"A file of the run could not be used: {reason}.", values)
    if isinstance(error, tf.errors.InvalidArgumentError):
        return Fault(
            FailureCode.training_values,
            "The model met a value in the data that it cannot take. Look at the ranges of the bound fields; "
            "the run's log has the details.",
        )
    kind = type(error).__name__
    return Fault(
        FailureCode.internal,
        f"Training ended with an error that nobody foresaw ({kind}). The run's log has the details.",
        {"kind": kind},
    )
