"""[E] What is done once a loss is lost: the step is searched for, looked at, and told of."""

import time
import traceback
from dataclasses import dataclass

import keras

from layerloom.jobs.activations.activation_monitor import MOST_NUMBERS
from layerloom.jobs.activations.activation_probe import Probe
from layerloom.jobs.activations.activation_stats import readings_of, write_readings
from layerloom.jobs.loop.epoch_function import WholeEpoch
from layerloom.jobs.loop.shuffle_order import Order
from layerloom.jobs.train.control import StopRun, Wish
from layerloom.jobs.train.event_callback import Lost
from layerloom.jobs.train.event_log import EventLog
from layerloom_schema.base import Json
from layerloom_schema.document import Document

from .nan_search import Birth, Birthplace
from .replay import Replay, find_in_validation
from .weight_snapshots import Trail

LONGEST = 60.0
"""Seconds after which the search is given up."""
LOST = "The loss is not a finite number any more, in epoch {epoch}."
HIDDEN = (
    "Weights are no finite numbers any more, in epoch {epoch}. "
    "The loss still is one: relu, as it is compiled, gives 0 in the place of NaN."
)
SENTENCES = {
    "input": "The rows of that batch hold a number that is none, at {title}.",
    "weights": "The step left weights of {title} that are no finite numbers.",
    "activation": "It was first seen in what {title} gave.",
    "loss": "What the model gave was finite; the loss of {title} was not.",
    "gradient": "The way to the loss was finite; on the way back {title} had a slope that was not.",
}
HELP = {
    "input": "Mend the data, or leave those rows out.",
    "loss": "A smaller learning rate helps most often; then a loss that takes what the output gives.",
    "gradient": "A small number added before it keeps the slope finite; then a smaller learning rate.",
}
USUALLY = "A smaller learning rate helps most often; then look for very large numbers in the data."


@dataclass(frozen=True)
class Aftermath:
    """All that a search needs. Whatever goes wrong in it, the run has diverged, and says so."""

    document: Document
    model: keras.Model
    probe: Probe
    log: EventLog
    wish: Wish
    order: Order
    trail: Trail
    training: WholeEpoch
    validation: WholeEpoch

    def told(self, lost: Lost) -> dict[str, Json]:
        """The fields of the last event. What the calls gave for the batch becomes an event of its own before it."""
        birth, epoch = None, lost.epoch
        try:
            birth, epoch = self._birth(lost)
        except StopRun:
            print("Stopped before it was found where the loss was lost.", flush=True)
        except Exception:
            traceback.print_exc()
        told: dict[str, Json] = {
            "epoch": epoch,
            "message": self._message(lost, epoch, birth),
            **_where(birth),
        }
        return told | {"hidden": True} if lost.hidden else told

    def _birth(self, lost: Lost) -> tuple[Birth | None, int]:
        """What is known of it, and the epoch that is told of: of what was hidden, the one in which it came about."""
        end = time.monotonic() + LONGEST

        def heed() -> None:
            self.wish.heed()
            if time.monotonic() > end:
                raise TimeoutError("The steps since the last copy take too long.")

        if lost.validation:
            number = find_in_validation(self.model, self.validation, heed)
            found = None if number is None else (lost.epoch, number)
        else:
            found = Replay(self.model, self.training, self.order, self.trail, heed).find(lost.epoch)
        if found is None:
            return None, lost.epoch
        epoch = found[0] if lost.hidden else lost.epoch
        steps = self.validation if lost.validation else self.training
        return self._look(epoch, steps, found[1], training=not lost.validation), epoch

    def _look(self, epoch: int, steps: WholeEpoch, number: int, *, training: bool) -> Birth | None:
        rows = steps.batch(number)
        if len(rows) * self.probe.numbers_in_a_row() > MOST_NUMBERS:
            print("The batch that lost the loss is too large to be looked at.", flush=True)
            return None
        seen = self.probe.see(self.model, rows, training=training, slopes=training)
        write_readings(self.log, epoch, len(rows), readings_of(self.probe, seen, training=training))
        place = Birthplace(self.document, self.model, self.probe)
        birth = place.of(rows, seen, training=training)
        if birth is None and training:
            steps.run(number, number + 1)
            birth = place.in_weights()
        return birth or place.in_mean()

    def _message(self, lost: Lost, epoch: int, birth: Birth | None) -> str:
        first = (HIDDEN if lost.hidden else LOST).format(epoch=epoch + 1)
        if birth is None:
            return f"{first} {USUALLY}"
        seen = SENTENCES[birth.born].format(title=self.probe.title(birth.place))
        return f"{first} {seen} {HELP.get(birth.born, USUALLY)}"


def _where(birth: Birth | None) -> dict[str, Json]:
    if birth is None:
        return {}
    model, node = birth.place
    return {"born": birth.born, "where": {"node": node, "model": model}}
