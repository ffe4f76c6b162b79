"""Fan-out of one run's events: each listener has its own bounded queue, so that nobody waits for another."""

import asyncio
from collections.abc import AsyncIterator

from layerloom.runs.log import Line, Tail
from layerloom_schema.events import TERMINAL

QUEUE = 256
_INLINE = 32 * 1024


class SlowClient(Exception):
    """A listener did not take its events in time."""


class Hub:
    """The listeners of one run, and how far its log was read."""

    def __init__(self, tail: Tail) -> None:
        self.tail = tail
        self.ended = False
        self._listeners: set[Listener] = set()

    def publish(self, lines: list[Line]) -> None:
        """Hands lines to every listener; one whose queue is full is dropped, without waiting."""
        for listener in tuple(self._listeners):
            for line in lines:
                if not listener.offer(line):
                    self._listeners.discard(listener)
                    break
        if any(line.event.type in TERMINAL for line in lines):
            self.end()

    def end(self) -> None:
        """Nothing more will come."""
        self.ended = True
        for listener in tuple(self._listeners):
            if not listener.offer(None):
                self._listeners.discard(listener)

    def join(self, listener: "Listener") -> None:
        """From now on a listener gets what is published."""
        self._listeners.add(listener)

    def leave(self, listener: "Listener") -> None:
        """A listener that has left may leave again."""
        self._listeners.discard(listener)


class Listener:
    """One client's way through a log: what is written, from the file, then what comes, from its queue.

    It joins the hub in the very step in which its place in the file is the hub's: no gap, no event twice.
    """

    def __init__(self, hub: Hub, tail: Tail, after: int) -> None:
        self._hub = hub
        self._tail = tail
        self._after = after
        self._queue: asyncio.Queue[Line | None] = asyncio.Queue(QUEUE)
        self.live = False
        """Whether what was written is behind it, and what comes is in its queue."""
        self.dropped = asyncio.Event()

    def offer(self, line: Line | None) -> bool:
        """Takes a line for later; false, for good, when there is no room."""
        try:
            self._queue.put_nowait(line)
        except asyncio.QueueFull:
            self.dropped.set()
            return False
        return True

    def close(self) -> None:
        """The client has left."""
        self._hub.leave(self)

    async def __aiter__(self) -> AsyncIterator[str]:
        """The text of each event, until after the terminal one."""
        while self._tail.offset < self._hub.tail.offset:
            for line in await self._replayed():
                if self._is_new(line):
                    yield line.text
                if line.event.type in TERMINAL:
                    return
        if self._hub.ended:
            return
        self._hub.join(self)
        self.live = True
        while (queued := await self._queue.get()) is not None:
            if self._is_new(queued):
                yield queued.text
            if queued.event.type in TERMINAL:
                return

    async def _replayed(self) -> list[Line]:
        if self._hub.tail.offset - self._tail.offset < _INLINE:
            return self._tail.read()
        return await asyncio.to_thread(self._tail.read)

    def _is_new(self, line: Line) -> bool:
        """The file may be ahead of the hub, so that the queue brings again what was replayed."""
        if line.event.seq <= self._after:
            return False
        self._after = line.event.seq
        return True
