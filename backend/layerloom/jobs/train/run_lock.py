"""[R] The lock of a run folder: a run is alive while it is locked. The kernel releases the lock when the process ends."""

import fcntl
import json
import os
from pathlib import Path

from layerloom_schema.run_folder import LOCK


def take_lock(folder: Path) -> int | None:
    """The descriptor of the lock, or None where another process holds it. The file names the holder's pid and start time.

    A process id may be reused; together with the start time it is unique.
    """
    fd = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(fd)
        return None
    os.ftruncate(fd, 0)
    os.pwrite(fd, json.dumps({"pid": os.getpid(), "started": _started()}).encode(), 0)
    return fd


def _started() -> int:
    """Clock ticks from the machine's start to this process's; 0 where the system does not tell."""
    try:
        stat = Path("/proc/self/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[19])
