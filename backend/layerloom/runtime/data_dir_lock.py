"""The lock that allows one server per data folder. It names its owner, and is released when that process ends."""

import contextlib
import fcntl
import json
import os
from pathlib import Path

from layerloom.runtime.private_files import make_private_dir
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Refused


class DataDirLock:
    """A file lock that lasts as long as this process."""

    def __init__(self, data_dir: Path) -> None:
        """Raises `Refused`, naming the owner, if another server has the lock."""
        make_private_dir(data_dir)
        self._fd = os.open(data_dir / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(self._fd, 4096, 0).decode(errors="replace")
            os.close(self._fd)
            raise _in_use(data_dir, holder) from error

    def name(self, url: str) -> None:
        """Write pid and URL of this server into the lock file. On a full disk the lock works without them."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, json.dumps({"pid": os.getpid(), "url": url}).encode(), 0)

    def release(self) -> None:
        """Release the lock."""
        os.close(self._fd)


def _in_use(data_dir: Path, holder: str) -> Refused:
    """The refusal, with the owner's pid and URL where it has written them already."""
    params: dict[str, Json] = {"path": str(data_dir)}
    variant = "data_dir_in_use"
    try:
        value = json.loads(holder)
        params |= {"pid": value["pid"], "url": value["url"]}
    except (ValueError, KeyError, TypeError):
        variant = "data_dir_in_use_starting"
    return Refused(409, ErrorCode.unavailable, variant=variant, params=params)
