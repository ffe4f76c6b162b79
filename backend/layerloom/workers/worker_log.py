"""Redirect the output of a worker process to its log file, and ignore a full disk."""

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


class _Lossy(io.RawIOBase):
    """A raw stream on a descriptor that drops what cannot be written.

    On a full disk `print` and `traceback.print_exc` raise `OSError`, which would end training over a log line.
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fd

    def write(self, data: Any) -> int:
        with suppress(OSError):
            os.write(self._fd, data)
        return len(data)


def tolerate_full_disk() -> None:
    """Replace standard output and error by streams that never raise `OSError`."""
    for name, fd in (("stdout", 1), ("stderr", 2)):
        stream = io.TextIOWrapper(_Lossy(fd), "utf-8", "backslashreplace", write_through=True)  # type: ignore[type-var]  # a raw stream will do
        setattr(sys, name, stream)


def send_output_to(log: Path) -> None:
    """Connect descriptors 1 and 2 to a file, or to /dev/null where it cannot be opened; 0 to /dev/null."""
    nothing = os.open(os.devnull, os.O_RDWR)
    try:
        file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        file = os.dup(nothing)
    for source, target in ((nothing, 0), (file, 1), (file, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(file)
