"""[E] Measure the activations of every call on a few rows during training, for at most 1 % of the time."""

import time
import traceback

import keras
import numpy as np

from layerloom.datasets.row_binder import AnyRows, Rows
from layerloom.rundir.event_writer import EventLog

from .activation_probe import ActivationProbe
from .activation_stats import node_readings, write_readings

ROWS = 32
MOST_NUMBERS = 2**26
"""Maximum values that all calls together may output in one measurement: large rows mean fewer rows."""
SHARE = 100
"""After a measurement that took 1 s, none is made for 100 s."""
AT_THE_END = 0.5
"""Seconds that the measurement after the last epoch may take in any case: only the end of the run waits for it."""
A_CALL = 0.01
"""Estimated seconds per call in the first measurement, in which TensorFlow warms up."""
WARMING = 5
"""Estimated ratio of the first measurement to later ones."""
A_ROW = 5
"""Estimated ratio of the time per row to that in training."""


class ActivationMonitor:
    """Decides when a measurement is affordable, measures on the same rows each time, and writes `observed` events.

    If a measurement raises, the traceback goes to the log and no more are made: it never ends a run.
    """

    def __init__(self, log: EventLog, probe: ActivationProbe, model: keras.Model, training: AnyRows) -> None:
        self._log = log
        self._probe = probe
        self._model = model
        self._started = self._last_measured = time.monotonic()
        self._spent = 0.0
        self._takes: float | None = None
        self._rows = _spread_rows(training, MOST_NUMBERS // max(probe.numbers_in_a_row(), 1))

    def after_epoch(self, epoch: int, *, seconds_a_row: float, last: bool) -> None:
        """Measure if that is affordable by now. The cost of the first measurement is estimated."""
        if self._rows is None:
            return
        takes = self._takes
        if takes is None:
            takes = self._probe.calls() * A_CALL + len(self._rows) * seconds_a_row * A_ROW
        now = time.monotonic()
        affordable = max(takes, self._spent) <= (now - self._last_measured) / SHARE
        if affordable or (last and takes <= max(AT_THE_END, (now - self._started) / SHARE)):
            self._measure(epoch, self._rows)

    def _measure(self, epoch: int, rows: Rows) -> None:
        started = time.monotonic()
        try:
            result = self._probe.measure(self._model, rows, training=False)
            nodes = node_readings(self._probe, result, training=False)
        except Exception:
            traceback.print_exc()
            self._rows = None
            return
        write_readings(self._log, epoch, len(rows), nodes)
        self._last_measured = time.monotonic()
        took = self._last_measured - started
        self._takes = took if self._spent else took / WARMING
        self._spent = took


def _spread_rows(rows: AnyRows, most: int) -> Rows | None:
    """Evenly spaced rows, at most `most`: neighbouring rows are often alike. None for 0 rows."""
    count = min(ROWS, len(rows), most)
    return rows.some(np.linspace(0, len(rows) - 1, count).astype(int)) if count else None
