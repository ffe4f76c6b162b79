"""Read a run's log, `events.jsonl`, with one event a line, and append its end. An incomplete last line is not read yet.

Events are numbered without a gap. Readers insert a `gap` event in place of missing numbers.
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

from layerloom.rundir.event_line import LogLine, line_of, read_event, read_line
from layerloom.rundir.log_end import LogEnd, find_log_end
from layerloom_schema.base import RunId
from layerloom_schema.runs.events import EVENT, Event, Gap

_LOG = structlog.get_logger("layerloom.runs")
_CHUNK = 256 * 1024
_LONGEST_LINE = 16 * 1024**2
_PAGE_BYTES = 8 * 1024**2


@dataclass(frozen=True)
class LogPage:
    """A page of lines, and the last sequence number of the log."""

    lines: list[LogLine]
    last_seq: int


class Tail:
    """A reader's position in a log. Each reader has one of its own."""

    def __init__(self, path: Path, offset: int = 0) -> None:
        self._path = path
        self.offset = offset
        self.last: int | None = 0 if offset == 0 else None
        """The sequence number of the last event read; `None` if reading began in the middle."""

    def read(self) -> list[LogLine]:
        """The next complete lines, in chunks of bounded size; empty only if there is nothing new."""
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
            # A line without an end by now is longer than any event: skip it, and what follows of it, as damaged.
            end = end or len(data)
            self.offset += end
            lines = list(self._lines(data[:end]))
            if lines:
                return lines

    def _lines(self, data: bytes) -> Iterator[LogLine]:
        lines = list(self._readable(data))
        for line, after in pairwise([*lines, *lines[-1:]]):
            event = line.event
            if (self.last or 0) < after.event.seq < event.seq:
                continue  # damaged in its number: it would make those after it look old
            if self.last is not None:
                if event.seq <= self.last:
                    continue
                first = event.first if isinstance(event, Gap) else event.seq
                if first > self.last + 1:
                    yield gap_line(event.run, self.last + 1, first - 1, event)
            self.last = event.seq
            yield line

    def _readable(self, data: bytes) -> Iterator[LogLine]:
        for raw in filter(None, data.split(b"\n")):
            line = read_line(raw)
            if line is None:
                _LOG.warning("a line of a log is no event", log=str(self._path))
            else:
                yield line


def gap_line(run: RunId, first: int, last: int, beside: Event | None) -> LogLine:
    """A gap event in place of the events `first` to `last`, dated like the event next to them."""
    event = Gap(
        run=run,
        attempt=beside.attempt if beside else 1,
        seq=last,
        at=beside.at if beside else datetime.now(UTC),
        first=first,
    )
    return line_of(event)


def lines_after(lines: list[LogLine], after: int) -> list[LogLine]:
    """The lines after a sequence number. `lines` must be in order."""
    return lines[bisect_left(lines, after + 1, key=lambda line: line.event.seq) :]


def events_after(path: Path, run: RunId, after: int, most: int, known: int = 0) -> LogPage:
    """Up to `most` events after a sequence number, found by bisection, without reading what precedes them.

    `known` is the number of events that the run had: those that are missing at the end of the log become a gap.
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
    """A reader positioned at or shortly before the first event after a sequence number."""
    try:
        with path.open("rb") as file:
            return Tail(path, _offset_before(file, after))
    except OSError as error:
        _warn(path, error)
        return Tail(path)


def _offset_before(file: BinaryIO, after: int) -> int:
    """The offset of an event whose number is at most `after`, by bisection; 0 if there is none. Numbers only grow."""
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
    """Offset and number of the first readable event whose line begins after `start` and before `stop`."""
    file.seek(start)
    file.readline(_LONGEST_LINE)
    while (offset := file.tell()) < stop and (line := file.readline(_LONGEST_LINE)):
        event = read_event(line)
        if event is not None:
            return offset, event.seq
    return None


def read_log_end(path: Path) -> LogEnd:
    """The end of a log. A missing or unreadable log counts as empty."""
    try:
        with path.open("rb") as file:
            return find_log_end(file.fileno())
    except OSError as error:
        _warn(path, error)
        return LogEnd()


def _warn(path: Path, error: OSError) -> None:
    """Log an error of reading, unless the log does not exist yet."""
    if not isinstance(error, FileNotFoundError):
        _LOG.warning("a log cannot be read", log=str(path), reason=error.strerror)


def append(path: Path, event: Event) -> None:
    """Append one event, after removing an incomplete last line. Only for the process that has the run's lock.

    Raises:
        OSError: If it cannot be written. The log is then unchanged.
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
