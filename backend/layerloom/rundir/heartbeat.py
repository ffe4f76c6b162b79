"""The heartbeat of a trainer: a small file that it rewrites every second while its process runs."""

import os
from pathlib import Path

NAME = "heartbeat"
_BYTES = 128


class HeartbeatFile:
    """Written in place, always at the same length: a full disk has room for that."""

    def __init__(self, folder: Path) -> None:
        self._fd = os.open(folder / NAME, os.O_WRONLY | os.O_CREAT, 0o600)

    def write(self, text: str) -> None:
        """Raises `OSError` where the file cannot be written."""
        os.pwrite(self._fd, text.ljust(_BYTES - 1).encode()[: _BYTES - 1] + b"\n", 0)

    def close(self) -> None:
        """The last beat stays."""
        os.close(self._fd)


def read_heartbeat(folder: Path) -> bytes | None:
    """The last beat; `None` where there was none."""
    try:
        return (folder / NAME).read_bytes()[:_BYTES]
    except OSError:
        return None
