"""Temporary files of a process that was killed while it wrote."""

import shutil
from pathlib import Path

SAVING = "saving"
"""Where a ModelCheckpoint writes before its file takes its place."""
RESERVE = "reserve"
"""Room that a trainer holds for its own end."""
CHECKPOINTS = "checkpoints"
_PARTS = ("*.part", "*.part.*", "*.new", f"{CHECKPOINTS}/*.part.*")


def remove_leftovers(folder: Path) -> None:
    """Remove what no living process can finish. Only for the holder of the run's lock."""
    for pattern in _PARTS:
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    (folder / RESERVE).unlink(missing_ok=True)
    shutil.rmtree(folder / SAVING, ignore_errors=True)
