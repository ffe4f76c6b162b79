"""[T] Callbacks that would do nothing or fail: unknown monitored metrics, two learning rate schedules."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.row_shares import split_of, validates
from layerloom.datasets.target_encoding import canonical_name
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.training import Named, Training
from layerloom_schema.text.messages import did_you_mean

from .logged_metrics import LoggedNumber, Mode, logged, logged_numbers
from .named_object_rules import dump

RATE_SETTERS = frozenset({"LearningRateScheduler", "ReduceLROnPlateau"})
_PREFIX = "val_"


def callback_problems(document: Document, training: Training) -> Iterator[Problem]:
    """Problems of callbacks beyond their own arguments, of which Keras only warns in its log, or which end training."""
    entries = read_catalog().callbacks
    numbers = logged_numbers(document, training) if training.callbacks else {}
    for place, callback in enumerate(training.callbacks):
        name = canonical_name(callback, entries)
        if name is None:
            continue
        yield from _watched(document, training, entries[name], callback, place, numbers)
        if name in RATE_SETTERS and _follows_a_schedule(training):
            yield _two_rates(training, name, place)


def _watched(
    document: Document,
    training: Training,
    entry: CatalogEntry,
    callback: Named,
    place: int,
    numbers: Mapping[str, LoggedNumber],
) -> Iterator[Problem]:
    default = next((p.default for p in entry.parameters if p.name == "monitor"), None)
    monitor = callback.config.get("monitor", default)
    if default is None or not isinstance(monitor, str) or not _uses(entry, callback.config):
        return
    validated = validates(document)
    plain = monitor.removeprefix(_PREFIX)
    number = logged(numbers, plain)
    if number is None:
        known = dict(numbers) | {f"{_PREFIX}{name}": found for name, found in numbers.items() if validated}
        known.pop(f"{_PREFIX}learning_rate", None)
        yield _unmeasured(training, callback, place, monitor, known)
        return
    if plain != monitor and not validated:
        yield _no_validation(document, training, callback, place, monitor, numbers)
    if not number.auto and _is_auto(callback):
        yield _no_mode(training, callback, place, monitor, number.better)


def _uses(entry: CatalogEntry, config: Mapping[str, Json]) -> bool:
    """Whether a callback uses `monitor`: ModelCheckpoint only does with `save_best_only`."""
    return entry.name != "ModelCheckpoint" or config.get("save_best_only") is True


def _is_auto(callback: Named) -> bool:
    return callback.config.get("mode", "auto") == "auto"


def _unmeasured(
    training: Training, callback: Named, place: int, monitor: str, numbers: Mapping[str, LoggedNumber]
) -> Problem:
    """A monitored metric that no epoch logs: with `mode="auto"` Keras ends training, else the callback does nothing."""
    guess = _suggestion(monitor, numbers)
    ends = _is_auto(callback)
    problem = _warning(
        callback,
        place,
        monitor,
        "ends_unmeasured" if ends else "unmeasured",
        {"near": did_you_mean(guess)},
        list(numbers),
        [_watch(training, place, guess, numbers)] if guess else [],
    )
    return problem.model_copy(update={"severity": Severity.error}) if ends else problem


_SAME = (frozenset({"acc", "accuracy"}), frozenset({"lr", "learning_rate"}))
"""Synonyms: Keras logs the metric under the name that was asked for."""


def _suggestion(monitor: str, numbers: Mapping[str, LoggedNumber]) -> str | None:
    """The metric that is meant, preferring validation: by synonym, by suffix, by spelling."""
    plain = monitor.removeprefix(_PREFIX)
    words = next(({*same} for same in _SAME if plain in same), {plain})
    prefix = _PREFIX if monitor != plain else ""
    for start in dict.fromkeys((prefix, "")):
        exact = [f"{start}{word}" for word in sorted(words) if f"{start}{word}" in numbers]
        ends = [
            name
            for name in numbers
            if name.startswith(start) and any(name.endswith(f"_{word}") for word in words)
        ]
        if exact or ends:
            return [*exact, *ends][0]
    return closest_match(monitor, numbers) or closest_match(plain, numbers)


def _no_mode(training: Training, callback: Named, place: int, monitor: str, better: Mode | None) -> Problem:
    """A missing `mode`: Keras infers it only for `loss` and for the metrics of a model with one output."""
    modes: tuple[Mode, ...] = ("min", "max") if better is None else (better,)
    config = training.callbacks[place].config
    changed = [dump(other) for other in training.callbacks]
    fixes = []
    for mode in modes:
        changed[place] = {"name": callback.name, "config": {**config, "mode": mode}}
        edit = SetField(path=["training", "callbacks"], value=[*changed])
        fixes.append(make_fix(FixKind.set_name, [edit], argument="mode", name=mode))
    return Problem(
        code=Code.param_range,
        variant="no_mode",
        params={"owner": callback.name, "monitor": monitor},
        where=Where(field=f"training.callbacks.{place}.config.mode"),
        expected=list(modes),
        received="auto",
        fixes=fixes,
    )


def _no_validation(
    document: Document,
    training: Training,
    callback: Named,
    place: int,
    monitor: str,
    numbers: Mapping[str, LoggedNumber],
) -> Problem:
    plain = monitor.removeprefix(_PREFIX)
    share = ["data", "split", "validation"] if split_of(document) else ["training", "validation", "split"]
    hold = SetField(path=share, value=0.2)
    return _warning(
        callback,
        place,
        monitor,
        "not_held_back",
        {},
        plain,
        [make_fix(FixKind.hold_back, [hold]), _watch(training, place, plain, numbers)],
    )


def _watch(training: Training, place: int, monitor: str, numbers: Mapping[str, LoggedNumber]) -> Fix:
    """Monitor another metric, with `mode` where Keras cannot infer it."""
    changed = [dump(other) for other in training.callbacks]
    callback = training.callbacks[place]
    config: dict[str, Json] = {**callback.config, "monitor": monitor}
    number = logged(numbers, monitor.removeprefix(_PREFIX))
    if number is not None and not number.auto and _is_auto(callback):
        config["mode"] = number.better or "min"
    changed[place] = {"name": callback.name, "config": config}
    return make_fix(FixKind.watch, [SetField(path=["training", "callbacks"], value=changed)], name=monitor)


def _warning(
    callback: Named,
    place: int,
    monitor: str,
    variant: str,
    params: Mapping[str, Json],
    expected: Json,
    fixes: list[Fix],
) -> Problem:
    return Problem(
        code=Code.param_range,
        severity=Severity.warning,
        variant=variant,
        params={"owner": callback.name, "monitor": monitor, **params},
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
        variant="two_rates",
        params={"owner": name},
        where=Where(field=f"training.callbacks.{place}"),
        received=name,
        fixes=[
            make_fix(FixKind.remove, [SetField(path=["training", "callbacks"], value=others)], name=name),
            make_fix(FixKind.drop_schedule, [rate]),
        ],
    )
