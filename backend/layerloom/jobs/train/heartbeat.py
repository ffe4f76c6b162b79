"""[R] The heartbeat of a trainer, and its own word when it makes no step for too long."""

import json
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from layerloom.rundir.heartbeat import HeartbeatFile

from .control import Wish
from .event_log import EventLog

EVERY = 1.0
"""Seconds between two beats."""
BUILDING = 5
"""Until its first step a run has so many times the patience: models are built and graphs compiled."""
SLOW = 5
"""A step may take so many times as long as the slowest so far."""


class Heartbeat:
    """Beats from a thread of its own, as a context, so that a call that never returns shows.

    A step is a place where training can be stopped. The file says how many there were; where the process itself stands
    still, the file does too, and the web process sees that.
    """

    def __init__(self, folder: Path, log: EventLog, wish: Wish, patience: float) -> None:
        self._folder = folder
        self._log = log
        self._wish = wish
        self._patience = patience
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="layerloom-heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        file: HeartbeatFile | None = None
        with suppress(OSError):
            file = HeartbeatFile(self._folder)
        patience = _Patience(self._patience)
        mark, since, told = self._mark(), time.monotonic(), False
        beats = 0
        while not self._over.wait(EVERY):
            beats += 1
            if file is not None:
                with suppress(OSError):
                    file.write(
                        json.dumps({"beat": beats, "epoch": self._log.epoch, "step": self._wish.steps})
                    )
            now = time.monotonic()
            if self._wish.resting:
                mark, since, told = self._mark(), now, False
            elif self._mark() != mark:
                if self._log.epoch is not None:
                    patience.learn(now - since)
                mark, since, told = self._mark(), now, False
            elif not told and now - since > patience.seconds:
                self._log.write("stalled", epoch=self._log.epoch, seconds=now - since)
                mark, told = self._mark(), True
        if file is not None:
            file.close()

    def _mark(self) -> tuple[int, int]:
        return self._wish.steps, self._log.last


class _Patience:
    """How long a step may take, by how long those before it took."""

    def __init__(self, seconds: float) -> None:
        self._least = seconds
        self._slowest: float | None = None

    def learn(self, seconds: float) -> None:
        """A step of training has taken so long. The first compiles the graph, and says nothing of the next."""
        self._slowest = 0.0 if self._slowest is None else max(self._slowest, seconds)

    @property
    def seconds(self) -> float:
        """How long the next may take."""
        if self._slowest is None:
            return self._least * BUILDING
        return max(self._least, self._slowest * SLOW)
