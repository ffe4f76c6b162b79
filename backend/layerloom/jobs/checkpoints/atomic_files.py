"""Atomic file writes: a file is complete or absent, even after a crash or power loss."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def write_whole(
    path: Path, write: Callable[[Path], None], verify: Callable[[Path], T], beside: Path | None = None
) -> T:
    """Write to a temporary file in the same folder, fsync, verify, then rename. Returns what `verify` returned.

    The temporary name keeps the suffix, by which some writers choose their format; `beside` is another one.
    """
    beside = beside or path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        write(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        found = verify(beside)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return found


def sync_folder(folder: Path) -> None:
    """Fsync a folder, so that a rename in it survives a power loss."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
