"""[R] The heartbeat file of a trainer, and the `stalled` event when no step ends for too long."""

import json
import time
from contextlib import suppress
from pathlib import Path

from layerloom.jobs.background_thread import BackgroundThread
from layerloom.jobs.run_control import RunControl
from layerloom.rundir.event_writer import EventLog
from layerloom.rundir.heartbeat import HeartbeatFile

BEAT_SECONDS = 1.0
"""Seconds between two beats."""
BUILDING = 5
"""Factor on the time limit before the first step, in which the model is built and traced."""
SLOW = 5
"""Factor on the slowest step so far."""


class Heartbeat(BackgroundThread):
    """Writes the file from a thread of its own, as a context manager, so that a call that never returns is noticed.

    A step is a point where training can be stopped. The file holds the number of steps; when the process itself is
    suspended, the file is not written either, and the web process notices.
    """

    def __init__(self, folder: Path, log: EventLog, control: RunControl, patience: float) -> None:
        super().__init__("layerloom-heartbeat")
        self._folder = folder
        self._log = log
        self._control = control
        self._patience = patience

    def _run(self) -> None:
        file: HeartbeatFile | None = None
        with suppress(OSError):
            file = HeartbeatFile(self._folder)
        patience = _Patience(self._patience)
        progress, seconds, suspended, reported = self._progress(), 0.0, False, False
        beats, last = 0, time.monotonic()
        while not self._ended.wait(BEAT_SECONDS):
            beats += 1
            if file is not None:
                with suppress(OSError):
                    file.write(
                        json.dumps({"beat": beats, "epoch": self._log.epoch, "step": self._control.steps})
                    )
            # While the whole process was suspended (a laptop asleep, a container frozen), no step could be made: of the
            # time since the last beat only as much counts as there should be.
            now = time.monotonic()
            suspended = suspended or now - last > 2 * BEAT_SECONDS
            seconds += min(now - last, 2 * BEAT_SECONDS)
            last = now
            if self._control.is_paused or self._progress() != progress:
                # An event is no step: the first one is traced after `epoch_started`.
                is_step = self._log.epoch is not None and self._control.steps != progress[0]
                if is_step and not suspended and not self._control.is_paused:
                    patience.learn(seconds)
                progress, seconds, suspended, reported = self._progress(), 0.0, False, False
            elif not reported and seconds > patience.seconds:
                self._log.write("stalled", epoch=self._log.epoch, seconds=seconds)
                progress, reported = self._progress(), True
        if file is not None:
            file.close()

    def _progress(self) -> tuple[int, int]:
        return self._control.steps, self._log.last_seq


class _Patience:
    """The time limit of a step, from the durations of earlier steps."""

    def __init__(self, seconds: float) -> None:
        self._least = seconds
        self._slowest: float | None = None

    def learn(self, seconds: float) -> None:
        """Record the duration of a step. The first one is ignored: it includes tracing the graph."""
        self._slowest = 0.0 if self._slowest is None else max(self._slowest, seconds)

    @property
    def seconds(self) -> float:
        """The time limit of the next step in seconds."""
        if self._slowest is None:
            return self._least * BUILDING
        return max(self._least, self._slowest * SLOW)
