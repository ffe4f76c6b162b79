"""Signs of life of a trainer: its heartbeat file, judged by when a change of it is seen here, not by its clock."""

import asyncio
from pathlib import Path

from layerloom.rundir.heartbeat import read_heartbeat

INTERVAL_SECONDS = 1.0
"""Seconds between two looks."""


class HeartbeatMonitor:
    """Whether a trainer's whole process stands still. One that runs says by itself when it makes no step."""

    def __init__(self, folder: Path, patience: float) -> None:
        """`patience` is the time, in seconds, after which no sign of life is a sign."""
        self._folder = folder
        self._patience = patience
        self._seen: bytes | None = None
        self._looked: float | None = None
        self.seconds = 0.0
        """How long nothing has changed. Of the time between two looks only as much counts as there should be: while
        this process itself stood still, nothing was seen."""

    @property
    def silent(self) -> bool:
        """Whether that is too long. Until the first sign, a trainer has more time: it may still load Keras."""
        return self.seconds > (self._patience if self._seen is not None else 10 * self._patience)

    async def look(self, now: float) -> None:
        """Looks, where it is time to."""
        if self._looked is not None and now - self._looked < INTERVAL_SECONDS:
            return
        self.seconds += 0.0 if self._looked is None else min(now - self._looked, 2 * INTERVAL_SECONDS)
        self._looked = now
        seen = await asyncio.to_thread(read_heartbeat, self._folder)
        if seen != self._seen:
            self._seen, self.seconds = seen, 0.0

    def rest(self) -> None:
        """There is no trainer to look at."""
        self._looked, self.seconds = None, 0.0
