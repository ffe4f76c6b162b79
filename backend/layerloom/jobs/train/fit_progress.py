"""[R] How far a fit has come, on the disk: saves checkpoints, and puts a resumed fit back to where one was saved."""

import time
from collections.abc import Sequence
from dataclasses import replace

import keras

from layerloom.jobs.activations.activation_stats import weights_are_finite
from layerloom.jobs.checkpoints import callback_fields
from layerloom.jobs.checkpoints.checkpoint_reader import SavedState
from layerloom.jobs.checkpoints.checkpoints import Checkpoints
from layerloom.jobs.checkpoints.training_state import Phase, TrainingState, loss_of
from layerloom.jobs.checkpoints.variables import all_variables_of
from layerloom.jobs.divergence.nonfinite_loss import NonFiniteLoss
from layerloom.jobs.loop.epoch_function import EpochFunction
from layerloom.rundir.event_writer import EventLog
from layerloom_schema.runs.checkpoints import Attempt
from layerloom_schema.runs.events import Logs


class FitProgress:
    """Called by `EventCallback`, the last of all callbacks, so that what the others did belongs to the state.

    A fit that goes on traces its graph first, by a chunk without batches: the sums of metrics exist from then on. State
    is set twice where a checkpoint was saved within an epoch: before the callbacks begin it, and after.
    """

    def __init__(
        self,
        log: EventLog,
        model: keras.Model,
        checkpoints: Checkpoints,
        saved: SavedState | None,
        attempt: Attempt | None,
    ) -> None:
        """`saved` is the checkpoint that the fit goes on from; None for one that begins."""
        self._log = log
        self._model = model
        self._checkpoints = checkpoints
        self._saved = saved
        self._attempt = attempt
        self._goes_on = saved is not None and attempt is not None and attempt.went_on_at == saved.state.epoch
        self._logs: Logs = dict(saved.state.logs) if saved is not None else {}
        self._best_loss = saved.state.best_loss if saved is not None else None
        self._steps: EpochFunction | None = None
        self._callbacks: Sequence[keras.callbacks.Callback] = ()

    @property
    def finished(self) -> int:
        """The epochs that were finished before this fit."""
        return self._saved.state.epoch if self._saved is not None else 0

    def first_epoch(self, epochs: int) -> int:
        """The epoch that the fit begins with; `epochs` if a callback had ended it."""
        ended = self._saved is not None and self._saved.state.stop_training and not self._goes_on
        return epochs if ended else self.finished

    def watch(self, steps: EpochFunction, callbacks: Sequence[keras.callbacks.Callback]) -> None:
        """Give the train function of the fit, and the callbacks of the document."""
        self._steps = steps
        self._callbacks = callbacks

    def begin(self) -> None:
        """Restore the state after `on_train_begin` of the other callbacks, which resets them."""
        saved = self._saved
        if saved is None:
            if self._attempt is not None:
                self._log.write("restored", epoch=0)
            return
        if self._steps is None:
            return
        self._steps.trace()
        saved.assign(all_variables_of(self._model))
        callback_fields.restore(self._callbacks, saved.state.callbacks, saved.arrays)
        self._model.stop_training = saved.state.stop_training and not self._goes_on
        if self._goes_on:
            callback_fields.wait_again(self._callbacks)
        self._checkpoints.write_manifest()
        self._log.write(
            "restored",
            epoch=saved.state.epoch,
            batch=saved.state.batch,
            name=saved.path.name,
            damaged=[*saved.damaged],
            logs={**saved.state.logs},
            best_loss=saved.state.best_loss,
        )

    def begin_epoch(self, epoch: int) -> tuple[int, float]:
        """After `on_epoch_begin` of the other callbacks: the batches of the epoch that are done, and their seconds."""
        saved = self._saved
        if saved is None or self._steps is None or epoch != saved.state.epoch or not saved.state.batch:
            return 0, 0.0
        saved.assign(all_variables_of(self._model))
        self._steps.begin_at(saved.state.batch)
        return saved.state.batch, saved.state.seconds

    def after_chunk(self, epoch: int, batch: int, seconds: float, *, now: bool) -> None:
        """After `batch` batches of an epoch: save a checkpoint if one is overdue, or `now`.

        Weights that are not finite are left to the end of the epoch.
        """
        if not (now or self._checkpoints.overdue):
            return
        started = time.monotonic()
        if weights_are_finite(self._model):
            trained = self._steps is not None and batch == self._steps.steps
            phase: Phase = "validate" if trained else "train"
            self._save(TrainingState(epoch, batch, phase, seconds), started)

    def after_epoch(self, epoch: int, logs: Logs, *, now: bool) -> None:
        """After an epoch: save a checkpoint if one is due, or `now`.

        Weights that are not finite end the run, whatever the loss is.
        """
        self._logs = logs
        losses = [loss for loss in (self._best_loss, loss_of(logs)) if loss is not None]
        self._best_loss = min(losses, default=None)
        if not (now or self._checkpoints.due):
            return
        started = time.monotonic()
        if not weights_are_finite(self._model):
            raise NonFiniteLoss(epoch, masked_by_relu=True)
        self._save(TrainingState(epoch + 1), started)

    def _save(self, state: TrainingState, started: float) -> None:
        """Save a checkpoint. A full disk does not end the run."""
        whole = replace(
            state,
            stop_training=bool(self._model.stop_training),
            logs=self._logs,
            best_loss=self._best_loss,
            callbacks=callback_fields.fields_of(self._callbacks),
        )
        try:
            # First the events: a run goes on after its checkpoint, so none before it may be lost in a power cut.
            self._log.sync()
            entry = self._checkpoints.save(whole, callback_fields.arrays_of(self._callbacks), started)
        except OSError as error:
            print(f"No checkpoint in epoch {state.epoch}: {error}", flush=True)
            return
        if entry is not None:
            self._log.write("checkpoint_saved", epoch=entry.epoch, batch=entry.batch, name=entry.name)
