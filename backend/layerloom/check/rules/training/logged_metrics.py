"""The numbers that an epoch logs, under Keras's names, and which way each of them gets better."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from layerloom.build.real.keras_objects import metric as make_metric
from layerloom_schema.document import Document, Named, OutputNode, OutputTraining, Training
from layerloom_schema.errors import Refused

Mode = Literal["min", "max"]

_NUMBERED = re.compile(r"_\d+$")
_SHORT_NAMES: Mapping[str, Mode] = {"accuracy": "max", "acc": "max"}
"""Metrics that Keras makes out of a short name and the shapes of the data, once training has begun."""

_MODES: Mapping[str | None, Mode] = {"up": "max", "down": "min"}
"""What Keras notes in a metric, in the words of a callback's `mode`."""


@dataclass(frozen=True)
class LoggedNumber:
    """One number of an epoch's logs, without `val_`.

    `better` is the mode in which it improves, `None` where nothing says so. `auto` is whether a callback with
    `mode="auto"` finds that out: Keras compares what is monitored with the names of the metrics themselves, which in
    the logs of a model with several outputs begin with the name of the output.
    """

    name: str
    better: Mode | None = None
    auto: bool = False


def logged_numbers(document: Document, training: Training) -> Mapping[str, LoggedNumber]:
    """What an epoch measures on the training rows, by name; more metrics of a kind are numbered by Keras."""
    return {number.name: number for number in _numbers(document, training)}


def logged(numbers: Mapping[str, LoggedNumber], name: str) -> LoggedNumber | None:
    """The number of a name, with or without the count that Keras appends to the second of a kind."""
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
    """The name of a metric in the logs, without a count, and the mode in which it improves."""
    try:
        made = make_metric(chosen)
    except (Refused, ValueError, TypeError):
        return "", None
    if isinstance(made, str):
        return made, _SHORT_NAMES.get(made)
    given = isinstance(chosen, Named) and chosen.config.get("name") is not None
    return made.name if given else _NUMBERED.sub("", made.name), _MODES.get(getattr(made, "_direction", None))
