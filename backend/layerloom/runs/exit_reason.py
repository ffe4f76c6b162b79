"""Why a trainer ended without a final event: cause, sentence and next step for a person, never a guess."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layerloom.rundir.exit_codes import DISK_FULL
from layerloom_schema.base import Json
from layerloom_schema.failure_codes import FailureCode

_CGROUP, _OF_PROCESS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


@dataclass(frozen=True)
class ExitReason:
    """The content of a `failed` event."""

    code: FailureCode
    message: str
    values: dict[str, Json] = field(default_factory=dict)


def explain_exit(status: int | None, memory_kills: int = 0) -> ExitReason:
    """The reason from a wait status (`None` if unknown) and the number of out-of-memory kills meanwhile."""
    if status is None:
        return ExitReason(
            FailureCode.worker_killed,
            "The training process ended without a word: it was killed, or the machine was restarted. "
            "What it reported until then is kept. Start the run again.",
        )
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        values: dict[str, Json] = {"signal": number}
        if number == signal.SIGKILL and memory_kills > 0:
            return ExitReason(
                FailureCode.out_of_memory,
                "The machine ran out of memory and ended the training process. "
                "Choose a smaller batch size, or a smaller model.",
                values,
            )
        name = _signal_name(number)
        return ExitReason(
            FailureCode.worker_killed,
            f"The training process was ended from outside ({name}). What it reported until then is kept. "
            "Start the run again.",
            values,
        )
    code = os.waitstatus_to_exitcode(status)
    if code == DISK_FULL:
        return ExitReason(
            FailureCode.disk_full,
            "The disk is full: the run could write neither its model nor its last events. Its checkpoints are kept. "
            "Make room, then start the run again.",
        )
    return ExitReason(
        FailureCode.worker_ended,
        f"The training process ended by itself before the training did (exit code {code}). "
        "Its last words are in log.txt in the folder of the run.",
        {"exit_code": code},
    )


def not_started(reason: str) -> ExitReason:
    """The reason of a run whose trainer could not be started."""
    return ExitReason(
        FailureCode.not_started,
        f"The training process could not be started: {reason}. Try again.",
        {"reason": reason},
    )


def folder_unusable(error: Exception) -> ExitReason:
    """The reason of a run whose folder can be neither read nor written."""
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return ExitReason(
        FailureCode.files, f"A file of the run could not be used: {reason}.", {"file": None, "reason": reason}
    )


def memory_kills(mounted: Path = _CGROUP, of_process: Path = _OF_PROCESS) -> int:
    """How many processes of our cgroup the kernel killed for lack of memory; 0 if unknown.

    Args:
        mounted: Where cgroups are mounted: in a container that is usually our own one, on a bare machine the root.
        of_process: The cgroup of this process, in the form of `/proc/self/cgroup`.
    """
    for counters in _counter_files(mounted, of_process):
        try:
            for line in counters.read_text(encoding="ascii").splitlines():
                name, _, count = line.partition(" ")
                if name == "oom_kill":
                    return int(count)
        except (OSError, ValueError):
            continue
    return 0


def _counter_files(mounted: Path, of_process: Path) -> Iterator[Path]:
    """The counters of cgroup v2, then of v1; for each, our own cgroup before the one that is mounted."""
    try:
        groups = [line.split(":", 2) for line in of_process.read_text(encoding="utf-8").splitlines()]
    except OSError:
        groups = []
    unified = [path for number, _, path in groups if number == "0"]
    memory = [path for _, names, path in groups if "memory" in names.split(",")]
    for path in (*unified, "/"):
        yield mounted / path.strip("/") / "memory.events"
    for path in (*memory, "/"):
        yield mounted / "memory" / path.strip("/") / "memory.oom_control"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
