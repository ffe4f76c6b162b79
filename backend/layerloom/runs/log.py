"""Reading and ending a run's log, `events.jsonl`: one event a line; an incomplete last line is one to wait for."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog
from pydantic import ValidationError

from layerloom_schema.events import EVENT, Event

_LOG = structlog.get_logger("layerloom.runs")
_CHUNK = 256 * 1024
NAME = "events.jsonl"


@dataclass(frozen=True)
class Line:
    """An event and its text, which is what clients get."""

    event: Event
    text: str


class Tail:
    """Where a reader stands in a log. Each reader has its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.offset = 0

    def read(self) -> list[Line]:
        """The whole lines since the last call, up to a bounded amount; empty where there is nothing new."""
        try:
            with self._path.open("rb", buffering=0) as file:
                if os.fstat(file.fileno()).st_size <= self.offset:
                    return []
                file.seek(self.offset)
                data = file.read(_CHUNK)
                while b"\n" not in data and (more := file.read(_CHUNK)):
                    data += more
        except FileNotFoundError:
            return []
        end = data.rfind(b"\n") + 1
        self.offset += end
        return list(_lines(data[:end], self._path))


def read_all(path: Path) -> list[Line]:
    """Every whole line there is."""
    tail = Tail(path)
    lines: list[Line] = []
    while more := tail.read():
        lines += more
    return lines


def append(path: Path, event: Event) -> None:
    """Writes one event with one call. For the holder of the run's lock only.

    A line that its writer could not finish is taken away first: it never was an event.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = _end_of_last_line(fd)
        os.ftruncate(fd, end)
        os.lseek(fd, end, os.SEEK_SET)
        os.write(fd, EVENT.dump_json(event) + b"\n")
        os.fsync(fd)
    finally:
        os.close(fd)


def _end_of_last_line(fd: int) -> int:
    size = os.fstat(fd).st_size
    end = size
    while end > 0:
        start = max(0, end - _CHUNK)
        found = os.pread(fd, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _lines(data: bytes, path: Path) -> Iterator[Line]:
    for raw in data.splitlines():
        try:
            yield Line(EVENT.validate_json(raw), raw.decode())
        except (ValidationError, UnicodeDecodeError):
            _LOG.warning("a line of a log is no event", log=str(path))
