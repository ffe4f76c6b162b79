"""Where runs go: the seam. The local one starts a process; one of a cluster would write the same events."""

from pathlib import Path
from typing import Protocol

from layerloom.runs.run_folder import RunFolder


class Trainer(Protocol):
    """A run that was started, or found again."""

    @property
    def alive(self) -> bool:
        """Whether it may still write events."""
        ...

    @property
    def status(self) -> int | None:
        """How it ended, as a wait status, where that is known."""
        ...

    def terminate(self) -> None:
        """Asks it to stop, where its run folder takes no more files."""
        ...

    def kill(self) -> None:
        """Ends it at once."""
        ...

    def close(self) -> None:
        """Lets go of it; it goes on."""
        ...


class TrainerStartError(Exception):
    """No trainer could be had; the text says why."""


class Executor(Protocol):
    """Starts trainers, and finds those that an earlier server started."""

    async def start(self, folder: Path) -> Trainer:
        """A trainer at work in a run folder. Raises `TrainerStartError`."""
        ...

    async def find(self, folder: RunFolder) -> Trainer | None:
        """The trainer that holds a run folder, if one does."""
        ...
