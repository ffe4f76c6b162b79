"""[R] The trainer: one run folder, from `spec.json` to the last event."""

import os
import signal
import traceback
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import keras

from layerloom.build.large_stack import with_large_stack
from layerloom.build.real import keras_objects
from layerloom.datasets.row_binder import Bound
from layerloom.jobs.activations.activation_monitor import Watch
from layerloom.jobs.activations.activation_probe import Probe
from layerloom.jobs.checkpoints.checkpoint_files import Keeping, tolerant
from layerloom.jobs.checkpoints.checkpoints import Checkpoints
from layerloom.jobs.checkpoints.model_files import (
    file_size_of,
    save_last_finite,
    save_when_there_is_room,
)
from layerloom.jobs.divergence.divergence_report import Aftermath
from layerloom.jobs.divergence.weight_snapshots import Trail
from layerloom.jobs.failures.failed_batch import FailedBatch, is_of_keras, whole_tracebacks
from layerloom.jobs.failures.failure_event import fault_of
from layerloom.jobs.loop.chunk_sizer import steps_of
from layerloom.jobs.loop.epoch_function import WholeEpoch, one_step
from layerloom.jobs.loop.shuffle_order import Order
from layerloom.jobs.prepare import PreparedRun, prepare_model, prepare_run, read_spec, seed_keras
from layerloom.rundir.exit_codes import DISK_FULL
from layerloom.rundir.temporary_files import RESERVE, remove_leftovers
from layerloom.runtime.disk_reserve import Reserve, is_full
from layerloom_schema.base import Json
from layerloom_schema.document import OutputNode, Training
from layerloom_schema.runs import RunSpec

from .control import StopRun, Wish
from .event_callback import Lost, Plan, Reporter
from .event_log import EventLog, Listener
from .heartbeat import Heartbeat
from .repeatability import is_repeatable, make_deterministic
from .run_lock import take_lock
from .run_script import keep_script

LOG = "log.txt"
DONE, FAILED, BUSY = 0, 1, 3
"""Exit codes: ended by itself or as wished; failed or diverged; another process trains in this folder."""
EVENTS_BYTES = 2**20
"""Room that is held for the last events of a run."""
WAIT_FOR_ROOM = 600.0
"""Seconds that a run waits at its end for room on a full disk."""


def train(folder: Path) -> int:
    """Trains the run in a folder. Whatever happens is an event; the exit code says it in short."""
    try:
        return run_in(folder, signals=[signal.SIGTERM])
    except OSError as error:
        if not is_full(error):
            raise
        traceback.print_exc()
        return DISK_FULL


def run_in(
    folder: Path,
    *,
    signals: Sequence[signal.Signals],
    listener: Listener | None = None,
    runs: Path | None = None,
) -> int:
    """Like `train`; each event goes to `listener` too. `runs` is where trained models that the model holds lie."""
    held = take_lock(folder)
    if held is None:
        return BUSY
    try:
        remove_leftovers(folder)
        spec = read_spec(folder)
        reserve = Reserve(folder / RESERVE)
        reserve.hold(EVENTS_BYTES)
        log = EventLog(folder, spec.run, spec.attempt, listener, lambda: reserve.give(EVENTS_BYTES // 16))
        written = False
        try:
            code = _Run(folder, spec, log, signals, runs or folder.parent, reserve).run()
        finally:
            written = log.close(WAIT_FOR_ROOM)
            reserve.drop()
        return code if written else DISK_FULL
    finally:
        os.close(held)


class _Run:
    """One run from its first event to its last."""

    def __init__(
        self,
        folder: Path,
        spec: RunSpec,
        log: EventLog,
        signals: Sequence[signal.Signals],
        runs: Path,
        reserve: Reserve,
    ) -> None:
        self._folder = folder
        self._spec = spec
        self._runs = runs
        self._document = spec.document
        self._training = spec.document.training or Training()
        self._log = log
        self._reserve = reserve
        self._wish = Wish(folder, log, signals)
        self._heartbeat = Heartbeat(folder, log, self._wish, spec.limits.stalled_seconds)
        self._reporter: Reporter | None = None
        self._model: keras.Model | None = None

    def run(self) -> int:
        self._log.write("started", pid=os.getpid())
        end: str
        fields: dict[str, Json]
        with self._wish, self._heartbeat, warnings.catch_warnings():
            # Keras asks a TensorFlow tensor for NumPy's array in a way that NumPy 2 warns of.
            warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
            try:
                self._train()
            except StopRun:
                self._keep_model()
                end, fields = "stopped", {"epochs": self._finished}
            except Lost as lost:
                end, fields = "diverged", lost.story
            except Exception as error:
                self._note(error)
                fault = fault_of(error, self._document)
                end, fields = "failed", vars(fault)
            else:
                end, fields = "completed", {"epochs": self._finished, "early": self._ended_by()}
        self._log.write(end, **fields)
        return DONE if end in ("completed", "stopped") else FAILED

    @property
    def _finished(self) -> int:
        return self._reporter.finished if self._reporter else 0

    def _train(self) -> None:
        if self._training.deterministic:
            make_deterministic()
        prepared = prepare_run(self._spec, self._runs)
        self._document = prepared.document
        self._wish.heed()
        keep_script(prepared.document, prepared.structure, self._spec.data_path, self._runs, self._folder)
        # Only now: synthesizing data and writing the script clear Keras's session, and with it this setting.
        with whole_tracebacks():
            self._train_on(prepared)

    def _train_on(self, prepared: PreparedRun) -> None:
        bound = prepared.data
        seed_keras(self._training.seed)
        probe = Probe()
        model = self._model = prepare_model(prepared, probe.keep)
        self._wish.heed()
        self._reserve.hold(file_size_of(model) + EVENTS_BYTES)
        self._say_compiled(model, bound)
        with_large_stack(lambda: self._fit(model, bound, probe), calls=prepared.structure.size)
        self._save(model)

    def _fit(self, model: keras.Model, bound: Bound, probe: Probe) -> None:
        training = self._training
        size = training.batch_size
        order = Order(len(bound.training), training.seed, training.shuffle)
        trail = Trail(model)
        plan = Plan(training.epochs, steps_of(len(bound.training), size), len(bound.training))
        watch = Watch(self._log, probe, model, bound.training)
        checkpoints = Checkpoints(self._folder, model)
        reporter = Reporter(self._log, self._wish, order, checkpoints, plan, watch, trail)
        self._reporter = reporter
        steps = WholeEpoch(model, model.train_step, bound.training, size, order, reporter.after_stretch)
        tests = WholeEpoch(model, model.test_step, bound.validation, size, None, reporter.after_validation)
        model.train_function, model.test_function = steps, tests
        try:
            self._fit_with(model, bound, reporter)
        except Lost as lost:
            after = Aftermath(self._document, model, probe, self._log, self._wish, order, trail, steps, tests)
            lost.story = after.told(lost)
            self._keep_last_finite(model, trail, checkpoints)
            raise
        except Exception as error:
            if not is_of_keras(error):
                raise
            failed = FailedBatch(self._document, model, probe, self._wish, steps, tests)
            raise failed.explained(error) from error

    def _fit_with(self, model: keras.Model, bound: Bound, reporter: Reporter) -> None:
        training = self._training
        with Keeping(self._folder) as keeping:
            self._callbacks = [
                tolerant(keras_objects.callback(callback, str(keeping.folder)))
                for callback in training.callbacks
            ]
            model.fit(
                one_step(),
                epochs=training.epochs,
                validation_data=one_step() if len(bound.validation) else None,
                callbacks=[*self._callbacks, keeping, reporter],
                shuffle=False,
                verbose=0,
            )

    def _say_compiled(self, model: keras.Model, bound: Bound) -> None:
        self._log.write(
            "compiled",
            params=model.count_params(),
            trainable=sum(weight.value.shape.num_elements() for weight in model.trainable_weights),
            epochs=self._training.epochs,
            steps=steps_of(len(bound.training), self._training.batch_size),
            rows=len(bound.training),
            validation_rows=len(bound.validation),
            outputs=[node.name for node in self._document.graph.nodes if isinstance(node, OutputNode)],
            repeatable=self._training.deterministic
            or is_repeatable(model, bound.training, self._training.batch_size),
        )

    def _ended_by(self) -> str | None:
        """The callback that ended the run before its last epoch."""
        if self._finished >= self._training.epochs:
            return None
        ended = (
            type(callback).__name__ for callback in self._callbacks if getattr(callback, "stopped_epoch", 0)
        )
        return next(ended, None)

    def _keep_model(self) -> None:
        """A stopped run leaves what it has learned; one that was stopped before its first epoch has learned nothing."""
        if self._model is None or not self._finished:
            return
        try:
            self._model.optimizer.finalize_variable_values(self._model.trainable_weights)
            self._save(self._model)
        except OSError as error:
            print(f"The model could not be kept: {error}", flush=True)

    def _save(self, model: keras.Model) -> None:
        """Writes the model into the room that was held for it. Where that does not do, waits for more."""
        self._reserve.keep(EVENTS_BYTES)
        save_when_there_is_room(
            model,
            self._folder,
            WAIT_FOR_ROOM,
            on_full=lambda: self._log.write("stalled", epoch=self._log.epoch, seconds=0.0, cause="disk_full"),
            given_up=lambda: self._wish.wanted,
        )

    def _keep_last_finite(self, model: keras.Model, trail: Trail, checkpoints: Checkpoints) -> None:
        """Leaves the last finite state of a run that diverged as a file; whatever goes wrong in that is a note."""
        self._reserve.keep(EVENTS_BYTES)
        try:
            save_last_finite(model, self._folder, trail, checkpoints)
        except Exception as error:
            self._note(error)

    def _note(self, error: Exception) -> None:
        """An error in full, for `log.txt`. A disk that does not take it is not another error."""
        with suppress(OSError), (self._folder / LOG).open("a") as file:
            traceback.print_exception(error, file=file)
