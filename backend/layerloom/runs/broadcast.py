"""Broadcast of one run's events to any number of listeners, each at its own pace.

The log is the buffer. The newest events are in memory, once for all listeners; a listener that is further behind reads
the file. So a listener costs one sequence number, however slow it is.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from layerloom.rundir.event_line import LogLine
from layerloom.runs.coalesce import group_texts, without_old_batches
from layerloom.runs.event_log import Tail, gap_line, lines_after, read_log_end, tail_after
from layerloom_schema.base import RunId
from layerloom_schema.runs.events import TERMINAL

T = TypeVar("T")
RECENT = 1024
RECENT_BYTES = 4 * 1024**2
BEHIND = RECENT
"""A listener that is more events behind is not sent old batch events."""
BEHIND_BYTES = 1024**2
"""The same for a listener that reads the file, in bytes that it has yet to read."""
_WAKE_BATCH = 20
"""Listeners that are woken before the event loop runs other tasks."""
_IDLE_RATIO = 3
"""After a round of waking listeners, other tasks get so many times its duration, measured by the clock."""
_LONGEST_PAUSE = 1.0
_READERS = ThreadPoolExecutor(2, thread_name_prefix="layerloom-replay")
"""A pool of its own, so that many new listeners at once do not delay other work in threads."""


class SlowClient(Exception):
    """A listener did not receive its events in time."""


class Hub:
    """The listeners of one run, its newest events, and the number up to which its log was read."""

    def __init__(self, run: RunId, path: Path, known: int = 0, *, ended: bool = False) -> None:
        """`known` is the number of events that are read from the file alone: all of an `ended` run, and those of the
        attempts before this one."""
        self.run = run
        self.path = path
        self.ended = ended
        self.notice: LogLine | None = None
        """An event of the server that is not in the log, such as `stalled`; dropped at the next event."""
        self.last = self.floor = known
        """Sequence numbers of the last event, and of the last that is no longer in memory."""
        self._recent: list[LogLine] = []
        self._bytes = 0
        self._listeners: set[Listener] = set()
        self._news = asyncio.Event()
        self._waking: asyncio.Task[None] | None = None

    def publish(self, lines: list[LogLine]) -> None:
        """Send lines to every listener, except those that were published before."""
        lines = lines_after(lines, self.last)
        if not lines:
            return
        self._recent += lines
        self._bytes += sum(len(line.text) for line in lines)
        if len(self._recent) > 2 * RECENT or self._bytes > RECENT_BYTES:
            self._forget()
        self.last = lines[-1].event.seq
        self.notice = None
        self.ended = self.ended or any(line.event.type in TERMINAL for line in lines)
        self._news.set()

    def notify(self, notice: LogLine) -> None:
        """Send an event that is not in the log, also to listeners that join before the next event."""
        self.notice = notice
        self._news.set()

    def end(self) -> None:
        """Mark the run as ended: there will be no more events."""
        self.ended = True
        self._news.set()

    def after(self, seq: int) -> list[LogLine] | None:
        """The lines after a sequence number; `None` if some of them are in the file only."""
        return lines_after(self._recent, seq) if seq >= self.floor else None

    def join(self, listener: "Listener") -> None:
        """Add a listener, to be woken at every event."""
        self._listeners.add(listener)
        if self._waking is None or self._waking.done():
            self._waking = asyncio.create_task(self._wake())

    def leave(self, listener: "Listener") -> None:
        """Remove a listener. Does nothing if it was removed before."""
        self._listeners.discard(listener)
        if not self._listeners and self._waking is not None:
            self._waking.cancel()
            self._waking = None

    async def _wake(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._news.wait()
            self._news.clear()
            begin = loop.time()
            listeners = list(self._listeners)
            for first in range(0, len(listeners), _WAKE_BATCH):
                for listener in listeners[first : first + _WAKE_BATCH]:
                    listener.wake()
                await asyncio.sleep(0)
            await asyncio.sleep(min(_IDLE_RATIO * (loop.time() - begin), _LONGEST_PAUSE))

    def _forget(self) -> None:
        """Drop the older half of the events in memory."""
        while len(self._recent) > RECENT or self._bytes > RECENT_BYTES / 2:
            half = len(self._recent) // 2 or 1
            self.floor = self._recent[half - 1].event.seq
            self._bytes -= sum(len(line.text) for line in self._recent[:half])
            del self._recent[:half]


class Listener:
    """One client's position in a log, from the event after a sequence number on.

    A sequence number beyond the end of the log replays the log from its start.
    """

    def __init__(self, hub: Hub, after: int) -> None:
        self._hub = hub
        self._after = after
        self._notice: LogLine | None = None
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Wake the listener: there may be events for it."""
        self._woken.set()

    def close(self) -> None:
        """Stop listening."""
        self._hub.leave(self)

    async def groups(self) -> AsyncIterator[list[str]]:
        """Yield the texts of the events in groups; ends after the last event of the run."""
        await self._check_number()
        self._hub.join(self)
        while True:
            self._woken.clear()
            lines = self._hub.after(self._after)
            if lines is None:
                async for group in self._replayed():
                    yield group
            elif lines:
                for group in group_texts(self._passed(lines, behind=len(lines) > BEHIND)):
                    yield group
            elif self._hub.ended:
                return
            elif self._hub.notice is not None and self._hub.notice is not self._notice:
                self._notice = self._hub.notice
                yield [self._notice.text]
            else:
                await self._woken.wait()

    async def _check_number(self) -> None:
        """Start over if the sequence number is beyond the end of the file. It may be beyond what the hub has read."""
        if self._after > self._hub.last and not self._hub.ended:
            end = await _run_in_reader(partial(read_log_end, self._hub.path))
            self._after = self._after if self._after <= end.seq else 0

    async def _replayed(self) -> AsyncIterator[list[str]]:
        """Yield from the file until the rest is in memory. Events that the file lacks are replaced by a gap event."""
        hub = self._hub
        tail = await _run_in_reader(partial(tail_after, hub.path, self._after))
        while hub.after(self._after) is None:
            lines, waiting = await _run_in_reader(partial(_read, hub.path, tail))
            if not lines:
                end = await _run_in_reader(partial(read_log_end, hub.path))
                lines = [gap_line(hub.run, self._after + 1, hub.floor, end.last)]
            lines = self._passed(lines_after(lines, self._after), behind=waiting > BEHIND_BYTES)
            for group in group_texts(lines):
                yield group

    def _passed(self, lines: list[LogLine], *, behind: bool) -> list[LogLine]:
        """Advance past the lines, and drop old batch events for a listener that is behind."""
        if lines:
            self._after = lines[-1].event.seq
        return without_old_batches(lines) if behind else lines


def _read(path: Path, tail: Tail) -> tuple[list[LogLine], int]:
    """The next lines, and the number of bytes that follow them in the log."""
    lines = tail.read()
    return lines, (path.stat().st_size - tail.offset if lines else 0)


async def _run_in_reader(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_READERS, work)
