"""Files that are whole or not there, whatever happens while they are written."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def write_whole(path: Path, write: Callable[[Path], None], verify: Callable[[Path], T]) -> T:
    """Writes beside, forces it to the disk, verifies, then moves it into place. Returns what `verify` found.

    The name beside keeps the ending, by which some writers choose their format.
    """
    beside = path.with_name(f"{path.stem}.part{path.suffix}")
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
    """Makes a rename in `folder` outlast a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
