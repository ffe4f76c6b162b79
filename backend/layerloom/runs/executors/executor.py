"""The executor protocol: how runs are started and found. An executor of a cluster would implement it."""

from pathlib import Path
from typing import Protocol

from layerloom.runs.run_folder import RunFolder
from layerloom_schema.base import Json


class Trainer(Protocol):
    """Handle of a trainer that was started, or found again after a restart of the server."""

    @property
    def alive(self) -> bool:
        """Whether it may still write events."""
        ...

    @property
    def status(self) -> int | None:
        """The wait status of the ended process, if known."""
        ...

    def terminate(self) -> None:
        """Ask it to stop by a signal, for a run folder in which no file can be written."""
        ...

    def kill(self) -> None:
        """Kill it."""
        ...


class TrainerStartError(Exception):
    """A trainer could not be started; `reason` says why, as a param of a sentence."""

    def __init__(self, reason: Json) -> None:
        super().__init__(reason)
        self.reason = reason


class Executor(Protocol):
    """Starts trainers, and finds those that an earlier server process started."""

    async def start(self, folder: Path) -> Trainer:
        """Start a trainer for a run folder. Raises `TrainerStartError`."""
        ...

    async def find(self, folder: RunFolder) -> Trainer | None:
        """The live trainer that has locked a run folder, if there is one."""
        ...
