"""The executor protocol: where runs are trained. An executor of a cluster would implement it.

Four verbs: `start` a run or `attach` to it, then read its `events` and `send` commands. How an executor knows that a run
is alive (processes, locks, wait statuses, heartbeat files) is its own matter: its answer when a run is gone is a reason.
"""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from layerloom.rundir.control import ControlCommand
from layerloom.rundir.event_line import LogLine
from layerloom.runs.folder import RunFolder
from layerloom_schema.base import Json
from layerloom_schema.runs.failures import Failure

ExecutorCommand = ControlCommand | Literal["kill"]
"""`kill` ends a run that does not obey a stop, without its final event."""


@dataclass(frozen=True)
class Progress:
    """What is new of a run.

    `lines` are its next events in order, at most some hundred kilobytes of them. `silent_seconds` is given while the run
    has given no sign of life for unusually long. `exit_reason` is given once it is gone and there are no more events.
    """

    lines: list[LogLine] = field(default_factory=list)
    silent_seconds: float | None = None
    exit_reason: Failure | None = None


class Execution(Protocol):
    """A run that was started, by this server process or by an earlier one."""

    async def events(self, after: int) -> Progress:
        """The events after a sequence number that have arrived since."""
        ...

    async def send(self, command: ExecutorCommand) -> None:
        """Send a command to the run. Raises `OSError` for one that cannot be sent; a stop or kill always can be."""
        ...


class StartError(Exception):
    """A run could not be started; `reason` says why, as a param of a sentence."""

    def __init__(self, reason: Json) -> None:
        super().__init__(reason)
        self.reason = reason


class Executor(Protocol):
    """Starts runs, and finds those that an earlier server process started."""

    async def start(self, run: RunFolder) -> Execution:
        """Start a run, whose folder has its spec. Raises `StartError`."""
        ...

    async def attach(self, run: RunFolder, patience: float = 0.0) -> Execution | None:
        """The run as it was started earlier, whether it goes on or is gone; `None` if it was never started.

        For `patience` seconds after its death the process that started it may still write why it ended.
        """
        ...
