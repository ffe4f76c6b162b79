"""The metrics that an epoch logs, under Keras's names, and whether each improves upwards or downwards."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from layerloom.build.real.keras_objects import metric as make_metric
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import Named, OutputTraining, Training
from layerloom_schema.errors import Refused

Mode = Literal["min", "max"]

_NUMBERED = re.compile(r"_\d+$")
_SHORT_NAMES: Mapping[str, Mode] = {"accuracy": "max", "acc": "max"}
"""Metrics that Keras resolves from a short name and the shapes of the data when training starts."""

_MODES: Mapping[str | None, Mode] = {"up": "max", "down": "min"}
"""Keras's `_direction` of a metric as a callback's `mode`."""


@dataclass(frozen=True)
class LoggedNumber:
    """One entry of an epoch's logs, without `val_`.

    `better` is the mode in which it improves, `None` where unknown. `auto` is whether a callback with `mode="auto"`
    infers it: Keras compares the monitored name with the metrics' own names, while the logs of a model with several
    outputs prefix them with the output name.
    """

    name: str
    better: Mode | None = None
    auto: bool = False


def logged_numbers(document: Document, training: Training) -> Mapping[str, LoggedNumber]:
    """The log entries of the training rows by name; Keras numbers several metrics of one kind."""
    return {number.name: number for number in _numbers(document, training)}


def logged(numbers: Mapping[str, LoggedNumber], name: str) -> LoggedNumber | None:
    """The entry of a name, with or without the number that Keras appends to the second of a kind."""
    return numbers.get(name) or numbers.get(_NUMBERED.sub("", name))


def _numbers(document: Document, training: Training) -> Iterator[LoggedNumber]:
    outputs = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    several = len(outputs) > 1
    yield LoggedNumber("loss", "min", auto=True)
    for output in outputs if several else ():
        yield LoggedNumber(f"{output}_loss", "min")
    yield LoggedNumber("learning_rate")
    for output in outputs:
        chosen = training.outputs.get(output) or OutputTraining()
        plain = dict(map(_metric, chosen.metrics))
        weighted = dict(map(_metric, chosen.weighted_metrics))
        both = {f"weighted_{name}": better for name, better in weighted.items() if name in plain}
        for name, better in (plain | weighted | both).items():
            if name:
                yield LoggedNumber(
                    f"{output}_{name}" if several else name, better, not several and better is not None
                )


def _metric(chosen: str | Named) -> tuple[str, Mode | None]:
    """The name of a metric in the logs, without a number, and the mode in which it improves."""
    try:
        made = make_metric(chosen)
    except (Refused, ValueError, TypeError):
        return "", None
    if isinstance(made, str):
        return made, _SHORT_NAMES.get(made)
    given = isinstance(chosen, Named) and chosen.config.get("name") is not None
    return made.name if given else _NUMBERED.sub("", made.name), _MODES.get(getattr(made, "_direction", None))
