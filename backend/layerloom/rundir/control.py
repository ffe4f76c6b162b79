"""The `control` file of a run folder: the last command, written by the web process and read by the trainer.

It is written in the protocol that `spec.json` names: a trainer that was started before an upgrade knows no other.
"""

import os
import uuid
from pathlib import Path
from typing import Literal

from layerloom.runtime.private_files import write_private
from layerloom_schema import strict_json
from layerloom_schema.errors import Unreadable
from layerloom_schema.runs.folder import CONTROL, SPEC
from layerloom_schema.runs.views import PROTOCOL

ControlCommand = Literal["stop", "pause", "unpause"]
"""Stop, wait between two epochs, or go on after a pause."""

_FIELDS: dict[int, tuple[str, dict[ControlCommand, str]]] = {
    1: ("want", {"stop": "stop", "pause": "pause", "unpause": "go"}),
    2: ("command", {"stop": "stop", "pause": "pause", "unpause": "unpause"}),
}
"""By protocol, the field of the file and the words of the commands."""


def read_command(folder: Path) -> ControlCommand | None:
    """The last command, in any protocol; `None` if there was none, or if the file holds anything else."""
    try:
        value = strict_json.loads((folder / CONTROL).read_bytes())
    except (OSError, Unreadable):
        return None
    if not isinstance(value, dict):
        return None
    for field, words in _FIELDS.values():
        for command, word in words.items():
            if value.get(field) == word:
                return command
    return None


def write_command(folder: Path, command: ControlCommand) -> None:
    """Replace the file atomically, so that half a command is never read.

    Each call has a temporary file of its own, as two requests may write at the same time.
    """
    field, words = _FIELDS[_protocol_of(folder)]
    beside = folder / f"{CONTROL}.{uuid.uuid4().hex}.tmp"
    try:
        write_private(beside, strict_json.dumps({field: words[command]}))
        os.replace(beside, folder / CONTROL)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _protocol_of(folder: Path) -> int:
    """The protocol of a run: 1 where its spec names none, the present one where the spec cannot be read."""
    try:
        spec = strict_json.loads((folder / SPEC).read_bytes())
    except (OSError, Unreadable):
        return PROTOCOL
    protocol = spec.get("protocol", 1) if isinstance(spec, dict) else PROTOCOL
    return protocol if protocol in _FIELDS else PROTOCOL
