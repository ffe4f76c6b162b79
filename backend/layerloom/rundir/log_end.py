"""The end of an event log, read backwards: where its last whole line ends, and the number of its last event."""

import os
from dataclasses import dataclass

from pydantic import ValidationError

from layerloom_schema.events import EVENT, Event

NAME = "events.jsonl"
_BLOCK = 64 * 1024


@dataclass(frozen=True)
class LogEnd:
    """`size` counts the bytes of the whole lines: what follows was cut off while it was written.

    `seq` is the highest number in use. An unreadable line behind the last event was an event too: it counts one.
    """

    size: int = 0
    seq: int = 0
    last: Event | None = None


def find_log_end(fd: int) -> LogEnd:
    """Read no more of a file than is needed to find its last event."""
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


def read_event(line: bytes) -> Event | None:
    """The event of one line; `None` where the line is damaged."""
    try:
        return EVENT.validate_json(line)
    except ValidationError:
        return None
