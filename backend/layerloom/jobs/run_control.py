"""[R] Stop and pause: read the `control` file of a run, and handle stop signals."""

import signal
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from layerloom.jobs.background_thread import BackgroundThread
from layerloom.rundir.control import read_command
from layerloom.rundir.event_writer import EventLog

POLL_SECONDS = 0.1
"""Seconds between two reads of the file."""


class StopRun(Exception):
    """Raised between two batches when a person stopped the run. Not an error."""


class RunControl(BackgroundThread):
    """Watches for commands as a context manager; a stop is answered with a `stopping` event at once.

    Signals are handled only if the context is entered in the main thread.
    """

    def __init__(self, folder: Path, log: EventLog, signals: Iterable[signal.Signals]) -> None:
        super().__init__("layerloom-control")
        self._folder = folder
        self._log = log
        self._signals = tuple(signals)
        self._handlers: dict[signal.Signals, Any] = {}
        self._stop_requested = threading.Event()
        self._pause = False
        self._answer_lock = threading.Lock()
        self._answered = False
        self.steps = 0
        """How often training has reached a point where it can be stopped; the heartbeat reports it as progress."""
        self.is_paused = False
        """Whether training waits in a pause."""

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in self._signals:
                self._handlers[number] = signal.signal(number, lambda *_: self._stop_requested.set())
        return super().__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    @property
    def stop_requested(self) -> bool:
        """Whether a stop was requested."""
        return self._stop_requested.is_set()

    @property
    def pause_requested(self) -> bool:
        """Whether the command is to pause."""
        return self._pause

    def raise_if_stopped(self) -> None:
        """Raise `StopRun` if a stop was requested."""
        self.steps += 1
        if self._stop_requested.is_set():
            self._write_stopping()
            raise StopRun

    def wait_while_paused(self, epoch: int) -> None:
        """Block after `epoch` while the command is to pause. Raises `StopRun` like `raise_if_stopped`."""
        if not self._pause:
            return
        self._log.write("paused", epoch=epoch)
        self.is_paused = True
        while self._pause and not self._stop_requested.wait(POLL_SECONDS):
            pass
        self.is_paused = False
        self.raise_if_stopped()
        self._log.write("resumed", epoch=epoch + 1)

    def _run(self) -> None:
        while not self._ended.wait(POLL_SECONDS):
            command = read_command(self._folder)
            self._pause = command == "pause"
            # Nobody can stop a run whose folder is deleted, nor read what it writes.
            if self._stop_requested.is_set() or command == "stop" or not self._folder.is_dir():
                self._stop_requested.set()
                self._write_stopping()
                return

    def _write_stopping(self) -> None:
        """Write `stopping` once, from whichever thread is first."""
        with self._answer_lock:
            if not self._answered:
                self._answered = True
                self._log.write("stopping")
