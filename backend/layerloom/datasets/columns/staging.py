"""Folders in which versions are made. A lock says that who makes one lives: what an import left that died is removed."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from layerloom.runtime.private_files import make_private_dir


@contextmanager
def staging_folder(parent: Path) -> Iterator[Path]:
    """A new folder under `parent`, locked while it is used, and removed afterwards unless it was renamed."""
    make_private_dir(parent.parent)
    make_private_dir(parent)
    while True:
        path = parent / secrets.token_hex(8)
        path.mkdir(mode=0o700)
        lock = _locked(path, fcntl.LOCK_EX)
        if lock is not None and path.is_dir():  # otherwise it was swept before it was locked
            break
        _close(lock)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        _close(lock)


def sweep_staging(parent: Path) -> None:
    """Remove the folders that no living process has locked."""
    for path in parent.glob("*"):
        lock = _locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if lock is not None:
            shutil.rmtree(path, ignore_errors=True)
            _close(lock)


def _locked(path: Path, operation: int) -> int | None:
    """A descriptor with the lock of a folder; None where there is no such folder, or another process has the lock."""
    with suppress(FileNotFoundError, NotADirectoryError):
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(fd, operation)
        except BlockingIOError:
            os.close(fd)
            return None
        return fd
    return None


def _close(fd: int | None) -> None:
    if fd is not None:
        os.close(fd)
