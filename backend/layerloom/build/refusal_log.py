"""Log the messages of Keras about refused calls: people see our sentences, developers need Keras's."""

from collections import Counter

import structlog

_LOG = structlog.get_logger("layerloom.build")
UNEXPLAINED = "Keras refused a call for a cause that no rule knows"
"""The event in the log of the workers; `layerloom doctor` counts its lines."""
_LONGEST = 500

unexplained: Counter[tuple[str, str]] = Counter()
"""Refusals without an explanation in this process, by layer and stage."""


def error_text(error: BaseException) -> str:
    """The type of an error and the beginning of its message, on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:_LONGEST]


def log_refusal(layer: str, stage: str, said: str) -> None:
    """Log a refusal at level debug: a rule will explain it."""
    _LOG.debug("Keras refused a call", layer=layer, stage=stage, said=said)


def log_unexplained(layer: str, stage: str, said: str, shapes: list[object]) -> None:
    """Log a refusal that no rule explains (`layer.refused`)."""
    unexplained[layer, stage] += 1
    _LOG.warning(UNEXPLAINED, layer=layer, stage=stage, said=said, shapes=shapes, times=unexplained.total())


def log_broken_rule(rule: str, layer: str, error: Exception) -> None:
    """Log an exception in a rule; the next rule is tried."""
    _LOG.error("a rule erred over a refused call", rule=rule, layer=layer, exc_info=error)


def log_uncounted(error: Exception) -> None:
    """Log a call whose cost could not be counted: it counts as 0."""
    _LOG.warning("the cost of a call could not be counted", said=error_text(error))
