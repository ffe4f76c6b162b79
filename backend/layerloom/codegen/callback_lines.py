"""Callbacks as Python source. LearningRateScheduler gets a function around a schedule, ModelCheckpoint a path."""

from collections.abc import Iterable

from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.training import Named
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import BEST_MODEL, BEST_WEIGHTS

from .argument_values import construct, entry_of, plain
from .formatter import Bracket, Expression, Part, call, lay_out, quote


def callback_lines(catalog: Catalog, callback: Named, number: int) -> tuple[Iterable[str], Expression]:
    """The lines before a callback, and its expression; `number` makes names unique."""
    name = entry_of(catalog, "callbacks", callback.name).name
    if name == "LearningRateScheduler":
        return _scheduler(catalog, callback, f"rate_{number + 1}" if number else "rate")
    made = construct(catalog, "callbacks", name, callback.config)
    if name == "ModelCheckpoint":
        file = BEST_WEIGHTS if callback.config.get("save_weights_only") is True else BEST_MODEL
        made = call(made.head, [Part(quote(file)), *made.parts])
    return [], made


def _scheduler(catalog: Catalog, callback: Named, rate: str) -> tuple[Iterable[str], Expression]:
    """A function from the epoch to the rate of a schedule."""
    entry = entry_of(catalog, "callbacks", callback.name)
    parameters = entry.parameter
    if set(callback.config) != set(parameters):
        raise Refused(422, ErrorCode.invalid, variant="schedule_only", params={"name": entry.name})
    (argument,) = parameters
    schedule = plain(catalog, parameters[argument], callback.config[argument])
    if isinstance(schedule, Bracket):
        lines, value = lay_out(schedule, before=f"{rate} = "), f"float({rate}(epoch))"
    else:
        lines, value = iter(()), schedule
    head = "keras.callbacks.LearningRateScheduler"
    return lines, call(head, [Part(f"lambda epoch: {value}")])
