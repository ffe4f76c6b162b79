"""[R] What a person wishes of a run: to stop, from its `control` file or from a signal; to pause, from the file."""

import signal
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from layerloom.rundir.control import read_command

from .event_log import EventLog

EVERY = 0.1
"""Seconds between two looks at the file."""


class StopRun(Exception):
    """Ends training between two batches. Not an error: the wish of a person."""


class Wish:
    """Watches, as a context, for the wish to stop, and answers it with a `stopping` event at once; for a pause, too.

    Signals are only seen where the context is entered in the main thread.
    """

    def __init__(self, folder: Path, log: EventLog, signals: Iterable[signal.Signals]) -> None:
        self._folder = folder
        self._log = log
        self._signals = tuple(signals)
        self._handlers: dict[signal.Signals, Any] = {}
        self._wanted = threading.Event()
        self._pause = False
        self._over = threading.Event()
        self._turn = threading.Lock()
        self._answered = False
        self.steps = 0
        """How often training has come to a place where it can be stopped: a number that grows while it goes on."""
        self.resting = False
        """Whether it waits, as was asked for."""
        self._thread = threading.Thread(target=self._watch, name="layerloom-control", daemon=True)

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in self._signals:
                self._handlers[number] = signal.signal(number, lambda *_: self._wanted.set())
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    @property
    def wanted(self) -> bool:
        """Whether it is to stop."""
        return self._wanted.is_set()

    def heed(self) -> None:
        """Raises `StopRun` once the wish is there."""
        self.steps += 1
        if self._wanted.is_set():
            self._answer()
            raise StopRun

    def rest(self, epoch: int) -> None:
        """Stays here, after `epoch`, for as long as a pause is wished for. Raises `StopRun` as `heed` does."""
        if not self._pause:
            return
        self._log.write("paused", epoch=epoch)
        self.resting = True
        while self._pause and not self._wanted.wait(EVERY):
            pass
        self.resting = False
        self.heed()
        self._log.write("resumed", epoch=epoch + 1)

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            want = read_command(self._folder)
            self._pause = want == "pause"
            if self._wanted.is_set() or want == "stop":
                self._wanted.set()
                self._answer()
                return

    def _answer(self) -> None:
        """Once, by whichever thread is first."""
        with self._turn:
            if not self._answered:
                self._answered = True
                self._log.write("stopping")
