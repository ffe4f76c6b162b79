"""A handle of a process that stays valid when the kernel reuses its pid."""

import contextlib
import os
import select
import signal
from pathlib import Path


class ProcessHandle:
    """Another process, not necessarily a child of this one."""

    def __init__(self, pid: int) -> None:
        """Raises `ProcessLookupError` if there is no process of this pid."""
        self.pid = pid
        self._fd = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
        self._started = process_start_time(pid)

    @property
    def alive(self) -> bool:
        """Whether the process runs. A zombie counts as ended."""
        if self._fd is not None:
            # Readable once it has ended; no file is read, as this is asked fifty times a second.
            poll = select.poll()
            poll.register(self._fd, select.POLLIN)
            return not poll.poll(0)
        state = _stat(self.pid)
        return state is not None and state[0] not in "ZX" and state[1] == self._started

    def terminate(self) -> None:
        """Send SIGTERM. Does nothing if it has ended."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL. Does nothing if it has ended."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._fd is not None:
                signal.pidfd_send_signal(self._fd, number)
            elif self.alive:
                os.kill(self.pid, number)

    def close(self) -> None:
        """Close the handle. The process goes on."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def process_start_time(pid: int) -> str | None:
    """Start time of a process in clock ticks since boot; pid and start time together identify a process."""
    state = _stat(pid)
    return None if state is None else state[1]


def _stat(pid: int) -> tuple[str, str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return fields[0], fields[19]
