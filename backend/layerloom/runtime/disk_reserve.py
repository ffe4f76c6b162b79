"""A reserve of disk space: an allocated file without content, shrunk when the space is needed."""

import errno
import os
from pathlib import Path

SPARE_BYTES = 1024**3
"""Disk space that uploads and imports leave free: runs and the database need it more."""


class Reserve:
    """The reserve file at `path`: its blocks are allocated and never written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hold(self, size: int) -> None:
        """Reserve at least `size` bytes. Raises `OSError`, and changes nothing, if the disk has no space for them."""
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        before = os.fstat(fd).st_size
        try:
            if hasattr(os, "posix_fallocate") and size > before:
                os.posix_fallocate(fd, 0, size)
        except OSError:
            os.ftruncate(fd, before)
            raise
        finally:
            os.close(fd)

    def give(self, size: int | None = None) -> bool:
        """Release `size` bytes, or all; false if nothing was left to release."""
        try:
            left = self._path.stat().st_size
            if left:
                os.truncate(self._path, 0 if size is None else max(0, left - size))
        except OSError:
            return False
        return left > 0

    def keep(self, size: int) -> None:
        """Release all but `size` bytes."""
        try:
            self.give(max(0, self._path.stat().st_size - size))
        except OSError:
            return

    def drop(self) -> None:
        """Release all, and delete the file."""
        self._path.unlink(missing_ok=True)


def is_full(error: BaseException) -> bool:
    """Whether an error says that the disk or the user's quota is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
