"""The `control` file of a run folder: what a person wants of the run. Written by the web process, read by the trainer."""

import os
import uuid
from pathlib import Path
from typing import Literal, cast

from layerloom.runtime.private_files import write_private
from layerloom_schema import strict_json
from layerloom_schema.errors import Unreadable

NAME = "control"
ControlCommand = Literal["stop", "pause", "go"]
"""To end, to wait between two epochs, and to go on after that."""


def read_command(folder: Path) -> ControlCommand | None:
    """What was asked for last; `None` where nothing was, or where the file holds anything else."""
    try:
        value = strict_json.loads((folder / NAME).read_bytes())
    except (OSError, Unreadable):
        return None
    want = value.get("want") if isinstance(value, dict) else None
    return cast("ControlCommand", want) if want in ("stop", "pause", "go") else None


def write_command(folder: Path, want: ControlCommand) -> None:
    """Replace the file in one step, so that half a command is never read.

    Each call has a temporary file of its own: two requests may write at the same time.
    """
    beside = folder / f"{NAME}.{uuid.uuid4().hex}.tmp"
    try:
        write_private(beside, strict_json.dumps({"want": want}))
        os.replace(beside, folder / NAME)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
