"""[T] The numbers of training: how long, how many at once, how much is held back, and which number is watched."""

import math
from collections.abc import Iterator

from layerloom.data.targets import known_name
from layerloom_schema.base import Json
from layerloom_schema.document import Training
from layerloom_schema.edits import SetField
from layerloom_schema.generated import read_catalog
from layerloom_schema.problems import Code, Fix, Problem, Severity, Where

from .chosen import dump

MAX_SEED = 2**32 - 1
"""NumPy's generators take no larger one."""


def number_problems(training: Training) -> Iterator[Problem]:
    """Numbers out of range, and callbacks that watch a number which no validation will make."""
    yield from _at_least(training.epochs, 1, "epochs", "Training runs for at least 1 epoch")
    yield from _at_least(training.batch_size, 1, "batch_size", "A batch holds at least 1 row")
    if not 0 <= training.seed <= MAX_SEED:
        yield _range(
            "seed", f"A seed is a whole number from 0 to {MAX_SEED}", training.seed, [0, MAX_SEED], fix=0
        )
    split = training.validation.split
    if not 0 <= split < 1:
        yield _range(
            "validation.split",
            "The share held back for validation is 0 or more and below 1",
            split,
            [0, 1],
            fix=0.2,
        )
    for name, output in training.outputs.items():
        if not math.isfinite(output.weight) or output.weight < 0:
            sentence = f"The weight of the loss of {name} is 0 or more"
            yield _range(f"outputs.{name}.weight", sentence, output.weight, [0, None], fix=1.0)
    if split == 0:
        yield from _watched(training)


def _at_least(number: int, least: int, field: str, sentence: str) -> Iterator[Problem]:
    if number < least:
        yield _range(field, sentence, number, [least, None], fix=least)


def _range(field: str, sentence: str, received: float, expected: Json, *, fix: float) -> Problem:
    shown = received if math.isfinite(received) else None
    return Problem(
        code=Code.param_range if math.isfinite(received) else Code.param_not_finite,
        message=f"{sentence}; it is {received:g}.",
        values={"owner": "training", "argument": field},
        where=Where(field=f"training.{field}"),
        expected=expected,
        received=shown,
        fixes=[
            Fix(title=f"Set it to {fix:g}", edits=[SetField(path=["training", *field.split(".")], value=fix)])
        ],
    )


def _watched(training: Training) -> Iterator[Problem]:
    """Keras would only warn in its log, and the callback would do nothing."""
    entries = read_catalog().callbacks
    for place, callback in enumerate(training.callbacks):
        entry = entries.get(known_name(callback, entries) or "")
        default = next((p.default for p in entry.parameters if p.name == "monitor"), None) if entry else None
        monitor = callback.config.get("monitor", default)
        if default is None or not isinstance(monitor, str) or not monitor.startswith("val_"):
            continue
        watched = {**callback.config, "monitor": monitor.removeprefix("val_")}
        changed = [dump(other) for other in training.callbacks]
        changed[place] = {"name": callback.name, "config": watched}
        yield Problem(
            code=Code.param_range,
            severity=Severity.warning,
            message=(
                f"{callback.name} watches {monitor}, and nothing is held back for validation, "
                "so there will be no such number and it will do nothing."
            ),
            values={"owner": callback.name, "argument": "monitor"},
            where=Where(field=f"training.callbacks.{place}.config.monitor"),
            expected=monitor.removeprefix("val_"),
            received=monitor,
            fixes=[
                Fix(
                    title="Hold back a fifth of the rows",
                    edits=[SetField(path=["training", "validation", "split"], value=0.2)],
                ),
                Fix(
                    title=f"Watch {monitor.removeprefix('val_')}",
                    edits=[SetField(path=["training", "callbacks"], value=changed)],
                ),
            ],
        )
