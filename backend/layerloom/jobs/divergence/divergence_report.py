"""[E] The `diverged` event: find the step that made the loss NaN, measure its activations, and name the node."""

import time
import traceback
from dataclasses import dataclass

import keras

from layerloom.jobs.activations.activation_monitor import MOST_NUMBERS
from layerloom.jobs.activations.activation_probe import ActivationProbe
from layerloom.jobs.activations.activation_stats import node_readings, write_readings
from layerloom.jobs.loop.epoch_function import EpochFunction
from layerloom.jobs.loop.shuffle_order import ShuffleOrder
from layerloom.jobs.run_control import RunControl, StopRun
from layerloom.rundir.event_writer import EventLog
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.runs.failures import Failure, FailureCode
from layerloom_schema.text.messages import phrase

from .nan_search import NanOrigin, NanSearch
from .nonfinite_loss import NonFiniteLoss
from .replay import Replay, find_in_validation
from .weight_snapshots import WeightSnapshots

LONGEST = 60.0
"""Time limit of the search in seconds."""


@dataclass(frozen=True)
class DivergenceReport:
    """Searches for the origin of a NaN. An error in the search is printed; the run is reported in any case."""

    document: Document
    model: keras.Model
    probe: ActivationProbe
    log: EventLog
    control: RunControl
    order: ShuffleOrder
    snapshots: WeightSnapshots
    training: EpochFunction
    validation: EpochFunction

    def event_fields(self, loss_error: NonFiniteLoss) -> dict[str, Json]:
        """The fields of the `diverged` event. The activations of the batch are written as `observed` before it."""
        origin, epoch = None, loss_error.epoch
        try:
            origin, epoch = self._find_origin(loss_error)
        except StopRun:
            print("Stopped before it was found where the loss was lost.", flush=True)
        except Exception:
            traceback.print_exc()
        failure = self._failure(loss_error, epoch, origin)
        event_fields: dict[str, Json] = {
            "epoch": epoch,
            "variant": failure.variant,
            "params": failure.params,
            "message": failure.sentence(),
            **_where(origin),
        }
        return event_fields | {"masked_by_relu": True} if loss_error.masked_by_relu else event_fields

    def _find_origin(self, loss_error: NonFiniteLoss) -> tuple[NanOrigin | None, int]:
        """The origin, and the epoch to report: the one of the replayed step where relu masked the NaN."""
        end = time.monotonic() + LONGEST

        def raise_if_stopped() -> None:
            self.control.raise_if_stopped()
            if time.monotonic() > end:
                raise TimeoutError("The steps since the last copy take too long.")

        if loss_error.validation:
            number = find_in_validation(self.model, self.validation, raise_if_stopped)
            found = None if number is None else (loss_error.epoch, number)
        else:
            found = Replay(self.model, self.training, self.order, self.snapshots, raise_if_stopped).find(
                loss_error.epoch
            )
        if found is None:
            return None, loss_error.epoch
        epoch = found[0] if loss_error.masked_by_relu else loss_error.epoch
        steps = self.validation if loss_error.validation else self.training
        return self._measure(epoch, steps, found[1], training=not loss_error.validation), epoch

    def _measure(self, epoch: int, steps: EpochFunction, number: int, *, training: bool) -> NanOrigin | None:
        rows = steps.batch(number)
        if len(rows) * self.probe.numbers_in_a_row() > MOST_NUMBERS:
            print("The batch that lost the loss is too large to be looked at.", flush=True)
            return None
        result = self.probe.measure(self.model, rows, training=training, output_gradients=training)
        write_readings(self.log, epoch, len(rows), node_readings(self.probe, result, training=training))
        search = NanSearch(self.document, self.model, self.probe)
        origin = search.first(rows, result, training=training)
        if origin is None and training:
            steps.run(number, number + 1)
            origin = search.in_weights()
        return origin or search.in_mean()

    def _failure(self, loss_error: NonFiniteLoss, epoch: int, origin: NanOrigin | None) -> Failure:
        first = phrase("diverged.weights" if loss_error.masked_by_relu else "diverged.loss", epoch=epoch + 1)
        if origin is None:
            return Failure(code=FailureCode.diverged, variant="unknown", params={"first": first})
        params = {"first": first, "node": self.probe.title(origin.node_ref)}
        return Failure(code=FailureCode.diverged, variant=origin.kind, params=params)


def _where(origin: NanOrigin | None) -> dict[str, Json]:
    if origin is None:
        return {}
    model, node = origin.node_ref
    return {"origin": origin.kind, "where": {"node": node, "model": model}}
