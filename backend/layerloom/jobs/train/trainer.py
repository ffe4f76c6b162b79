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
from layerloom.build.real.model_builder import BuiltGraph
from layerloom.datasets.class_names import class_names
from layerloom.datasets.library import DataLibrary, library_beside
from layerloom.datasets.row_binder import BoundData
from layerloom.jobs.activations.activation_monitor import ActivationMonitor
from layerloom.jobs.activations.activation_probe import ActivationProbe
from layerloom.jobs.checkpoints.checkpoint_files import CheckpointFiles, tolerate_full_disk
from layerloom.jobs.checkpoints.checkpoint_reader import SavedState, had_checkpoint, newest_state
from layerloom.jobs.checkpoints.checkpoints import Checkpoints
from layerloom.jobs.checkpoints.model_files import (
    file_size_of,
    save_when_there_is_room,
)
from layerloom.jobs.checkpoints.variable_list import VariableList
from layerloom.jobs.checkpoints.variables import variables_of
from layerloom.jobs.divergence.divergence_report import DivergenceReport
from layerloom.jobs.divergence.last_finite import save_last_finite
from layerloom.jobs.divergence.nonfinite_loss import NonFiniteLoss
from layerloom.jobs.divergence.weight_snapshots import WeightSnapshots
from layerloom.jobs.evaluate.evaluate import GivenUp
from layerloom.jobs.evaluate.evaluate_run import evaluate_unseen, units_of
from layerloom.jobs.failures.failed_batch import FailedBatch, full_tracebacks, is_keras_error
from layerloom.jobs.failures.failure_event import failure_fields
from layerloom.jobs.fork.begin_from import begin_from_origin
from layerloom.jobs.learned_layers import read_learned, write_learned
from layerloom.jobs.loop.batch_forms import make_batches
from layerloom.jobs.loop.batches import steps_of
from layerloom.jobs.loop.epoch_function import EpochFunction, placeholder_dataset
from layerloom.jobs.loop.shuffle_order import ShuffleOrder
from layerloom.jobs.prepare import PreparedRun, prepare_run, read_spec, seed_keras, start_model
from layerloom.jobs.run_control import RunControl, StopRun
from layerloom.rundir.attempt import read_attempt
from layerloom.rundir.event_writer import EventLog, Listener
from layerloom.rundir.exit_codes import DISK_FULL
from layerloom.rundir.lock import RunLockedError, take_lock
from layerloom.rundir.temporary_files import remove_leftovers
from layerloom.runtime.disk_reserve import Reserve, is_full
from layerloom_schema.base import Json, ModelName
from layerloom_schema.data.learned_layers import LearnedLayer
from layerloom_schema.documents.graph import OutputNode
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.checkpoints import Attempt
from layerloom_schema.runs.folder import BUNDLE, EVALUATION, LAST_FINITE, PROCESS_LOG, RESERVE
from layerloom_schema.runs.views import RunSpec

from .event_callback import EventCallback, FitSize
from .fit_progress import FitProgress
from .heartbeat_thread import Heartbeat
from .preparation_files import write_preparation
from .repeatability import is_repeatable, make_deterministic
from .run_script import write_script
from .tensorboard_files import TensorBoardFiles
from .validation_confusion import ValidationConfusion

DONE, FAILED, BUSY = 0, 1, 3
"""Exit codes: completed or stopped; failed or diverged; another process trains in this folder."""
EVENTS_BYTES = 2**20
"""Disk space reserved for the last events of a run."""
WAIT_FOR_ROOM = 600.0
"""Seconds that a run waits at its end for space on a full disk."""


def train(folder: Path) -> int:
    """Train the run in a folder. The outcome is written as an event, and returned as an exit code."""
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
    library: DataLibrary | None = None,
) -> int:
    """Like `train`; each event goes to `listener` too. `runs` is the folder of the trained runs that the model uses.

    `library` has the data sets that a document may name; without it, it is the one beside the runs.
    """
    try:
        lock_fd = take_lock(folder)
    except RunLockedError:
        return BUSY
    try:
        remove_leftovers(folder)
        spec, attempt = read_spec(folder), read_attempt(folder)
        reserve = Reserve(folder / RESERVE)
        reserve.hold(EVENTS_BYTES)
        number = attempt.attempt if attempt is not None else spec.attempt
        listeners: list[Listener] = [TensorBoardFiles(folder).take]
        if listener is not None:
            listeners.append(listener)
        log = EventLog(folder, spec.run, number, listeners, lambda: reserve.give(EVENTS_BYTES // 16))
        written = False
        try:
            shelf = runs or folder.parent
            known = library or library_beside(shelf)
            code = _Run(folder, spec, attempt, log, signals, shelf, known, reserve).run()
        finally:
            written = log.close(WAIT_FOR_ROOM)
            reserve.drop()
        return code if written else DISK_FULL
    finally:
        os.close(lock_fd)


class _Run:
    """One run from its first event to its last."""

    def __init__(
        self,
        folder: Path,
        spec: RunSpec,
        attempt: Attempt | None,
        log: EventLog,
        signals: Sequence[signal.Signals],
        runs: Path,
        library: DataLibrary,
        reserve: Reserve,
    ) -> None:
        self._folder = folder
        self._spec = spec
        self._runs = runs
        self._library = library
        self._document = spec.document
        self._attempt = attempt
        self._training = spec.document.training or Training()
        if attempt is not None:
            self._training = self._training.model_copy(update={"epochs": attempt.epochs})
        self._log = log
        self._reserve = reserve
        self._control = RunControl(folder, log, signals)
        self._heartbeat = Heartbeat(folder, log, self._control, spec.limits.stalled_seconds)
        self._events: EventCallback | None = None
        self._model: keras.Model | None = None
        self._variables = VariableList()

    def run(self) -> int:
        self._log.write("started", pid=os.getpid())
        end: str
        fields: dict[str, Json]
        with self._control, self._heartbeat, warnings.catch_warnings():
            # Keras calls `__array__` of a TensorFlow tensor in a way that NumPy 2 warns about.
            warnings.filterwarnings("ignore", "__array__ implementation", DeprecationWarning)
            try:
                self._train()
            except StopRun:
                self._save_stopped_model()
                end, fields = "stopped", {"epochs": self._finished}
            except NonFiniteLoss as error:
                end, fields = "diverged", error.event_fields
            except Exception as error:
                self._log_error(error)
                end, fields = "failed", failure_fields(error, self._document)
            else:
                end, fields = "completed", {"epochs": self._finished, "stopped_by": self._ended_by()}
        self._log.write(end, **fields)
        return DONE if end in ("completed", "stopped") else FAILED

    @property
    def _finished(self) -> int:
        return self._events.finished if self._events else 0

    def _train(self) -> None:
        if self._training.deterministic:
            make_deterministic()
        prepared = prepare_run(self._spec, self._runs, self._library)
        self._document = prepared.document
        self._control.raise_if_stopped()
        write_script(prepared, self._spec, self._library, self._folder)
        write_preparation(prepared, self._spec.data_path, self._library, self._folder)
        # Only now: synthesizing data and writing the script clear Keras's session, and with it this setting.
        with full_tracebacks():
            self._train_on(prepared)

    def _train_on(self, prepared: PreparedRun) -> None:
        bound = prepared.data
        seed_keras(self._training.seed)
        probe = ActivationProbe()
        learned: list[LearnedLayer] = []
        before = read_learned(self._folder) if self._attempt is not None else None

        def keep(name: ModelName | None, made: BuiltGraph) -> None:
            probe.keep(name, made)
            self._variables.keep(name, made)

        with self._variables.noting_slots():
            model = self._model = start_model(prepared, keep, before, learned)
        if self._spec.origin is not None and not had_checkpoint(self._folder):
            begin_from_origin(self._folder, self._variables, model)
        if before is None:
            write_learned(self._folder, learned)
        self._control.raise_if_stopped()
        self._reserve.hold(file_size_of(model) + EVENTS_BYTES)
        self._write_compiled(model, bound, prepared.source.dropped)
        with_large_stack(lambda: self._fit(model, prepared, probe), calls=prepared.structure.size)
        self._save(model)
        if len(bound.test):
            with_large_stack(lambda: self._evaluate(model, prepared), calls=prepared.structure.size)

    def _fit(self, model: keras.Model, prepared: PreparedRun, probe: ActivationProbe) -> None:
        training, bound = self._training, prepared.data
        size = training.batch_size
        order = ShuffleOrder(len(bound.training), training.seed, training.shuffle)
        snapshots = WeightSnapshots(model)
        size_of_fit = FitSize(training.epochs, steps_of(len(bound.training), size), len(bound.training))
        monitor = ActivationMonitor(self._log, probe, model, bound.training)
        saved = self._saved_state()
        entries = saved.entries if saved is not None else ()
        stored = self._variables.stored(model.optimizer, variables_of(model))
        checkpoints = Checkpoints(self._folder, model, entries, stored)
        progress = FitProgress(self._log, model, checkpoints, saved, self._attempt)
        events = EventCallback(self._log, self._control, order, progress, size_of_fit, monitor, snapshots)
        self._events = events
        names = class_names(self._document, prepared.info, units_of(model, self._document))
        confusion = ValidationConfusion(self._log, model, self._document, names, training.epochs)
        most_bytes = self._spec.limits.training_bytes
        trained = make_batches(bound.training, size, order, most_bytes)
        tested = make_batches(bound.validation, size, None, most_bytes)
        steps = EpochFunction(model, model.train_step, trained, events.after_chunk)
        tests = EpochFunction(model, confusion.test_step, tested, events.after_validation)
        model.train_function, model.test_function = steps, tests
        try:
            self._fit_with(model, bound, [confusion, events], progress, steps)
        except NonFiniteLoss as error:
            report = DivergenceReport(
                self._document, model, probe, self._log, self._control, order, snapshots, steps, tests
            )
            error.event_fields = report.event_fields(error)
            self._save_last_finite(model, snapshots, checkpoints)
            raise
        except Exception as error:
            if not is_keras_error(error):
                raise
            failed = FailedBatch(self._document, model, probe, self._control, steps, tests)
            raise failed.explain(error) from error

    def _evaluate(self, model: keras.Model, prepared: PreparedRun) -> None:
        """Evaluate the trained model on the test share. An error goes to the log, and a stop ends it: the run is done."""

        def watch() -> None:
            self._control.steps += 1
            if self._control.stop_requested:
                raise GivenUp

        try:
            evaluate_unseen(model, prepared, self._spec, self._folder, watch)
        except GivenUp:
            print("The evaluation was stopped.", flush=True)
        except Exception as error:
            self._log_error(error)

    def _saved_state(self) -> SavedState | None:
        """The checkpoint that this attempt goes on from; None for a first attempt, and where none had been saved.

        Raises `Refused` where none is whole: a resumed run never begins again unasked. Results of the earlier attempt
        that this one makes wrong are removed.
        """
        if self._attempt is None:
            return None
        saved = newest_state(self._folder)
        if saved is None and had_checkpoint(self._folder):
            raise Refused(404, ErrorCode.not_found, variant="no_checkpoint")
        for name in (BUNDLE, EVALUATION, LAST_FINITE):
            (self._folder / name).unlink(missing_ok=True)
        return saved

    def _fit_with(
        self,
        model: keras.Model,
        bound: BoundData,
        ours: Sequence[keras.callbacks.Callback],
        progress: FitProgress,
        steps: EpochFunction,
    ) -> None:
        training = self._training
        with CheckpointFiles(self._folder) as files:
            self._callbacks = [
                tolerate_full_disk(keras_objects.callback(callback, str(files.folder)))
                for callback in training.callbacks
            ]
            progress.watch(steps, self._callbacks)
            model.fit(
                placeholder_dataset(),
                epochs=training.epochs,
                initial_epoch=progress.first_epoch(training.epochs),
                validation_data=placeholder_dataset() if len(bound.validation) else None,
                callbacks=[*self._callbacks, files, *ours],
                shuffle=False,
                verbose=0,
            )

    def _write_compiled(self, model: keras.Model, bound: BoundData, dropped: int) -> None:
        self._log.write(
            "compiled",
            params=model.count_params(),
            trainable=sum(weight.value.shape.num_elements() for weight in model.trainable_weights),
            epochs=self._training.epochs,
            steps=steps_of(len(bound.training), self._training.batch_size),
            rows=len(bound.training),
            validation_rows=len(bound.validation),
            test_rows=len(bound.test),
            dropped_rows=dropped,
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

    def _save_stopped_model(self) -> None:
        """Save the model of a stopped run; a run stopped before the end of its first epoch has none."""
        if self._model is None or not self._finished:
            return
        try:
            self._model.optimizer.finalize_variable_values(self._model.trainable_weights)
            self._save(self._model)
        except OSError as error:
            print(f"The model could not be kept: {error}", flush=True)

    def _save(self, model: keras.Model) -> None:
        """Save the model into the disk space reserved for it, or wait until there is enough."""
        self._reserve.keep(EVENTS_BYTES)
        save_when_there_is_room(
            model,
            self._folder,
            WAIT_FOR_ROOM,
            on_full=lambda: self._log.write("stalled", epoch=self._log.epoch, seconds=0.0, cause="disk_full"),
            given_up=lambda: self._control.stop_requested,
        )

    def _save_last_finite(
        self, model: keras.Model, snapshots: WeightSnapshots, checkpoints: Checkpoints
    ) -> None:
        """Save the last finite weights of a run that diverged; an error in doing so goes to the log."""
        self._reserve.keep(EVENTS_BYTES)
        try:
            save_last_finite(model, self._folder, snapshots, checkpoints)
        except Exception as error:
            self._log_error(error)

    def _log_error(self, error: Exception) -> None:
        """Append a full traceback to `log.txt`; ignore a full disk."""
        with suppress(OSError), (self._folder / PROCESS_LOG).open("a") as file:
            traceback.print_exception(error, file=file)
