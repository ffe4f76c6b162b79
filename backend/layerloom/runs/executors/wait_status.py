"""Why a trainer of this machine ended without a final event: the cause with the next step, never a guess."""

import os
import signal
from collections.abc import Iterable

from layerloom.rundir.exit_codes import DISK_FULL
from layerloom.runtime.control_group import MemoryGroup, counter, memory_groups
from layerloom_schema.base import Json
from layerloom_schema.runs.failures import Failure, FailureCode

_COUNTERS = {1: "memory.oom_control", 2: "memory.events"}
"""By version, the file of a control group in which the kernel counts those that it killed."""


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


def memory_kills(groups: Iterable[MemoryGroup] | None = None) -> int:
    """How many processes of our control group the kernel killed for lack of memory; 0 if unknown."""
    for group in memory_groups() if groups is None else groups:
        count = counter(group.folder / _COUNTERS[group.version], "oom_kill")
        if count is not None:
            return count
    return 0


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
