"""Names of temporary files in a run folder, and their removal after a process was killed while it wrote them."""

import shutil
from pathlib import Path

from layerloom_schema.runs.folder import CHECKPOINTS, RESERVE, SAVING

_PARTS = ("*.part", "*.part.*", "*.new", f"{CHECKPOINTS}/*.part.*")


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files that no process will finish. Only for the process that has the run's lock."""
    for pattern in _PARTS:
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    (folder / RESERVE).unlink(missing_ok=True)
    shutil.rmtree(folder / SAVING, ignore_errors=True)
