"""The `control` file of a run folder: the last command, written by the web process and read by the trainer."""

import os
import uuid
from pathlib import Path
from typing import Literal, cast

from layerloom.runtime.private_files import write_private
from layerloom_schema import strict_json
from layerloom_schema.errors import Unreadable
from layerloom_schema.run_folder import CONTROL

ControlCommand = Literal["stop", "pause", "go"]
"""Stop, wait between two epochs, or go on after a pause."""


def read_command(folder: Path) -> ControlCommand | None:
    """The last command; `None` if there was none, or if the file holds anything else."""
    try:
        value = strict_json.loads((folder / CONTROL).read_bytes())
    except (OSError, Unreadable):
        return None
    command = value.get("want") if isinstance(value, dict) else None
    return cast("ControlCommand", command) if command in ("stop", "pause", "go") else None


def write_command(folder: Path, command: ControlCommand) -> None:
    """Replace the file atomically, so that half a command is never read.

    Each call has a temporary file of its own, as two requests may write at the same time.
    """
    beside = folder / f"{CONTROL}.{uuid.uuid4().hex}.tmp"
    try:
        write_private(beside, strict_json.dumps({"want": command}))
        os.replace(beside, folder / CONTROL)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
