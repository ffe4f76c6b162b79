"""The lock of a run folder: a run is alive while it is locked. The kernel releases the lock when the process ends.

The file has the holder's pid and start time, which together identify a process: a pid alone may be reused.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from layerloom_schema import strict_json
from layerloom_schema.errors import Unreadable
from layerloom_schema.runs.folder import LOCK

_TOLERANCE = 2.0
"""Seconds by which two readings of one start time may differ: systems give their own start in whole seconds."""


class RunLockedError(Exception):
    """The lock of the run is taken: its trainer is alive."""


def take_lock(folder: Path) -> int:
    """Lock a run for the rest of this process, or until the returned descriptor is closed.

    Raises:
        RunLockedError: While another process has the lock.
    """
    fd = _lock(folder)
    holder = {"pid": os.getpid(), "seconds_after_boot": _seconds_after_boot(os.getpid())}
    os.ftruncate(fd, 0)
    os.pwrite(fd, strict_json.dumps(holder).encode(), 0)
    return fd


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a run without a trainer for a moment. Raises `RunLockedError` while its trainer is alive."""
    fd = _lock(folder)
    try:
        yield
    finally:
        os.close(fd)


def is_locked(folder: Path) -> bool:
    """Whether a trainer has the lock."""
    try:
        with locked(folder):
            return False
    except RunLockedError:
        return True


def lock_holder(folder: Path) -> int | None:
    """The pid of the trainer that has the lock; `None` if there is none, or if its pid is not known."""
    return _written_holder(folder) if is_locked(folder) else None


def _lock(folder: Path) -> int:
    fd = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(fd)
        raise RunLockedError from error
    return fd


def _written_holder(folder: Path) -> int | None:
    """The process that is written in the file, unless it has ended."""
    try:
        value = strict_json.loads((folder / LOCK).read_bytes())
        pid = int(value["pid"])
        # Trainers of protocol 1 write their start in clock ticks.
        written = (
            int(value["started"]) / os.sysconf("SC_CLK_TCK")
            if "started" in value
            else value["seconds_after_boot"]
        )
        started = _seconds_after_boot(pid)
        return pid if abs(started - float(written)) < _TOLERANCE else None
    except (OSError, ValueError, KeyError, TypeError, Unreadable, psutil.NoSuchProcess):
        return None


def _seconds_after_boot(pid: int) -> float:
    """From the machine's start to the process's: unlike the time of day, it is the same after the clock was set."""
    return psutil.Process(pid).create_time() - psutil.boot_time()
