"""[E] The writer of `events.jsonl`: one event per line, one `write` per line.

A failed write never ends training. On a full disk the run's disk reserve is released; once that is used up, lines wait
in memory in order, and batch events are skipped meanwhile. The memory is bounded: events beyond it leave a gap in the
sequence numbers, which readers show.
"""

import os
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from layerloom.rundir.log_end import find_log_end
from layerloom.runtime.disk_reserve import is_full
from layerloom_schema.base import Json, RunId
from layerloom_schema.runs.events import EVENT, TERMINAL, Event
from layerloom_schema.runs.folder import EVENTS
from layerloom_schema.strict_json import dumps

MOST_WAITING = 32 * 1024**2
"""Maximum bytes of lines that wait in memory."""
SPARING = 60.0
"""Seconds without batch events after the disk was full."""
Listener = Callable[[Event], None]


class EventLog:
    """Appends events with consecutive numbers. Only the holder of the run's lock may have one; `write` is thread-safe."""

    def __init__(
        self,
        folder: Path,
        run: RunId,
        attempt: int,
        listeners: Iterable[Listener] = (),
        make_room: Callable[[], bool] = lambda: False,
    ) -> None:
        """`make_room` is called when the disk is full, and returns whether to try again."""
        self._run = run
        self._attempt = attempt
        self._listeners = [*listeners]
        self._make_room = make_room
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._spare_until = 0.0
        self._lock = threading.RLock()
        self._file = os.open(folder / EVENTS, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self.last_seq = self._recover()
        """The number of the last event."""
        self.epoch: int | None = None
        """The last epoch that an event named."""

    def write(self, type_: str, **fields: Json) -> None:
        """Write one event. `fields` are those of its class except run, attempt, seq and at.

        An invalid event is dropped and its traceback printed; an invalid terminal event raises `ValueError`.
        """
        with self._lock:
            if type_ == "batch" and (self._waiting or time.monotonic() < self._spare_until):
                return
            try:
                event, line = self._event(type_, fields)
            except ValueError:
                if type_ in TERMINAL:
                    raise
                traceback.print_exc()
                return
            self.last_seq = event.seq
            self.epoch = getattr(event, "epoch", self.epoch)
            if self._bytes < MOST_WAITING or event.type in TERMINAL:
                self._append(line)
            self._flush()
        self._tell(event)

    def _event(self, type_: str, fields: dict[str, Json]) -> tuple[Event, bytes]:
        """The next event and its line. Raises `ValueError` where the fields are not those of its class."""
        head = {"run": self._run, "attempt": self._attempt, "seq": self.last_seq + 1, "at": datetime.now(UTC)}
        event = EVENT.validate_python({"type": type_, **head, **fields})
        return event, (dumps(event.model_dump(mode="json")) + "\n").encode()

    def _tell(self, event: Event) -> None:
        """Call the listeners; drop one whose pipe is closed (`| head`)."""
        for listener in [*self._listeners]:
            try:
                listener(event)
            except OSError:
                self._listeners.remove(listener)

    def sync(self) -> None:
        """Wait until what was written is on the disk, also after a power cut. Raises `OSError` where it cannot be."""
        with self._lock:
            self._flush()
            os.fsync(self._file)

    def close(self, seconds: float = 0.0) -> bool:
        """Write all waiting lines, retrying up to `seconds`, and close. Returns whether all were written."""
        end = time.monotonic() + seconds
        with self._lock:
            self._flush()
            while self._waiting and time.monotonic() < end:
                time.sleep(min(1.0, seconds))
                self._flush()
            os.close(self._file)
            return not self._waiting

    def _append(self, line: bytes) -> None:
        self._waiting.append(line)
        self._bytes += len(line)

    def _flush(self) -> None:
        while self._waiting:
            line = self._waiting[0]
            try:
                written = os.write(self._file, line)
            except OSError as error:
                if not is_full(error):
                    return
                self._spare_until = time.monotonic() + SPARING
                if not self._make_room():
                    return
                continue
            self._bytes -= written
            if written < len(line):
                self._waiting[0] = line[written:]
            else:
                self._waiting.popleft()

    def _recover(self) -> int:
        """The last sequence number; an incomplete last line of a trainer that died is truncated."""
        end = find_log_end(self._file)
        if end.size < os.fstat(self._file).st_size:
            os.ftruncate(self._file, end.size)
        return end.seq
