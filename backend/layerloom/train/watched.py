"""[T] Callbacks that would do nothing, or could not: numbers that nothing measures, rates that two things set."""

import re
from collections.abc import Iterator, Mapping

from layerloom.build.objects import metric as make_metric
from layerloom.data.targets import known_name
from layerloom.graph.near import near
from layerloom.graph.titles import fix
from layerloom_schema.base import Json
from layerloom_schema.catalog import CatalogEntry
from layerloom_schema.document import Document, Named, OutputNode, OutputTraining, Training
from layerloom_schema.edits import SetField
from layerloom_schema.errors import Refused
from layerloom_schema.generated import read_catalog
from layerloom_schema.problems import Code, Fix, FixKind, Problem, Severity, Where

from .chosen import dump

RATE_SETTERS = frozenset({"LearningRateScheduler", "ReduceLROnPlateau"})
_NUMBERED = re.compile(r"_\d+$")
_PREFIX = "val_"


def callback_problems(document: Document, training: Training) -> Iterator[Problem]:
    """What is wrong with callbacks beside their own arguments. Keras would only warn in its log, or break off."""
    entries = read_catalog().callbacks
    measured = measured_names(document, training) if training.callbacks else []
    for place, callback in enumerate(training.callbacks):
        name = known_name(callback, entries)
        if name is None:
            continue
        yield from _watched(training, entries[name], callback, place, measured)
        if name in RATE_SETTERS and _follows_a_schedule(training):
            yield _two_rates(training, name, place)


def measured_names(document: Document, training: Training) -> list[str]:
    """What an epoch measures on the training rows, under Keras's names; more of a kind would be numbered."""
    outputs = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    several = len(outputs) > 1
    found = ["loss", *(f"{name}_loss" for name in outputs if several), "learning_rate"]
    for output in outputs:
        chosen = training.outputs.get(output) or OutputTraining()
        plain = [_metric_name(metric) for metric in chosen.metrics]
        weighted = [_metric_name(metric) for metric in chosen.weighted_metrics]
        both = [f"weighted_{name}" for name in weighted if name in plain]
        found += [f"{output}_{name}" if several else name for name in (*plain, *weighted, *both) if name]
    return list(dict.fromkeys(found))


def _metric_name(metric: str | Named) -> str:
    """The name of a metric in the logs, without the number that Keras gives to the second of a kind."""
    try:
        made = make_metric(metric)
    except (Refused, ValueError, TypeError):
        return ""
    return made if isinstance(made, str) else _NUMBERED.sub("", made.name)


def _watched(
    training: Training, entry: CatalogEntry, callback: Named, place: int, measured: list[str]
) -> Iterator[Problem]:
    default = next((p.default for p in entry.parameters if p.name == "monitor"), None)
    monitor = callback.config.get("monitor", default)
    if default is None or not isinstance(monitor, str) or not _uses(entry, callback.config):
        return
    held_back = training.validation.split != 0 or training.validation.dataset is not None
    plain = monitor.removeprefix(_PREFIX)
    if plain not in measured and _NUMBERED.sub("", plain) not in measured:
        yield _unmeasured(training, callback, place, monitor, [*measured, *_held_back(measured, held_back)])
    elif plain != monitor and not held_back:
        yield _not_held_back(training, callback, place, monitor)


def _uses(entry: CatalogEntry, config: Mapping[str, Json]) -> bool:
    """ModelCheckpoint looks at what it watches only when it keeps nothing but the best."""
    return entry.name != "ModelCheckpoint" or config.get("save_best_only") is True


def _held_back(measured: list[str], held_back: bool) -> list[str]:
    return [f"{_PREFIX}{name}" for name in measured if name != "learning_rate"] if held_back else []


def _unmeasured(
    training: Training, callback: Named, place: int, monitor: str, measured: list[str]
) -> Problem:
    guess = near(monitor, measured)
    hint = f" Did you mean {guess}?" if guess else ""
    return _warning(
        callback,
        place,
        monitor,
        f"{callback.name} watches {monitor}, which nothing measures, so it will do nothing.{hint}",
        list(measured),
        [_watch(training, place, guess)] if guess else [],
    )


def _not_held_back(training: Training, callback: Named, place: int, monitor: str) -> Problem:
    plain = monitor.removeprefix(_PREFIX)
    hold = SetField(path=["training", "validation", "split"], value=0.2)
    return _warning(
        callback,
        place,
        monitor,
        f"{callback.name} watches {monitor}, and nothing is held back for validation, "
        "so there will be no such number and it will do nothing.",
        plain,
        [fix(FixKind.hold_back, [hold]), _watch(training, place, plain)],
    )


def _watch(training: Training, place: int, monitor: str) -> Fix:
    changed = [dump(other) for other in training.callbacks]
    callback = training.callbacks[place]
    changed[place] = {"name": callback.name, "config": {**callback.config, "monitor": monitor}}
    return fix(FixKind.watch, [SetField(path=["training", "callbacks"], value=changed)], name=monitor)


def _warning(
    callback: Named, place: int, monitor: str, message: str, expected: Json, fixes: list[Fix]
) -> Problem:
    return Problem(
        code=Code.param_range,
        severity=Severity.warning,
        message=message,
        values={
            "owner": callback.name,
            "argument": "monitor",
            "rule": "unmeasured" if isinstance(expected, list) else "not_held_back",
        },
        where=Where(field=f"training.callbacks.{place}.config.monitor"),
        expected=expected,
        received=monitor,
        fixes=fixes,
    )


def _follows_a_schedule(training: Training) -> bool:
    optimizer = training.optimizer
    return isinstance(optimizer, Named) and isinstance(optimizer.config.get("learning_rate"), dict)


def _two_rates(training: Training, name: str, place: int) -> Problem:
    others = [dump(other) for at, other in enumerate(training.callbacks) if at != place]
    rate = SetField(path=["training", "optimizer", "config", "learning_rate"], unset=True)
    return Problem(
        code=Code.param_range,
        message=f"{name} sets the learning rate, and the optimizer's rate follows a schedule: only one can hold.",
        values={"owner": name, "argument": "learning_rate", "rule": "two_rates"},
        where=Where(field=f"training.callbacks.{place}"),
        expected="a rate that stays as it is set",
        received=name,
        fixes=[
            fix(FixKind.remove, [SetField(path=["training", "callbacks"], value=others)], name=name),
            fix(FixKind.drop_schedule, [rate]),
        ],
    )
