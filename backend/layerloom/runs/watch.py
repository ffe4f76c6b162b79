"""One loop looks after every live run: follows its log, starts it in its turn, and notices when its trainer dies."""

import asyncio
from itertools import takewhile
from typing import Literal

import structlog

from layerloom.runs.executor import CannotStart, Executor
from layerloom.runs.exits import ExitReason, explain, memory_kills, not_started
from layerloom.runs.folder import LockHeld
from layerloom.runs.live import Live
from layerloom.runs.record import Book
from layerloom_schema.base import RunId

_LOG = structlog.get_logger("layerloom.runs")
_POLL_SECONDS = 0.02
_STATUS_SECONDS = 0.5
"""How long after a death its wait status may take to arrive."""
_LINGER_SECONDS = 20.0
"""How long a trainer may stay after its last event."""


class Watch:
    """Looks 50 times a second while a run is live, and sleeps while none is."""

    def __init__(self, book: Book, executor: Executor, at_once: int, stop_seconds: float) -> None:
        self._book = book
        self._executor = executor
        self._at_once = at_once
        self._stop_seconds = stop_seconds
        self._live: dict[RunId, Live] = {}
        self._wake = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._launches: set[asyncio.Task[None]] = set()

    def begin(self) -> None:
        """Starts the loop."""
        self._loop = asyncio.create_task(self._run())

    async def end(self) -> None:
        """Ends the loop and lets go of the trainers."""
        tasks = [task for task in (self._loop, *self._launches) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for live in self._live.values():
            if live.trainer is not None:
                live.trainer.close()

    def get(self, id: RunId) -> Live | None:
        """A run that is looked after."""
        return self._live.get(id)

    def ahead(self, of: Live | None = None) -> int:
        """How many runs one that waits, or a new one, has to wait for."""
        if of is not None and not of.waits:
            return 0
        before = takewhile(lambda live: live is not of, self._live.values())
        unended = sum(not live.ended for live in before)
        return 0 if unended < self._at_once else unended

    def add(self, live: Live) -> None:
        """Looks after one more run."""
        self._live[live.record.id] = live
        self._wake.set()

    def drop(self, id: RunId) -> None:
        """Looks after a run no more; what is left of its trainer is ended."""
        live = self._live.pop(id, None)
        if live is not None and live.trainer is not None:
            live.trainer.kill()
            live.trainer.close()

    async def take_up(self, live: Live, document: str) -> None:
        """A run of an earlier server: goes on with it, queues it again, or says how it ended."""
        await asyncio.to_thread(live.prepare, document, 0)
        if live.ended:
            await asyncio.to_thread(self._book.save, live.shown())
            return
        live.trainer = self._executor.find(live.folder)
        never_began = live.record.last <= 1
        if live.folder.wanted == "stop":
            live.want_stop(self._now() + self._stop_seconds)
        if live.trainer is None and not never_began:
            await self._conclude(live, explain(None))
        self.add(live)

    async def stop(self, live: Live) -> None:
        """Takes a waiting run out of the queue; asks a trainer to stop, and kills it when it takes too long."""
        if live.ended:
            return
        if live.waits:
            live.launching = True  # so that it is not started meanwhile
            try:
                await self._conclude(live, None)
            finally:
                live.launching = False
        else:
            await asyncio.to_thread(live.want_stop, self._now() + self._stop_seconds)

    async def pause(self, live: Live, want: Literal["pause", "go"]) -> None:
        """Asks a run to wait after the epoch in hand, or to go on; one that is to end is not asked."""
        if not live.ended and live.folder.wanted != "stop":
            await asyncio.to_thread(live.folder.want, want)

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    async def _run(self) -> None:
        while True:
            if not self._live:
                await self._wake.wait()
            self._wake.clear()
            for live in tuple(self._live.values()):
                try:
                    await self._look_at(live)
                except Exception:
                    _LOG.exception("a run could not be looked after", run=live.record.id)
            self._start_next()
            await asyncio.sleep(_POLL_SECONDS)

    async def _look_at(self, live: Live) -> None:
        live.follow()
        alive = live.trainer is not None and live.trainer.alive
        if live.ended:
            if not live.kept:
                await asyncio.to_thread(self._book.save, live.shown())
                live.kept = True
            live.kill_at = live.kill_at or self._now() + _LINGER_SECONDS
            if not alive and not live.launching:
                self.drop(live.record.id)
        elif live.trainer is not None and not alive:
            await self._bury(live)
        if alive and live.trainer is not None and live.kill_at is not None and self._now() > live.kill_at:
            live.trainer.kill()

    async def _bury(self, live: Live) -> None:
        assert live.trainer is not None
        live.dead_since = live.dead_since or self._now()
        if live.trainer.status is None and self._now() - live.dead_since < _STATUS_SECONDS:
            return
        live.catch_up()
        if live.ended:
            return
        wished = live.folder.wanted == "stop"
        reason = explain(live.trainer.status, memory_kills() - live.memory_kills)
        await self._conclude(live, None if wished else reason)

    async def _conclude(self, live: Live, reason: ExitReason | None) -> None:
        try:
            await asyncio.to_thread(live.conclude, reason)
        except LockHeld:
            live.trainer = self._executor.find(live.folder) or live.trainer
            live.dead_since = None
            return
        live.catch_up()

    def _start_next(self) -> None:
        busy = sum(live.launching or live.trainer is not None for live in self._live.values())
        for live in self._live.values():
            if busy >= self._at_once:
                return
            if live.waits:
                busy += 1
                live.launching = True
                task = asyncio.create_task(self._launch(live))
                self._launches.add(task)
                task.add_done_callback(self._launches.discard)

    async def _launch(self, live: Live) -> None:
        try:
            live.trainer = await self._executor.start(live.folder.path)
        except CannotStart as error:
            await self._conclude(live, not_started(str(error)))
        except Exception as error:
            _LOG.exception("a trainer could not be started", run=live.record.id)
            await self._conclude(live, not_started(type(error).__name__))
        finally:
            live.launching = False
