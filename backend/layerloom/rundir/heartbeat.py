"""The heartbeat of a trainer: a small file that it rewrites every second while its process runs."""

import os
from pathlib import Path

from layerloom_schema.runs.folder import HEARTBEAT

_BYTES = 128


class HeartbeatFile:
    """Rewritten in place at a fixed length, which works on a full disk too."""

    def __init__(self, folder: Path) -> None:
        self._fd = os.open(folder / HEARTBEAT, os.O_WRONLY | os.O_CREAT, 0o600)

    def write(self, text: str) -> None:
        """Raises `OSError` where the file cannot be written."""
        os.pwrite(self._fd, text.ljust(_BYTES - 1).encode()[: _BYTES - 1] + b"\n", 0)

    def close(self) -> None:
        """Close the file. Its last content stays."""
        os.close(self._fd)


def read_heartbeat(folder: Path) -> bytes | None:
    """The content of the heartbeat file; `None` if there is none."""
    try:
        return (folder / HEARTBEAT).read_bytes()[:_BYTES]
    except OSError:
        return None
