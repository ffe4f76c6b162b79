"""Watches a trainer's heartbeat file, by when a change is seen here and not by the trainer's clock."""

import asyncio
from pathlib import Path

from layerloom.rundir.heartbeat import read_heartbeat

INTERVAL_SECONDS = 1.0
"""Between two reads of the file."""


class HeartbeatMonitor:
    """Tells whether a trainer's process has stopped running. A running one reports by itself that it makes no step."""

    def __init__(self, folder: Path, timeout: float) -> None:
        """`timeout` is in seconds without any change of the file."""
        self._folder = folder
        self._timeout = timeout
        self._seen: bytes | None = None
        self._checked_at: float | None = None
        self.silent_seconds = 0.0
        """Seconds without a change. A gap between two checks counts as twice the interval at most: while this process
        itself did not run, it could see no change."""

    @property
    def silent(self) -> bool:
        """Whether the timeout has passed. Before the first heartbeat it is ten times as long, as Keras is imported."""
        return self.silent_seconds > (self._timeout if self._seen is not None else 10 * self._timeout)

    async def check(self, now: float) -> None:
        """Read the file, unless it was read less than an interval ago."""
        if self._checked_at is not None and now - self._checked_at < INTERVAL_SECONDS:
            return
        self.silent_seconds += (
            0.0 if self._checked_at is None else min(now - self._checked_at, 2 * INTERVAL_SECONDS)
        )
        self._checked_at = now
        seen = await asyncio.to_thread(read_heartbeat, self._folder)
        if seen != self._seen:
            self._seen, self.silent_seconds = seen, 0.0
