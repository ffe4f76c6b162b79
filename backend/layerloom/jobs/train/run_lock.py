"""[R] The lock of a run folder: whoever holds it is the run. It goes when its process goes, however that ends."""

import fcntl
import json
import os
from pathlib import Path

NAME = "lock"


def take_lock(folder: Path) -> int | None:
    """The held descriptor, or None where another process holds it. The file says who: its id and start time.

    A process id alone can be another process's a minute later; with the start time it cannot.
    """
    held = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        return None
    os.ftruncate(held, 0)
    os.pwrite(held, json.dumps({"pid": os.getpid(), "started": _started()}).encode(), 0)
    return held


def _started() -> int:
    """Clock ticks from the machine's start to this process's; 0 where the system does not tell."""
    try:
        stat = Path("/proc/self/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[19])
