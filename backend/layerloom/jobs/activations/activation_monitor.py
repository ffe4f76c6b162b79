"""[E] Looks at what every call gives for a few rows, now and then, and never for more than a hundredth of the time."""

import time
import traceback

import keras
import numpy as np

from layerloom.datasets.row_binder import Rows
from layerloom.jobs.train.event_log import EventLog

from .activation_probe import Probe
from .activation_stats import readings_of, write_readings

ROWS = 32
MOST_NUMBERS = 2**26
"""How many numbers all calls may give in one look: fewer rows are taken where a row is large."""
SHARE = 100
"""A look that takes a second is followed by a hundred seconds without one."""
AT_THE_END = 0.5
"""Seconds that the last look may take in any case: by then nothing waits for it but the word that the run is over."""
A_CALL = 0.01
"""Seconds that a call takes when it is looked at for the first time, about: TensorFlow warms up."""
WARMING = 5
"""How many times as long as the next ones the first look takes, about."""
A_ROW = 5
"""How many times as long as in training a row takes, about."""


class Watch:
    """Decides when a look is affordable, looks at the same rows each time, and says what it saw.

    A look that goes wrong is written to the log of the process, and is the last one: it never ends a run.
    """

    def __init__(self, log: EventLog, probe: Probe, model: keras.Model, training: Rows) -> None:
        self._log = log
        self._probe = probe
        self._model = model
        self._begun = self._looked = time.monotonic()
        self._spent = 0.0
        self._takes: float | None = None
        self._rows = _some(training, MOST_NUMBERS // max(probe.numbers_in_a_row(), 1))

    def after_epoch(self, epoch: int, *, seconds_a_row: float, last: bool) -> None:
        """Looks, where that is affordable by now. Until the first look, what one takes is guessed."""
        if self._rows is None:
            return
        takes = self._takes
        if takes is None:
            takes = self._probe.calls() * A_CALL + len(self._rows) * seconds_a_row * A_ROW
        now = time.monotonic()
        affordable = max(takes, self._spent) <= (now - self._looked) / SHARE
        if affordable or (last and takes <= max(AT_THE_END, (now - self._begun) / SHARE)):
            self._look(epoch, self._rows)

    def _look(self, epoch: int, rows: Rows) -> None:
        begun = time.monotonic()
        try:
            seen = self._probe.see(self._model, rows, training=False)
            nodes = readings_of(self._probe, seen, training=False)
        except Exception:
            traceback.print_exc()
            self._rows = None
            return
        write_readings(self._log, epoch, len(rows), nodes)
        self._looked = time.monotonic()
        took = self._looked - begun
        self._takes = took if self._spent else took / WARMING
        self._spent = took


def _some(rows: Rows, most: int) -> Rows | None:
    """So many rows, spread over all: neighbours are often alike."""
    count = min(ROWS, len(rows), most)
    return rows.some(np.linspace(0, len(rows) - 1, count).astype(int)) if count else None
