"""Find the end of an event log, reading backwards: the end of its last complete line, and its last event."""

import os
from dataclasses import dataclass

from layerloom.rundir.event_line import read_event
from layerloom_schema.runs.events import Event

_BLOCK = 64 * 1024


@dataclass(frozen=True)
class LogEnd:
    """The end of a log.

    `size` is the number of bytes of its complete lines: what follows was cut off while it was written. `seq` is the last
    sequence number in use; an unreadable line after the last event counts as one event.
    """

    size: int = 0
    seq: int = 0
    last: Event | None = None


def find_log_end(fd: int) -> LogEnd:
    """Read as little of the file as is needed to find its last event."""
    total = os.fstat(fd).st_size
    length = _BLOCK
    while True:
        start = max(0, total - length)
        data = os.pread(fd, total - start, start)
        whole = data.rfind(b"\n") + 1
        if whole or start == 0:
            lines = data[:whole].split(b"\n")[:-1]
            if start > 0:
                lines = lines[1:]  # most likely the rest of a line
            unreadable = 0
            for line in reversed(list(filter(None, lines))):
                event = read_event(line)
                if event is not None:
                    return LogEnd(start + whole, event.seq + unreadable, event)
                unreadable += 1
            if start == 0:
                return LogEnd(whole, unreadable)
        length *= 4
