"""Why a trainer of this machine ended without a final event: the cause with the next step, never a guess."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from layerloom.rundir.exit_codes import DISK_FULL
from layerloom_schema.base import Json
from layerloom_schema.runs.failures import Failure, FailureCode

_CGROUP, _OF_PROCESS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def explain_exit(status: int | None, memory_kills: int = 0) -> Failure:
    """The reason from a wait status (`None` if unknown) and the number of out-of-memory kills meanwhile."""
    if status is None:
        return Failure(code=FailureCode.worker_killed, variant="unseen")
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGKILL and memory_kills > 0:
            return Failure(code=FailureCode.out_of_memory, variant="machine")
        params: dict[str, Json] = {"signal": _signal_name(number)}
        return Failure(code=FailureCode.worker_killed, variant="signal", params=params)
    code = os.waitstatus_to_exitcode(status)
    if code == DISK_FULL:
        return Failure(code=FailureCode.disk_full, variant="ended")
    return Failure(code=FailureCode.worker_ended, params={"exit_code": code})


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
