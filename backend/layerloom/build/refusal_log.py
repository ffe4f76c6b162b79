"""What Keras said when it refused a call, for the log: a person is told in our words, an engineer needs Keras's own."""

from collections import Counter

import structlog

_LOG = structlog.get_logger("layerloom.build")
UNEXPLAINED = "Keras refused a call for a cause that no rule knows"
"""The event in the log of the workers; `layerloom doctor` counts its lines."""
_LONGEST = 500

unexplained: Counter[tuple[str, str]] = Counter()
"""How often this process met such a refusal, by layer and stage."""


def error_text(error: BaseException) -> str:
    """The kind of an error and the beginning of its text, on one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:_LONGEST]


def log_refusal(layer: str, stage: str, said: str) -> None:
    """Every refusal, at level debug: a rule is about to say why."""
    _LOG.debug("Keras refused a call", layer=layer, stage=stage, said=said)


def log_unexplained(layer: str, stage: str, said: str, shapes: list[object]) -> None:
    """A refusal that only `layer.refused` is said of: a rule is missing, or Keras or we have made a mistake."""
    unexplained[layer, stage] += 1
    _LOG.warning(UNEXPLAINED, layer=layer, stage=stage, said=said, shapes=shapes, times=unexplained.total())


def log_broken_rule(rule: str, layer: str, error: Exception) -> None:
    """A rule that erred over a refusal: the next one is asked, so that no drawing is without an answer."""
    _LOG.error("a rule erred over a refused call", rule=rule, layer=layer, exc_info=error)


def log_uncounted(error: Exception) -> None:
    """A call whose cost could not be counted: it is said to cost nothing."""
    _LOG.warning("the cost of a call could not be counted", said=error_text(error))
