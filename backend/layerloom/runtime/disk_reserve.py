"""Room on a disk that is held by a file of no content, to be given up when something needs it more."""

import errno
import os
from pathlib import Path


class Reserve:
    """A file at `path` whose blocks are taken and never written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hold(self, size: int) -> None:
        """Hold at least so many bytes. Raises `OSError` where the disk has no room for them; then as many as before."""
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
        """Give up so many bytes, or all; false where nothing was left to give."""
        try:
            left = self._path.stat().st_size
            if left:
                os.truncate(self._path, 0 if size is None else max(0, left - size))
        except OSError:
            return False
        return left > 0

    def keep(self, size: int) -> None:
        """Give up all but so many bytes."""
        try:
            self.give(max(0, self._path.stat().st_size - size))
        except OSError:
            return

    def drop(self) -> None:
        """Give up all, and the file."""
        self._path.unlink(missing_ok=True)


def is_full(error: BaseException) -> bool:
    """Whether an error says that the disk, or a person's share of it, is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
