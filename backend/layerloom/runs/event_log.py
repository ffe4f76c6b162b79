"""Reading and ending a run's log, `events.jsonl`: one event a line; an incomplete last line is one to wait for.

Events are numbered without a gap. Where numbers are missing, a `gap_line` event stands in their place, here and for
whoever is handed the lines.
"""

import os
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import structlog

from layerloom.rundir.log_end import LogEnd, find_log_end, read_event
from layerloom_schema.base import RunId
from layerloom_schema.events import EVENT, Event, Gap

_LOG = structlog.get_logger("layerloom.runs")
_CHUNK = 256 * 1024
_LONGEST_LINE = 16 * 1024**2
_PAGE_BYTES = 8 * 1024**2


@dataclass(frozen=True)
class LogLine:
    """An event and its text, which is what clients get."""

    event: Event
    text: str


@dataclass(frozen=True)
class LogPage:
    """Some lines, and the highest number that the log has."""

    lines: list[LogLine]
    last: int


class Tail:
    """Where a reader stands in a log. Each reader has its own."""

    def __init__(self, path: Path, offset: int = 0) -> None:
        self._path = path
        self.offset = offset
        self.last: int | None = 0 if offset == 0 else None
        """The number of the last event that was read; `None` where reading began in the middle."""

    def read(self) -> list[LogLine]:
        """The next whole lines, up to a bounded amount; empty only where there is nothing new."""
        try:
            with self._path.open("rb", buffering=0) as file:
                return self._read(file)
        except OSError as error:
            _warn(self._path, error)
            return []

    def _read(self, file: BinaryIO) -> list[LogLine]:
        while True:
            file.seek(self.offset)
            data = file.read(_CHUNK)
            end = data.rfind(b"\n") + 1
            while not end and len(data) < _LONGEST_LINE and (more := file.read(_CHUNK)):
                data += more
                end = data.rfind(b"\n") + 1
            if not end and len(data) < _LONGEST_LINE:
                return []
            # Without an end so far, it is longer than any event: the rest of it will be no event either.
            end = end or len(data)
            self.offset += end
            lines = list(self._lines(data[:end]))
            if lines:
                return lines

    def _lines(self, data: bytes) -> Iterator[LogLine]:
        events = list(self._events(data))
        for (raw, event), (_, after) in pairwise([*events, *events[-1:]]):
            if (self.last or 0) < after.seq < event.seq:
                continue  # damaged in its number: it would make those after it look old
            if self.last is not None:
                if event.seq <= self.last:
                    continue
                first = event.first if isinstance(event, Gap) else event.seq
                if first > self.last + 1:
                    yield gap_line(event.run, self.last + 1, first - 1, event)
            self.last = event.seq
            yield LogLine(event, raw.decode())

    def _events(self, data: bytes) -> Iterator[tuple[bytes, Event]]:
        for raw in filter(None, data.split(b"\n")):
            event = read_event(raw)
            if event is None:
                _LOG.warning("a line of a log is no event", log=str(self._path))
            else:
                yield raw, event


def gap_line(run: RunId, first: int, last: int, beside: Event | None) -> LogLine:
    """What stands in the place of the events `first` to `last`, with the date of one beside them."""
    event = Gap(
        run=run,
        attempt=beside.attempt if beside else 1,
        seq=last,
        at=beside.at if beside else datetime.now(UTC),
        first=first,
    )
    return LogLine(event, EVENT.dump_json(event).decode())


def lines_after(lines: list[LogLine], after: int) -> list[LogLine]:
    """Those of some lines in order that come after a number."""
    return lines[bisect_left(lines, after + 1, key=lambda line: line.event.seq) :]


def events_after(path: Path, run: RunId, after: int, most: int, known: int = 0) -> LogPage:
    """Up to `most` events after a number, found by seeking: what stands before them is not read.

    `known` is the number of events that the run is known to have had: those that the end of the log lacks are a gap.
    """
    end = read_log_end(path)
    last = max(end.seq, known)
    tail = tail_after(path, after)
    lines: list[LogLine] = []
    reached, size = after, 0
    while len(lines) < most and size < _PAGE_BYTES and reached < last:
        read = tail.read()
        more = lines_after(read, after) if read else [gap_line(run, reached + 1, last, end.last)]
        lines += more
        reached = more[-1].event.seq if more else reached
        size += sum(len(line.text) for line in more)
    return LogPage(lines[:most], max(last, reached) if lines else last)


def tail_after(path: Path, after: int) -> Tail:
    """A reader at or shortly before the first event after a number: the numbers in a log only grow."""
    try:
        with path.open("rb") as file:
            return Tail(path, _offset_before(file, after))
    except OSError as error:
        _warn(path, error)
        return Tail(path)


def _offset_before(file: BinaryIO, after: int) -> int:
    """The start of an event whose number is at most `after`, by bisection; 0 where there is none."""
    low, high = 0, os.fstat(file.fileno()).st_size
    while after > 0 and high - low > _CHUNK:
        middle = (low + high) // 2
        found = _first_event(file, middle, high)
        if found is None or found[1] > after:
            high = middle
        else:
            low = found[0]
    return low


def _first_event(file: BinaryIO, start: int, stop: int) -> tuple[int, int] | None:
    """The place and number of the first readable event whose line begins after `start` and before `stop`."""
    file.seek(start)
    file.readline(_LONGEST_LINE)
    while (place := file.tell()) < stop and (line := file.readline(_LONGEST_LINE)):
        event = read_event(line)
        if event is not None:
            return place, event.seq
    return None


def read_log_end(path: Path) -> LogEnd:
    """The end of a log; that of an empty one where there is none."""
    try:
        with path.open("rb") as file:
            return find_log_end(file.fileno())
    except OSError as error:
        _warn(path, error)
        return LogEnd()


def _warn(path: Path, error: OSError) -> None:
    """A log that is not there yet is nothing to speak of; one that cannot be read has no readable line."""
    if not isinstance(error, FileNotFoundError):
        _LOG.warning("a log cannot be read", log=str(path), reason=error.strerror)


def append(path: Path, event: Event) -> None:
    """Write one event. For the holder of the run's lock only. Raises `OSError`, and then leaves the log as it was.

    A line that its writer could not finish is taken away first: it never was an event.
    """
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = find_log_end(fd).size
        os.ftruncate(fd, end)
        line = EVENT.dump_json(event) + b"\n"
        try:
            written = os.pwrite(fd, line, end)
            if written < len(line):
                os.pwrite(fd, line[written:], end + written)
            os.fsync(fd)
        except OSError:
            os.ftruncate(fd, end)
            raise
    finally:
        os.close(fd)
