"""[E] The trainer's end of `events.jsonl`: one event, one line, one write.

Reporting never ends training. When the disk is full the lines wait in memory, in order, and batch events, which only
decorate, are not written meanwhile.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from layerloom_schema.base import Json, RunId
from layerloom_schema.events import EVENT, Event
from layerloom_schema.strict_json import dumps

NAME = "events.jsonl"
Listener = Callable[[Event], None]


class EventLog:
    """Appends events with the next number. Only the holder of the run's lock may have one. Any thread may write."""

    def __init__(self, folder: Path, run: RunId, attempt: int, listener: Listener | None = None) -> None:
        self._path = folder / NAME
        self._run = run
        self._attempt = attempt
        self._listener = listener
        self._waiting: deque[bytes] = deque()
        self._lock = threading.RLock()
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self._last = self._recover()

    def write(self, type_: str, **fields: Json) -> None:
        """Writes one event. `fields` are those of its class beside run, attempt, number and time."""
        with self._lock:
            if type_ == "batch" and self._waiting:
                return
            event = EVENT.validate_python(
                {
                    "type": type_,
                    "run": self._run,
                    "attempt": self._attempt,
                    "seq": self._last + 1,
                    "at": datetime.now(UTC),
                    **fields,
                }
            )
            self._last = event.seq
            self._waiting.append((dumps(event.model_dump(mode="json")) + "\n").encode())
            self._flush()
        if self._listener is not None:
            self._listener(event)

    def close(self) -> None:
        """A last attempt to write what waits."""
        with self._lock:
            self._flush()
            os.close(self._file)

    def _flush(self) -> None:
        while self._waiting:
            line = self._waiting[0]
            try:
                written = os.write(self._file, line)
            except OSError:
                return
            if written < len(line):
                self._waiting[0] = line[written:]
                return
            self._waiting.popleft()

    def _recover(self) -> int:
        """The last number; half a line, left by a trainer that died while writing, is cut off."""
        content = self._path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            os.ftruncate(self._file, whole)
        return _last_number(content[:whole].splitlines())


def _last_number(lines: Iterable[bytes]) -> int:
    return max((EVENT.validate_json(line).seq for line in lines), default=0)
