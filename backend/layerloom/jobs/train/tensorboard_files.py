"""[R] TensorBoard's event files of a run, as Keras's `TensorBoard` callback lays them out, from its epochs alone.

`train` has the metrics of the training rows and the learning rate, `validation` those of the rows to validate on. Tags
are `epoch_loss`, `epoch_learning_rate` and so on; steps are epochs, from 0. The records are made here, because Keras's
callback and `tf.summary.scalar` need the package tensorboard.
"""

import os
import platform
from collections.abc import Mapping
from pathlib import Path

import tensorflow as tf
from tensorflow.core.framework.summary_pb2 import DATA_CLASS_SCALAR, Summary, SummaryMetadata
from tensorflow.core.util.event_pb2 import Event as Record
from tensorflow.core.util.event_pb2 import SessionLog

from layerloom_schema.runs.events import EpochEnded, Event, Restored
from layerloom_schema.runs.folder import TENSORBOARD

_FORMAT = "brain.Event:2"
_SCALAR = SummaryMetadata(
    plugin_data=SummaryMetadata.PluginData(plugin_name="scalars"), data_class=DATA_CLASS_SCALAR
)
_OF_VALIDATION = "val_"


class TensorBoardFiles:
    """Listens to the events of one attempt. Files that cannot be written are given up, and the run goes on."""

    def __init__(self, folder: Path) -> None:
        """`folder` is that of the run. Nothing is created before the end of the first epoch."""
        self._folder = folder / TENSORBOARD
        self._writers: dict[str, tf.io.TFRecordWriter] = {}
        self._first_epoch = 0
        self._given_up = False

    def take(self, event: Event) -> None:
        """Write the numbers of an epoch that has ended. Other events are only noted."""
        if isinstance(event, Restored):
            self._first_epoch = event.epoch
        if not isinstance(event, EpochEnded) or self._given_up:
            return
        try:
            training, validation = _numbers_of(event)
            self._write(event, "train", training)
            self._write(event, "validation", validation)
        except (OSError, tf.errors.OpError) as error:
            self._given_up = True
            print(f"The files for TensorBoard end with epoch {event.epoch}: {error}", flush=True)

    def _write(self, event: EpochEnded, side: str, numbers: Mapping[str, float]) -> None:
        if not numbers:
            return
        at = event.at.timestamp()
        values = [
            Summary.Value(
                tag=f"epoch_{name}", metadata=_SCALAR, tensor=tf.make_tensor_proto(number, tf.float32)
            )
            for name, number in numbers.items()
        ]
        writer = self._writers.get(side) or self._open(side, event.attempt, at)
        writer.write(
            Record(wall_time=at, step=event.epoch, summary=Summary(value=values)).SerializeToString()
        )
        writer.flush()

    def _open(self, side: str, attempt: int, at: float) -> tf.io.TFRecordWriter:
        """A new file, beside those of earlier attempts: TensorBoard drops what they have from its first epoch on."""
        folder = self._folder / side
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"events.out.tfevents.{int(at):010d}.{platform.node()}.{os.getpid()}.{attempt}.v2"
        writer = self._writers[side] = tf.io.TFRecordWriter(str(folder / name))
        writer.write(Record(wall_time=at, file_version=_FORMAT).SerializeToString())
        start = SessionLog(status=SessionLog.START)
        writer.write(Record(wall_time=at, step=self._first_epoch, session_log=start).SerializeToString())
        return writer


def _numbers_of(event: EpochEnded) -> tuple[dict[str, float], dict[str, float]]:
    """The numbers of an epoch by name: those of training with the learning rate, and those of validation."""
    training: dict[str, float] = {}
    validation: dict[str, float] = {}
    for name, value in event.logs.items():
        number = float(event.nonfinite.get(name, "nan")) if value is None else value
        side = validation if name.startswith(_OF_VALIDATION) else training
        side[name.removeprefix(_OF_VALIDATION)] = number
    if event.learning_rate is not None:
        training["learning_rate"] = event.learning_rate
    return training, validation
